// The approvals of a break-glass: each for one commit, by a second human, until an end.

import { earlier, later } from '../duties/instant.ts'
import type { Person } from '../duties/people.ts'
import type { BreakGlassRequest, Circumstances, Problems } from './request.ts'

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
