// Names in a policy: those that its own conflicts may bear, and the ids of rules, which must exist.
import type { Remark } from './problem.ts'
import { builtIns, otherRules } from './schema.ts'
import { conflictName } from './values.ts'
import { cut, nameOf, nearest, quote } from './wording.ts'

type Mapping = Readonly<Record<string, unknown>>

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isBuiltIn = (name: string): boolean => builtIns.some((one) => one === name)
const isRule = (name: string): boolean => otherRules.some((one) => one === name)

/** Of the file as it stands, so that they are told beside whatever else is wrong with it. */
export function misnamed(file: unknown): Remark[] {
  if (!isMapping(file)) return []
  const conflicts = isMapping(file.conflicts) ? file.conflicts : {}
  const breakGlass = isMapping(file['break-glass']) ? file['break-glass'] : {}
  const exceptions: readonly unknown[] = Array.isArray(file.exceptions) ? file.exceptions : []
  const known = new Set([...builtIns, ...otherRules, ...Object.keys(conflicts)])
  return [
    ...Object.entries(conflicts).flatMap(([name, entry]) => unfitName(name, entry)),
    ...exceptions.flatMap((one, index) =>
      isMapping(one) ? unknownRules(one.rules, ['exceptions', index, 'rules'], known) : [],
    ),
    ...unknownRules(breakGlass.rules, ['break-glass', 'rules'], known),
  ]
}

/** An entry without duties is told elsewhere: it was not meant to be a conflict of the organization's own. */
function unfitName(name: string, entry: unknown): Remark[] {
  const path = ['conflicts', name]
  const subject = `conflicts.${cut(name)}`
  const hasDuties = isMapping(entry) && Object.hasOwn(entry, 'duties')
  if (isBuiltIn(name)) return []
  if (isRule(name)) {
    const message = `${subject} must not bear the id of a rule; give your own conflict another name`
    return hasDuties ? [{ message, path, at: 'key' }] : []
  }
  const isFit = conflictName.test(name)
  // Every object of a program has one.
  if (isFit && name !== 'constructor') return []
  const demand = isFit
    ? 'is a word that programs take for their own; give your conflict another name'
    : 'must be named in lower-case words with hyphens, such as "tester-deploys"'
  return [{ message: `${subject} ${demand}`, path, at: 'key' }]
}

function unknownRules(
  rules: unknown,
  path: readonly PropertyKey[],
  known: ReadonlySet<string>,
): Remark[] {
  const names: readonly unknown[] = Array.isArray(rules) ? rules : []
  return names.flatMap((name, index): Remark[] => {
    if (typeof name !== 'string' || known.has(name)) return []
    const at = [...path, index]
    // Among thousands no one was meant, and to compare them all would take a stranger's file for ever.
    const meant = known.size > 100 ? null : nearest(name, [...known])
    const hint = meant === null ? '' : `; did you mean ${quote(meant)}?`
    const demand = 'must be the id of a rule or of a conflict'
    return [
      { message: `${nameOf(at)} ${demand}, not ${quote(name)}${hint}`, path: at, at: 'value' },
    ]
  })
}
