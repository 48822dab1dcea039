// A probe's file, played back: the double answers each field as GitHub did where the probe was taken.
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { pathOf } from '../../../src/github/api/observed.ts'
import type { Answer } from '../rest/answer.ts'
import { refusal } from '../rest/routes.ts'

const shape = z.object({
  fields: z.array(z.object({ source: z.string(), path: z.string(), answer: z.string() })),
})

export type Probe = z.output<typeof shape>

export const readProbe = (path: string): Probe =>
  shape.parse(JSON.parse(readFileSync(path, 'utf8')))

type Json = ReturnType<typeof JSON.parse>
type Step = string | number

const message = 'Resource not accessible by integration'

/** `source` is "GraphQL Change" or the endpoint's template. */
export function answeredAs({ fields }: Probe, source: string, answer: Answer): Answer {
  const told = new Map(
    fields.filter((field) => field.source === source).map(({ path, answer: as }) => [path, as]),
  )
  const whole = told.get('')
  if (whole === 'forbidden') return refusal(403, message)
  if (whole === 'missing') return refusal(404, 'Not Found')
  const isList = Array.isArray(answer.body)
  if (whole === 'empty' && isList) return { ...answer, body: [] }
  const body = answer.body as Json
  if (!source.startsWith('GraphQL') || body?.data === undefined) return answer
  const errors: object[] = []
  const data = spoiled(body.data, [], told, errors)
  const all = [...(body.errors ?? []), ...errors]
  return { ...answer, body: { data, ...(all.length > 0 && { errors: all }) } }
}

/** Null where a field is refused, with the error that GitHub sets beside the data; nothing where it was empty. */
function spoiled(
  value: Json,
  at: readonly Step[],
  told: ReadonlyMap<string, string>,
  errors: object[],
): Json {
  const as = told.get(pathOf(at))
  if (as === 'forbidden' && typeof at.at(-1) === 'string') {
    errors.push({ type: 'FORBIDDEN', path: at, message })
    return null
  }
  if (as === 'empty' && typeof at.at(-1) === 'string') return Array.isArray(value) ? [] : null
  if (Array.isArray(value)) {
    return value.map((one, index) => spoiled(one, [...at, index], told, errors))
  }
  if (value === null || typeof value !== 'object') return value
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, spoiled(one, [...at, key], told, errors)]),
  )
  const isEmptied = Array.isArray(inner.nodes) && inner.nodes.length < value.nodes.length
  const counts = isEmptied ? { totalCount: 0, filteredCount: 0 } : {}
  return { ...inner, ...Object.fromEntries(Object.entries(counts).filter(([key]) => key in inner)) }
}
