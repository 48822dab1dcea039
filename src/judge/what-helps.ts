// What still helps where an answer is about something that is done, or rests on a fact that another rule misses.
import { advised } from '../duties/remedies/advice.ts'
import { baselineAt } from '../findings/cover-to-add.ts'
import type { Answer, Finding, Place } from '../findings/finding.ts'
import type { Policy } from '../policy/schema.ts'

const atMergeOnly = ['merge', 'reopen', 'push-again', 'update-branch']

/** Nobody can do any more what would have helped before; what stays unknown of it is skipped from a baseline on. */
export function done(answer: Answer, { environment, changes }: Place, policy: Policy): Answer {
  const { outcome, remedies = [] } = answer
  if (outcome === 'violated' || answer.isCoverable) return { ...answer, isDone: true }
  const isLate = remedies.some(
    ({ kind, what }) => kind === 'approve' || (kind === 'fix' && atMergeOnly.includes(what.act)),
  )
  const isHelpless = isLate || remedies.every(({ kind }) => kind === 'none')
  if (outcome !== 'undetermined' || !isHelpless) return answer
  const [only] = changes
  const commit = only?.change.pull.mergeCommit ?? null
  // A person who is unknown there could be the person who grants it.
  const isNobodys = only?.roster.unattributed.length !== 0
  if (environment !== null && commit !== null && !isNobodys) {
    return { ...answer, ...advised([baselineAt(commit, environment, changes, policy)]) }
  }
  const { remedy: _, remedies: __, ...others } = answer
  return isLate ? others : answer
}

const telling = ['complete-facts', 'attributable-commits']

/** What is unknown for want of a fact, or of a person, is known once that is. */
export const openAs =
  (all: readonly Finding[]) =>
  (finding: Finding): Finding => {
    if (finding.outcome !== 'undetermined' || finding.remedies.length > 0) return finding
    const missing = all.filter(
      ({ rule, outcome }) => telling.includes(rule) && outcome === finding.outcome,
    )
    const remedies = missing.flatMap((one) => one.remedies)
    return remedies.length === 0 ? finding : { ...finding, ...advised(remedies) }
  }
