// GraphQL: GitHub's own schema, built once for all doubles of a process.
import { schema as published } from '@octokit/graphql-schema'
import { buildSchema, GraphQLError, GraphQLInt, type GraphQLSchema } from 'graphql'

let built: GraphQLSchema | undefined

/** The numbers of runs, jobs and deployments have outgrown GraphQL's Int, and GitHub tells them all the same. */
function beyond32Bits(value: unknown): number {
  if (Number.isSafeInteger(value)) return Number(value)
  throw new GraphQLError(`Int cannot represent ${value}.`)
}

export function schema(): GraphQLSchema {
  // GitHub declares one of its fields twice, which a validation of the schema itself would refuse.
  GraphQLInt.serialize = beyond32Bits
  built ??= buildSchema(published.idl, { assumeValidSDL: true, noLocation: true })
  return built
}
