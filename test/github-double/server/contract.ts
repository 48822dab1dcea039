// Holds every request against GitHub's own contract: the OpenAPI description and the GraphQL schema.
import { type DocumentNode, NoDeprecatedCustomRule, specifiedRules, validate } from 'graphql'
import { schema } from '../graphql/execution/schema.ts'
import { type Check, compile, plain } from './json-schema.ts'
import { type Found, type JsonSchema, type Operation, parametersOf } from './openapi.ts'

export type Violation = { request: string; problem: string }

type Checks = { path: Check; query: Check; body: Check; withoutBody: string | null }

const compiled = new Map<string, Checks>()

/** What is wrong with a REST request, in words; nothing when GitHub would know it. */
export function restProblems(
  method: string,
  url: URL,
  found: Found | null,
  body: unknown,
): string[] {
  if (found === null) return [`GitHub has no ${method} ${url.pathname}`]
  const checks = compiled.get(found.key) ?? checksOf(found.operation)
  compiled.set(found.key, checks)
  return [
    checks.path(found.params),
    checks.query(Object.fromEntries(url.searchParams)),
    body === undefined ? checks.withoutBody : checks.body(body),
  ].filter((problem) => problem !== null)
}

function checksOf(operation: Operation): Checks {
  const parameters = parametersOf(operation)
  const among = (place: string): JsonSchema => {
    const here = parameters.filter((parameter) => parameter.in === place)
    const properties = here.map(({ name, schema }) => [name, plain(schema)])
    const required = here.filter((parameter) => parameter.required).map(({ name }) => name)
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      required,
      additionalProperties: false,
    }
  }
  const body = operation.requestBody?.content?.['application/json']?.schema
  return {
    path: compile(among('path'), 'path'),
    query: compile(among('query'), 'query'),
    body: body === undefined ? () => 'body is not expected' : compile(closed(plain(body)), 'body'),
    withoutBody: operation.requestBody?.required ? 'body is required' : null,
  }
}

/** GitHub ignores a key that it does not know; whoever sends one meant something by it. */
function closed(schema: JsonSchema): JsonSchema {
  return 'properties' in schema ? { additionalProperties: false, ...schema } : schema
}

const rules = [...specifiedRules, NoDeprecatedCustomRule]

/** What GitHub's schema has against a query, deprecated fields included. */
export function graphqlProblems(query: DocumentNode | null): readonly string[] {
  if (query === null) return ['the query is no GraphQL']
  const told = problems.get(query) ?? validate(schema(), query, rules).map(({ message }) => message)
  problems.set(query, told)
  return told
}

/** By the query, which many worlds share. */
const problems = new WeakMap<DocumentNode, readonly string[]>()
