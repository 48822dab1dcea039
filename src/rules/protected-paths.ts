// protected-paths: each protected path has its own approvals, over and above the ordinary one.

import type { ChangeRule } from './support/case.ts'
import { allot, answerOf } from './support/demands.ts'

export const protectedPaths: ChangeRule = (judged) => {
  const { change, policy } = judged
  if (policy['protected-paths'].length === 0) {
    return { outcome: 'not-applicable', message: 'The policy protects no paths.' }
  }
  if (!change.files.known || !change.reviews.known) {
    const what = change.files.known ? 'The reviews are unknown.' : 'The files are unknown.'
    return { outcome: 'undetermined', message: what }
  }
  const allotted = allot(judged, change.files.value).filter(
    ({ demand }) => demand.rule === 'protected-paths',
  )
  if (allotted.length === 0) {
    const asksOwners = policy['protected-paths'].some(({ from }) => from === 'codeowners')
    const orUnowned = asksOwners ? ', or none that has an owner by CODEOWNERS' : ''
    return { outcome: 'not-applicable', message: `No protected path is touched${orUnowned}.` }
  }
  return answerOf(judged, allotted)
}
