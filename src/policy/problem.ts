// What is wrong with a policy, in sentences: each says what stands there and what would be right.
import type * as z from 'zod'
import { type JsonSchema, jsonSchema } from './json-schema.ts'
import { choice, cut, describe, nameOf, nearest, quote } from './wording.ts'

/** A place in a file; both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface Problem extends Place {
  readonly severity: 'error' | 'warning'
  /** One sentence for the person who wrote the policy. What it quotes may be hostile. */
  readonly message: string
}

/** A sentence, and the part of the policy that it is about. */
interface Remark {
  readonly message: string
  readonly path: readonly PropertyKey[]
  /** The key, where that is what is wrong; else the value. */
  readonly at: 'key' | 'value'
}

/** The keys that a mapping of the policy may have. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: JsonSchema | undefined = jsonSchema()
  for (const step of path) {
    schema = (typeof step === 'number' ? schema?.items : schema?.properties?.[String(step)]) as
      | JsonSchema
      | undefined
  }
  return Object.keys(schema?.properties ?? {})
}

const kinds: Readonly<Record<string, string>> = { conflicts: 'conflict', rules: 'rule' }

function unknownKey(key: string, path: readonly PropertyKey[]): string {
  if (key === '<<') return 'merge keys ("<<") are not read; write the keys out'
  const known = keysAt(path)
  const meant = nearest(key, known)
  const mapping = nameOf(path)
  const kind = kinds[mapping]
  const hint = meant ? `did you mean ${quote(meant)}?` : null
  if (kind) {
    const elsewhere = Object.keys(kinds).find((one) => keysAt([one]).includes(key))
    const place = elsewhere && `it belongs under ${quote(elsewhere)}`
    return `${mapping}.${cut(key)} is no ${kind}; ${place ?? hint ?? `there are ${choice(known, 'and')}`}`
  }
  const subject = `unknown key ${quote(key)}`
  if (mapping === '') return `${subject}; ${hint ?? `a policy can have ${choice(known, 'and')}`}`
  return `${subject} in ${mapping}; ${hint ?? `it can have ${choice(known, 'and')}`}`
}

function wrongValue(issue: z.core.$ZodIssue): string {
  const { code, input, message, path } = issue
  const subject = nameOf(path) || 'a policy'
  if (code === 'custom') return `${subject} ${message}`
  const it = path.length > 0 ? 'it' : subject
  if (input === undefined) return `${subject} is missing; ${it} ${message}`
  if (input === null) return `${path.length > 0 ? subject : 'the file'} is empty; ${it} ${message}`
  const choices = code === 'invalid_value' ? issue.values : []
  const meant = nearest(input, choices)
  const hint = meant ? `; did you mean ${quote(meant)}?` : ''
  const found = Array.isArray(input) && code !== 'invalid_type' ? input.length : describe(input)
  return `${subject} ${message}, not ${found}${hint}`
}

/** Nothing of the schema library's own wording reaches a reader. */
export function remarks(issue: z.core.$ZodIssue): Remark[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: unknownKey(key, path),
      path: [...path, key],
      at: 'key',
    }))
  }
  return [{ message: wrongValue(issue), path, at: 'value' }]
}
