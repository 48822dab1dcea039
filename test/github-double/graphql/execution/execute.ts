// GraphQL: answers a query by executing it on GitHub's own schema, with errors in GitHub's shape.
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  parse,
  validate,
} from 'graphql'
import { back, type RateLimit, root } from '../root.ts'
import type { Viewer } from '../viewer.ts'
import { failure } from './connection.ts'
import { type Cost, costOf, type Variables } from './cost.ts'
import { schema } from './schema.ts'

export type GraphqlRequest = { query: string; variables: Variables; operationName: string | null }

export type GraphqlAnswer = {
  body: { data?: unknown; errors?: object[] }
  cost: Cost
  gaps: string[]
}

const MOST_NODES = 500_000
const FREE: Cost = { points: 0, nodes: 0 }

/** Null for text that is no GraphQL at all. */
/** Of each query only once: hundreds of worlds ask the same ones of a schema of 70,000 lines. */
const once = <K, V>(of: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>()
  return (key) => {
    if (!known.has(key)) known.set(key, of(key))
    return known.get(key) as V
  }
}

export const parsed = once((query: string): DocumentNode | null => {
  try {
    return parse(query)
  } catch {
    return null
  }
})

const refusals = once((document: DocumentNode) => validate(schema(), document))

export function answerGraphql(
  asker: Omit<Viewer, 'back'>,
  request: GraphqlRequest,
  spend: (cost: Cost) => RateLimit,
): GraphqlAnswer {
  const refused = (...errors: object[]) => ({ body: { errors }, cost: FREE, gaps: [] })
  const document = parsed(request.query)
  if (document === null)
    return refused({ message: 'A query attribute must be specified and must be a string.' })
  const invalid = refusals(document)
  if (invalid.length > 0) return refused(...invalid.map(inGitHubsShape))
  const operation = getOperationAST(document, request.operationName)
  if (operation == null) return refused({ message: 'An operation name is required' })
  const cost = costOf(document, operation, request.variables)
  if (cost.nodes > MOST_NODES) {
    const message = `This query requests up to ${cost.nodes} possible nodes which exceeds the maximum limit of 500,000.`
    return refused({ type: 'MAX_NODE_LIMIT_EXCEEDED', message })
  }
  const gaps: string[] = []
  const { data, errors } = execute({
    schema: schema(),
    document,
    operationName: request.operationName,
    variableValues: request.variables,
    rootValue: root({ ...asker, back }, spend(cost)),
    fieldResolver: resolver(gaps, asker.github.world.refused_fields),
  }) as { data?: unknown; errors?: readonly GraphQLError[] }
  const body = errors === undefined ? { data } : { data, errors: errors.map(inGitHubsShape) }
  return { body, cost, gaps }
}

/** A field that no view holds, an argument that none heeds: a gap of the double, never GitHub's answer. */
function resolver(
  gaps: string[],
  refused: readonly string[],
): GraphQLFieldResolver<Record<string, unknown>, unknown> {
  return (source, args, context, info) => {
    if (refused.includes(`${info.parentType.name}.${info.fieldName}`)) {
      throw failure('FORBIDDEN', 'Resource not accessible by integration')
    }
    const value = source[info.fieldName]
    if (value === undefined && !(info.fieldName in source)) {
      const name = `${info.parentType.name}.${info.fieldName}`
      gaps.push(name)
      throw new GraphQLError(`The double has no answer for ${name}.`)
    }
    if (typeof value !== 'function') return value
    const read = new Set<PropertyKey>()
    const watched = new Proxy(args, {
      get(target, name) {
        read.add(name)
        return Reflect.get(target, name)
      },
    })
    const answer = value(watched, context, info)
    const given = info.fieldNodes.flatMap((field) => field.arguments ?? [])
    const unread = given.map(({ name }) => name.value).filter((name) => !read.has(name))
    gaps.push(...unread.map((name) => `${info.parentType.name}.${info.fieldName} by ${name}`))
    return answer
  }
}

function inGitHubsShape(error: GraphQLError): object {
  const { type } = error.extensions as { type?: string }
  const { message, path, locations } = error
  return { ...(type === undefined ? {} : { type }), path, locations, message }
}
