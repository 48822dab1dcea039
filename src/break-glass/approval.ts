// The approvals of a break-glass: each for one commit, by a second human, until an end.

import { earlier, later } from '../duties/instant.ts'
import type { Person } from '../duties/people.ts'
import type {
  BreakGlassApproval,
  BreakGlassRequest,
  Involvement,
  People,
  Problems,
  Terms,
} from './break-glass.ts'
import type { Command } from './commands.ts'

/** `now` is GitHub's clock. */
export const approvalsOf = (
  request: BreakGlassRequest,
  terms: Terms,
  people: People,
  now: string,
  involvement: Involvement = () => null,
): readonly BreakGlassApproval[] =>
  request.commands.approves.map((command) => {
    const by = command.by === null ? null : people.identify(command.by)
    const asked = later(command.at, request.form.duration ?? 0)
    return {
      ...{ oid: command.oid, by, at: command.at, until: earlier(asked, request.longest) },
      ...approvalProblems(command, by, request, terms, now, involvement),
    }
  })

function approvalProblems(
  { at, isEdited }: Command,
  by: Person | null,
  { requester, issue }: BreakGlassRequest,
  { approvers }: Terms,
  now: string,
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
    agent !== null && `${name} is no human`,
    // One person with two accounts is no second person.
    by.key === requester?.key && `${name} asked for it`,
    isOutside && `${name} is none of the approvers (${approvers.names})`,
    did !== null && `${name} ${did}`,
    at < issue.at && `it was given at ${at}, before the request`,
    at > now && `it was given at ${at}, and it is ${now || 'not known what time it is'}`,
  ].filter((one) => one !== false)
  return {
    flaws: why.map((one) => `The approval of ${name} does not count: ${one}.`),
    doubts: membership.known ? [] : [membership],
  }
}
