// A client that notes, field by field, what GitHub answers to whatever is asked through it.
import { GraphqlResponseError } from '@octokit/graphql'
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import { type Client, sourceOf } from './client.ts'

/** From what tells least to what tells most: one refusal says more than an answer elsewhere. */
const answers = ['failed', 'empty', 'missing', 'allowed', 'forbidden'] as const

export interface Field {
  /** "GraphQL Change", or an endpoint. */
  readonly source: string
  /** "repository.pullRequest.number", with a star for any number; empty: the answer as a whole. */
  readonly path: string
  readonly answer: (typeof answers)[number]
}

interface Observed {
  readonly client: Client
  /** In the order in which they were first asked. */
  readonly fields: () => readonly Field[]
}

export function observed(client: Client): Observed {
  const fields = new Map<string, Field>()
  const note = (field: Field): void => {
    const key = `${field.source} ${field.path}`
    const before = fields.get(key)?.answer ?? 'failed'
    const isMore = answers.indexOf(field.answer) >= answers.indexOf(before)
    if (isMore) fields.set(key, field)
  }
  const noteError = (source: string, error: unknown): void => {
    for (const field of refusalsIn(source, error)) note(field)
  }

  const get: Client['get'] = async (endpoint, parameters, expected) => {
    const source = sourceOf(endpoint)
    try {
      const answer = await client.get(endpoint, parameters, expected)
      note({ source, path: '', answer: 'allowed' })
      return answer
    } catch (error) {
      noteError(source, error)
      throw error
    }
  }

  const list: Client['list'] = async function* (endpoint, parameters, expected) {
    const source = sourceOf(endpoint)
    try {
      for await (const page of client.list(endpoint, parameters, expected)) {
        note({ source, path: '', answer: page.items.length > 0 ? 'allowed' : 'empty' })
        yield page
      }
    } catch (error) {
      noteError(source, error)
      throw error
    }
  }

  const query: Client['query'] = async (asked) => {
    const source = `GraphQL ${asked.name}`
    const noteData = (data: unknown): unknown => {
      for (const field of leavesOf(source, data)) note(field)
      return data
    }
    try {
      return await client.query({ ...asked, shape: z.preprocess(noteData, asked.shape) })
    } catch (error) {
      noteError(source, error)
      throw error
    }
  }

  return { client: { ...client, get, list, query }, fields: () => [...fields.values()] }
}

/** An alias of one among many: `c17` is `c*`, and an index of a list says nothing. */
export const pathOf = (steps: readonly (string | number)[]): string =>
  steps
    .filter((step) => typeof step === 'string')
    .map((step) => step.replace(/\d+$/, '*'))
    .join('.')

function leavesOf(
  source: string,
  value: unknown,
  at: readonly (string | number)[] = [],
): readonly Field[] {
  if (at[0] === 'rateLimit') return []
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : null
  if (inner === null || inner.length === 0) {
    const isEmpty = value === null || value === undefined || inner !== null
    return [{ source, path: pathOf(at), answer: isEmpty ? 'empty' : 'allowed' }]
  }
  return inner.flatMap(([key, one]) =>
    leavesOf(source, one, [...at, Array.isArray(value) ? Number(key) : key]),
  )
}

/** What an error says of fields; those that were answered beside it count too. */
function refusalsIn(source: string, error: unknown): readonly Field[] {
  if (!(error instanceof CollectError)) return []
  const { cause, status } = error
  if (!(cause instanceof GraphqlResponseError)) {
    const answer = status === 403 ? 'forbidden' : status === 404 ? 'missing' : 'failed'
    return [{ source, path: '', answer }]
  }
  const refused = (cause.errors ?? []).map(({ type, path = [] }): Field => {
    const answer = type === 'FORBIDDEN' ? 'forbidden' : type === 'NOT_FOUND' ? 'missing' : 'failed'
    return { source, path: pathOf(path), answer }
  })
  const paths = new Set(refused.map(({ path }) => path))
  return [...leavesOf(source, cause.data).filter(({ path }) => !paths.has(path)), ...refused]
}
