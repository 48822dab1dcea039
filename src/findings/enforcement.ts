// How firmly a rule stands, and to what effect: as the policy says where its entry holds, else as it stands unnamed.

import type { Change } from '../facts/change.ts'
import { matches, within } from '../policy/patterns.ts'
import { defaultPolicy, type Policy } from '../policy/schema.ts'
import type { Enforcement, Place, Treatment } from './finding.ts'

/** Limits of an entry of the policy; each that is named must fit. */
interface Scope {
  readonly environments?: readonly string[] | undefined
  readonly branches?: readonly string[] | undefined
  readonly paths?: readonly string[] | undefined
}

type Entry = Treatment & Scope

function entryOf({ conflicts, rules }: Policy, rule: string): Entry | undefined {
  const conflict = Object.hasOwn(conflicts, rule) ? conflicts[rule] : undefined
  if (conflict !== undefined) return conflict
  const entries: Readonly<Record<string, { readonly enforcement: Enforcement }>> = rules
  const entry = Object.hasOwn(rules, rule) ? entries[rule] : undefined
  return entry && { ...entry, effect: 'prohibited' }
}

const nothing: Entry = { enforcement: 'off', effect: 'prohibited' }

/** Where an entry holds for a part, or that is not known, the stricter of the two decides: a file beside loosens nothing. */
export function enforcementFor(policy: Policy, rule: string, place: Place): Treatment {
  const entry = entryOf(policy, rule) ?? nothing
  // A conflict of somebody's own binds nobody where it does not hold.
  const unnamed = entryOf(defaultPolicy, rule) ?? { ...entry, enforcement: 'off' }
  const holding = holds(entry, place)
  if (holding === 'everywhere') return entry
  if (holding === 'nowhere') return unnamed
  return {
    enforcement: stricter(entry.enforcement, unnamed.enforcement),
    effect: entry.effect === unnamed.effect ? entry.effect : 'prohibited',
  }
}

const strictness: readonly Enforcement[] = ['enforce', 'warn', 'off']

const stricter = (one: Enforcement, other: Enforcement): Enforcement =>
  strictness.indexOf(one) < strictness.indexOf(other) ? one : other

function holds(
  { environments, branches, paths }: Scope,
  { environment, changes, beyond }: Place,
): 'everywhere' | 'nowhere' | 'in part' {
  if (!includesEnvironment(environments, environment)) return 'nowhere'
  const isWithin = paths === undefined ? () => true : withinPaths(paths)
  const told = changes.map(({ change }) => {
    const isOnBranch = branches?.includes(change.pull.base.branch) ?? true
    return isOnBranch && isWithin(change)
  })
  if (beyond !== null) {
    const isOnBranch = branches?.some((branch) => branch === beyond.branch) ?? true
    told.push(isOnBranch && (paths === undefined ? true : null))
  }
  if (told.every((one) => one === true)) return 'everywhere'
  return told.every((one) => one === false) ? 'nowhere' : 'in part'
}

/** GitHub matches names of environments without case. */
export const includesEnvironment = (
  environments: readonly string[] | undefined,
  environment: string | null,
): boolean =>
  environments === undefined ||
  environments.some((name) => name.toLowerCase() === environment?.toLowerCase())

/** True: all of its files are; false: none is; null: some are, or they are unknown. */
function withinPaths(paths: readonly string[]): (change: Change) => boolean | null {
  const [match, isWithin] = [matches(paths), within(paths)]
  return ({ files }) => {
    if (!files.known) return null
    if (files.value.every(isWithin)) return true
    return files.value.every((file) => match(file).length === 0) ? false : null
  }
}
