// The approvals of a break-glass, and what they can be for: a merge, a deployment, or one change that it ships.

import { knownContributors } from '../duties/contributors.ts'
import {
  type AssignedChange,
  contributions,
  earlier,
  holding,
  later,
  type Person,
  proofOf,
  type Roster,
  short,
  span,
} from '../duties/roster.ts'
import { type Unknown, unknown } from '../facts/facts.ts'
import type { BreakGlassRequest, Circumstances, Problems, Terms } from './request.ts'

/** Of one commit alone. */
export interface BreakGlassApproval extends Problems {
  /** Full oid. */
  readonly oid: string
  /** Null: the account is deleted. */
  readonly by: Person | null
  /** RFC 3339: in force from then on, and until when. */
  readonly at: string
  readonly until: string
}

/** What somebody did that bars them from approving: completes "Bob ..."; null: nothing. */
export type Involvement = (person: Person) => string | null

export const approvalsOf = (
  request: BreakGlassRequest,
  circumstances: Circumstances,
  involvement: Involvement = () => null,
): readonly BreakGlassApproval[] =>
  request.commands.approves.map((command) => {
    const by = command.by === null ? null : circumstances.people.identify(command.by)
    const asked = later(command.at, request.form.duration ?? 0)
    return {
      ...{ oid: command.oid, by, at: command.at, until: earlier(asked, request.longest) },
      ...approvalProblems(command, by, request, circumstances, involvement),
    }
  })

function approvalProblems(
  { at, isEdited }: BreakGlassRequest['commands']['approves'][number],
  by: Person | null,
  { requester, issue }: BreakGlassRequest,
  { terms: { approvers }, now }: Circumstances,
  involvement: Involvement,
): Problems {
  if (by === null) {
    return { flaws: ['It was approved by an account that is deleted.'], doubts: [] }
  }
  const { name, account, agent } = by
  const did = involvement(by)
  const membership = approvers.includes(account)
  const isOutside = membership.known && !membership.value
  const why = [
    isEdited && 'it was edited',
    agent !== null && `${name} is not a person`,
    // One person with two accounts is no second person.
    by.key === requester?.key && `${name} asked for it`,
    isOutside && `${name} is not an approver`,
    did !== null && `${name} ${did}`,
    at < issue.at && `it was given at ${at}, before the request`,
    at > now && `it was given at ${at}, and it is ${now || 'not known what time it is'}`,
  ].filter((one) => one !== false)
  return {
    flaws: why.slice(0, 1).map((one) => `${name}'s approval does not count: ${one}.`),
    doubts: membership.known ? [] : [membership],
  }
}

/** What a request can be for: a merge, a deployment as a whole, or one change that a deployment ships. */
export interface BreakGlassSubject {
  readonly gate: 'merge' | 'deployment'
  /** Whether a request is about it. */
  readonly isMeant: (request: BreakGlassRequest) => boolean
  /** An approval of any of them is for it. Full oids. */
  readonly oids: readonly string[]
  /** "the head of #7 is 6331000". */
  readonly what: string
  /** The moment that counts. RFC 3339. */
  readonly at: string
  /** Of a merge. */
  readonly pull: number | null
  /** Of a deployment. */
  readonly environment: string | null
  readonly run: number | null
  readonly involvement: Involvement
  /** Everybody who had a part in it: nobody of them is the second person, under whatever name. */
  readonly present: readonly Person[]
  /** Why it is not certain who had a part in it. */
  readonly doubts: readonly Unknown[]
  /** What its own nature holds against a request, and against an approval of it. */
  readonly against: (request: BreakGlassRequest) => readonly string[]
  readonly againstApproval: (request: BreakGlassRequest, approval: BreakGlassApproval) => Problems
  /** "within 3d of the merge". */
  readonly reconcile: (terms: Terms) => string
}

/**
 * A change that is merged already is taken as it stood at its merge. `environment` is where it ships to by now; null:
 * nowhere. What let it in for one environment opens no other.
 */
export function mergeOf(
  one: AssignedChange,
  now: string,
  environment: string | null,
): BreakGlassSubject {
  const { pull } = one.change
  const { mergedAt, number, head } = pull
  const at = mergedAt ?? now
  return {
    ...{ gate: 'merge', oids: [head.oid], at, pull: number, environment: null, run: null },
    isMeant: ({ form, issue }) => isNamedBy(form, one) && issue.at <= at,
    what: `the head of #${number} is ${short(head.oid)}`,
    involvement: involvementIn([one.roster], []),
    present: presentIn([one.roster]),
    doubts: doubtsAboutContributors([one]),
    against: ({ form }) => (environment === null ? [] : elsewhere(form, environment)),
    againstApproval: (_, approval) => {
      const isLate = mergedAt !== null && approval.at >= mergedAt
      const flaw = `It was approved at ${approval.at}, not before the merge at ${mergedAt}.`
      return { flaws: isLate ? [flaw] : [], doubts: [] }
    },
    reconcile: ({ reconcileWithin }) =>
      mergedAt === null
        ? `within ${reconcileWithin} of the merge`
        : byWithin(mergedAt, reconcileWithin),
  }
}

/** "by 2026-03-04T12:00:00Z". */
export const byWithin = (from: string, within: string): string =>
  `by ${later(from, span(within) ?? 0)}`

/** GitHub matches names of environments without case. */
export const isThere = (
  named: { readonly environment: string | null },
  environment: string,
): boolean => named.environment?.toLowerCase() === environment.toLowerCase()

/** Of a request that names an environment, which is not this one. */
export const elsewhere = (
  form: BreakGlassRequest['form'],
  environment: string,
): readonly string[] =>
  form.environment === null || isThere(form, environment)
    ? []
    : [`It is for ${form.environment}, and this deploys to ${environment}.`]

export const isNamedBy = (
  { pull, oid }: BreakGlassRequest['form'],
  { change }: AssignedChange,
): boolean =>
  pull === change.pull.number ||
  (oid !== null && [change.pull.head.oid, change.pull.mergeCommit].includes(oid))

/** Who contributed to what a break-glass lets through, or lets it through, is no second person. */
export const involvementIn =
  (work: readonly Roster[], deploying: readonly Roster[]): Involvement =>
  (person) => {
    const done = [
      ...work.flatMap((roster) => contributions(roster, person)),
      ...deploying.flatMap((roster) => holding(roster, 'deployer', person)?.evidence ?? []),
    ]
    return proofOf(done)[0] ?? null
  }

export const presentIn = (rosters: readonly Roster[]): readonly Person[] =>
  rosters.flatMap(({ holdings }) => holdings.map(({ person }) => person))

export const doubtsAboutContributors = (changes: readonly AssignedChange[]): readonly Unknown[] =>
  changes
    .filter((one) => knownContributors(one) === null)
    .map(({ change: { pull } }) =>
      unknown(
        `not all contributors to #${pull.number} are known`,
        'its commits and pushes',
        'Find out who contributed to it.',
      ),
    )
