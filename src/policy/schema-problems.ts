// What the schema refuses, in sentences: each says what the file has there and what would be right.
import type * as z from 'zod'
import { type JsonSchema, jsonSchema } from './json-schema.ts'
import {
  choice,
  cut,
  describe,
  error,
  nameOf,
  nearest,
  type Path,
  quote,
  type Remark,
} from './problem.ts'
import { conflictIds, otherRuleIds } from './rule-ids.ts'

/** Made once, when it is needed: a stranger's file may have thousands of unknown keys. */
let whole: JsonSchema | null = null

/** The keys that a mapping of the policy may have. */
function keysAt(path: Path): string[] {
  whole ??= jsonSchema()
  let schema: JsonSchema | undefined = whole
  for (const step of path) {
    const { items, properties = {}, additionalProperties } = optionFor(schema, step)
    const named = Object.hasOwn(properties, step) ? properties[String(step)] : additionalProperties
    schema = (typeof step === 'number' ? items : named) as JsonSchema | undefined
  }
  return Object.keys(optionFor(schema, '').properties ?? {})
}

/** Of a mapping or a list of mappings, the one that the step leads into. */
const optionFor = (schema: JsonSchema | undefined, step: PropertyKey): JsonSchema => {
  const { anyOf = [schema ?? {}] } = schema ?? {}
  const wanted = typeof step === 'number' ? 'items' : 'properties'
  return (anyOf as readonly JsonSchema[]).find((one) => one[wanted] !== undefined) ?? schema ?? {}
}

function unknownKey(key: string, path: Path): string {
  if (key === '<<') return 'merge keys ("<<") are not read; write the keys out'
  const known = keysAt(path)
  const meant = nearest(key, known)
  const mapping = nameOf(path)
  const hint = meant ? `did you mean ${quote(meant)}?` : null
  if (mapping === 'rules') {
    const place = keysAt(['conflicts']).includes(key) ? 'it belongs under "conflicts"' : null
    return `rules.${cut(key)} is no rule; ${place ?? hint ?? `there are ${choice(known, 'and')}`}`
  }
  if (path[0] === 'conflicts' && key === 'duties') {
    return `${mapping} is built in and has its duties; leave "duties" out`
  }
  const subject = `unknown key ${quote(key)}`
  if (mapping === '') return `${subject}; ${hint ?? `a policy can have ${choice(known, 'and')}`}`
  return `${subject} in ${mapping}; ${hint ?? `it can have ${choice(known, 'and')}`}`
}

/** A name under `conflicts` that is not built in, without the duties that would make it a conflict. */
function noConflict(name: string): string {
  const subject = `conflicts.${cut(name)} is no`
  if (otherRuleIds.some((rule) => rule === name)) {
    return `${subject} conflict; it belongs under "rules"`
  }
  const meant = nearest(name, conflictIds)
  return meant
    ? `${subject} built-in conflict; did you mean ${quote(meant)}? One of your own needs "duties"`
    : `${subject} built-in conflict; one of your own needs "duties", such as [approver, merger]`
}

function lacksDuties({ path, input }: z.core.$ZodIssue): boolean {
  const [part, name, key] = path
  const lacksIt = path.length === 2 ? input === null : key === 'duties' && input === undefined
  return (
    part === 'conflicts' && path.length <= 3 && lacksIt && !conflictIds.some((one) => one === name)
  )
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

/** Which form of a value the writer had in mind; null: its own sentence says what it must be. */
function formMeant({ path, input }: z.core.$ZodIssue): number | null {
  if (path[0] === 'approvals') return Array.isArray(input) ? 1 : 0
  if (path[0] === 'protected-paths') return typeof input === 'string' ? 0 : 1
  return null
}

/** No wording of the schema library reaches a reader. */
export function remarksOn(issue: z.core.$ZodIssue): Remark[] {
  const { path } = issue
  const form = issue.code === 'invalid_union' ? formMeant(issue) : null
  if (issue.code === 'invalid_union' && form !== null) {
    // What is wrong is said of the form that was meant.
    const meant = issue.errors[form] ?? []
    return meant.flatMap((one) => remarksOn({ ...one, path: [...path, ...one.path] }))
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => error(unknownKey(key, path), [...path, key], 'key'))
  }
  if (lacksDuties(issue)) {
    const named = path.slice(0, 2)
    return [error(noConflict(String(named[1])), named, 'key')]
  }
  return [error(wrongValue(issue), path, 'value')]
}
