// One rule's answer, what it is about, what may cover it, and what becomes of it.
import type { Waiver } from '../break-glass/break-glass.ts'
import { type AssignedChange, nothingHelps, type Person, type Remedy } from '../duties/roster.ts'
import type { Change } from '../facts/facts.ts'
import { matches, within } from '../policy/paths/patterns.ts'
import { defaultPolicy, type Policy } from '../policy/schema.ts'

export type Outcome = 'satisfied' | 'violated' | 'undetermined' | 'not-applicable' | 'excepted'

export type Enforcement = 'enforce' | 'warn' | 'off'

export type VerdictWord = 'pass' | 'pass-with-exception' | 'fail' | 'undetermined'

/** Whom a violation favours, so whom an exception must name; null: not wholly known. */
export type Beneficiaries = readonly Person[] | null

/** A rule's answer about one change, before the policy's enforcement is laid on it. */
export interface Answer {
  readonly outcome: Outcome
  /** Whole sentences: what is so, and the facts that show it. */
  readonly message: string
  /** What to do now, in words; null where nothing is to be done. */
  readonly remedy?: string
  /** The same as data. */
  readonly remedies?: readonly Remedy[]
  /** Logins. */
  readonly people?: readonly string[]
  readonly paths?: readonly string[]
  /** Full oids. */
  readonly commits?: readonly string[]
  /**
   * Of a violation: whom it favours, so whom an exception would have to name. Null: not wholly known. Without it, those
   * who contributed to the change, or who deploy.
   */
  readonly beneficiaries?: Beneficiaries
  /** Of what is undetermined: at worst it is a violation that favours these people, so what covers that covers the doubt. */
  readonly isCoverable?: true
  /** Of a violation: approvals that are not given yet are all that is missing. */
  readonly awaitsApproval?: true
  /** What it is about is done, so nothing but what covers it can help. */
  readonly isDone?: true
  /** By which it is excepted, where that is no exception of the policy. */
  readonly waiver?: Waiver
}

type Effect = 'prohibited' | 'dual-approval' | 'time-bound'

export interface Treatment {
  readonly enforcement: Enforcement
  readonly effect: Effect
}

/** What an answer is about. */
export interface Place {
  /** Null: the merge gate asks, and nothing is deployed. */
  readonly environment: string | null
  readonly changes: readonly AssignedChange[]
  /** Whether it is also about commits that no change brought, so that nobody knows their files. */
  readonly beyond: { readonly branch: string | null } | null
  /** Where it is about a deployment as a whole: the commit. Full oid. */
  readonly deployed?: string | null
  /** No entry can be added to the policy that judges it. */
  readonly isByEarlierPolicy?: boolean
}

/** What an exception or a break-glass says where it covers a violation. */
interface Cover {
  /** A whole sentence. */
  readonly text: string
  /** What it leaves to be done. */
  readonly remedy?: string
  readonly waiver?: Waiver
}

/** Null: it covers no violation of the rule there. */
export type Coverage = (rule: string, place: Place, beneficiaries: Beneficiaries) => Cover | null

export interface Finding {
  /** The rule's id. */
  readonly rule: string
  readonly outcome: Outcome
  readonly enforcement: Enforcement
  readonly message: string
  readonly remedy: string | null
  /** What the remedy asks for, as data; all of it is to be done. */
  readonly remedies: readonly Remedy[]
  readonly people: readonly string[]
  readonly paths: readonly string[]
  readonly commits: readonly string[]
  /** The number of the pull request that is meant; null: none could be read. */
  readonly pull: number | null
  /** Of a violation: approvals that are not given yet are all that is missing. */
  readonly awaitsApproval?: true
  /** Only where a break-glass excepts it. */
  readonly waiver?: Waiver
}

export const switchedOff: Answer = {
  outcome: 'not-applicable',
  message: 'Switched off by the policy.',
}

/** An answer with nothing left open: every list there, each entry once. */
export const whole = (answer: Answer) => ({
  outcome: answer.outcome,
  message: answer.message,
  remedy: answer.remedy ?? null,
  remedies: answer.remedies ?? (answer.remedy === undefined ? [] : [nothingHelps(answer.remedy)]),
  people: [...new Set(answer.people)],
  paths: [...new Set(answer.paths)],
  commits: [...new Set(answer.commits)],
  ...(answer.outcome === 'violated' && answer.awaitsApproval && { awaitsApproval: true as const }),
  ...(answer.waiver && { waiver: answer.waiver }),
})

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
    // A list without files says nothing of where they lie.
    if (!files.known || files.value.length === 0) return null
    if (files.value.every(isWithin)) return true
    return files.value.every((file) => match(file).length === 0) ? false : null
  }
}
