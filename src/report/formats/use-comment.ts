// The comment that logs a use of a break-glass under its request.

import type { Use } from '../../break-glass/break-glass.ts'
import { markerOf } from '../../break-glass/commands.ts'
import { listed } from '../../duties/evidence.ts'
import { code, markdown, withoutReferences } from './escape.ts'

/** The marker first, by which the next gate knows the use. */
export function useComment(use: Use): string {
  const { gate, oid, pull, environment, run, rules, requester, approver, until, reconcile } = use
  const what =
    gate === 'merge'
      ? `The merge gate let #${pull} pass at ${code(oid)}`
      : `The deployment gate let ${code(oid)} pass to ${withoutReferences(markdown(environment ?? 'nowhere'), [])}${run === null ? '' : ` in run ${run}`}`
  const people = `asked for by ${markdown(requester)}, approved by ${markdown(approver)}`
  const waived = listed(rules.map(code), Number.POSITIVE_INFINITY)
  const command = code(
    `/reconcile approved|remediated|reverted <full id of the commit ${gate === 'merge' ? 'merged' : 'deployed'}>`,
  )
  return [
    markerOf(use),
    `${what} under this break-glass, ${people}, in force until ${until}.`,
    '',
    `Waived: ${waived}.`,
    '',
    `It must be reconciled ${reconcile}: someone who did not ask for it, approve it, contribute to the change, merge it or deploy it comments ${command}.`,
    '',
  ].join('\n')
}
