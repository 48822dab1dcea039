// GraphQL: GitHub's own schema, built once for all doubles of a process.
import { schema as published } from '@octokit/graphql-schema'
import { buildSchema, type GraphQLSchema } from 'graphql'

let built: GraphQLSchema | undefined

export function schema(): GraphQLSchema {
  // GitHub declares one of its fields twice, which a validation of the schema itself would refuse.
  built ??= buildSchema(published.idl, { assumeValidSDL: true, noLocation: true })
  return built
}
