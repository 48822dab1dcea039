// What is asked of GitHub about break-glass: the issues, where a policy knows it, and what became of each request.

import { commandsIn, loggedUses } from '../break-glass/commands.ts'
import { readForm } from '../break-glass/form.ts'
import { belongs } from '../duties/membership.ts'
import {
  type Actor,
  type BreakGlassIssue,
  type Change,
  type Directory,
  type Fact,
  known,
  unknown,
} from '../facts/facts.ts'
import type { Client } from '../github/api/client.ts'
import { type RequestIssue, readRequests } from '../github/break-glass/requests.ts'
import { type Approved, readUsages } from '../github/break-glass/usage.ts'
import type { Policy } from '../policy/schema.ts'

const nothingYet: BreakGlassIssue['usage'] = known({ merged: [], deployed: [] }, 'its comments')

/** Under these policies nobody who counts asked or approved; under another one somebody could have. */
const unasked: BreakGlassIssue['usage'] = unknown(
  'nobody asked what became of it, since nobody whom the policy names approved it',
  'gate',
)

/** Who may ask and who may approve, by each policy that has a break-glass. */
type Parties = readonly NonNullable<Policy['break-glass']>[]

const partiesOf = (policies: readonly (Policy | null)[]): Parties =>
  policies.map((policy) => policy?.['break-glass']).filter((one) => one !== undefined)

export type Issues = Fact<readonly RequestIssue[]>

/** Judged again under a policy that has one, nobody may take them for none. */
export const noIssues: Issues = unknown(
  'nobody asked for requests, since the policy has no break-glass',
  'gate',
)

/** Null: none of the policies has a break-glass, and no issue opens anything. */
export const issuesUnder = (
  policies: readonly (Policy | null)[],
  client: Client,
): Promise<Issues> | null => (partiesOf(policies).length > 0 ? readRequests(client) : null)

/** What nobody could approve let nothing through: anybody may fill in the form, and it must cost nothing. */
export async function collectBreakGlass(
  client: Client,
  issues: Issues,
  policies: readonly (Policy | null)[],
  { changes, directory }: { readonly changes: readonly Change[]; readonly directory: Directory },
): Promise<Fact<readonly BreakGlassIssue[]>> {
  if (!issues.known) return issues
  const parties = partiesOf(policies)
  const approved = issues.value
    .map((issue) => approvedIn(issue, parties, directory))
    .filter((one) => one !== null)
  const usages = await readUsages(client, approved, changes)
  const value = issues.value.map((issue) => ({
    ...issue,
    usage: usages.get(issue.number) ?? (isApproved(issue) ? unasked : nothingYet),
  }))
  return { ...issues, value }
}

type Party = 'responders' | 'approvers'

/** By every policy, as far as that is known. */
const isOutside = (
  parties: Parties,
  directory: Pick<Directory, 'teams'>,
  party: Party,
  by: Actor | null,
): boolean =>
  by === null ||
  parties.every((one) => {
    const membership = belongs(directory, one[party], by)
    return membership.known && !membership.value
  })

const isApproved = (issue: RequestIssue): boolean =>
  commandsIn(issue).approves.length + loggedUses(issue).length > 0

/** Void approvals too, and uses that were logged: who takes back or edits what was said undoes no merge. */
function approvedIn(issue: RequestIssue, parties: Parties, directory: Directory): Approved | null {
  const logged = loggedUses(issue)
  const isNobody = (party: Party, by: Actor | null) => isOutside(parties, directory, party, by)
  if (logged.length === 0 && isNobody('responders', issue.by)) return null
  const given = commandsIn(issue).approves.filter(
    ({ by, oid }) => logged.some((use) => use.oid === oid) || !isNobody('approvers', by),
  )
  const oids = [...new Set([...given, ...logged].map(({ oid }) => oid))]
  if (oids.length === 0) return null
  // An edited form may name another pull request by now: then only the commits tell.
  const pull = issue.isEdited ? null : readForm(issue.body, null).pull
  return { issue: issue.number, pull, oids }
}

export interface BreakGlassQuestions {
  readonly teams: readonly string[]
  readonly writers: readonly Actor[]
}

/**
 * Who may ask and approve, and whether they and those who reconciled may push. Of teams nobody knows yet who is in them;
 * whom no policy could mean costs nothing.
 */
export function questionsAbout(
  issues: readonly RequestIssue[],
  policies: readonly (Policy | null)[],
): BreakGlassQuestions {
  if (issues.length === 0) return { teams: [], writers: [] }
  const parties = partiesOf(policies)
  const named = parties.flatMap(({ responders, approvers }) => [responders, approvers])
  const could = (party: Party, by: Actor | null) => !isOutside(parties, { teams: {} }, party, by)
  const acting = issues.filter(isApproved).flatMap((issue) => {
    const { approves, reconciles } = commandsIn(issue)
    const approvers = approves.map(({ by }) => by).filter((by) => could('approvers', by))
    const asking = could('responders', issue.by) ? [issue.by] : []
    return [...asking, ...approvers, ...reconciles.map(({ by }) => by)]
  })
  const people = acting.filter((by) => by !== null).filter(({ kind }) => kind === 'User')
  const writers = new Map(people.map((by) => [by.id, by]))
  return { teams: named.flatMap(({ teams = [] }) => teams), writers: [...writers.values()] }
}
