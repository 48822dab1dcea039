// complete-facts: every list is whole, and the head stood still while it was read. Never violated, only undetermined.

import { listed, short } from '../duties/sentence.ts'
import type { Answer } from '../findings/finding.ts'
import { sponsorGaps } from './support/agents-at-work.ts'
import type { Case } from './support/case.ts'

export function completeFacts(judged: Case): Answer {
  const { change, roster, policy } = judged
  const { pull, headAfter, pushes } = change
  const excusesPushers = pull.isFork && policy.facts['fork-pushers'] === 'best-effort'
  const facts = [
    change.commits,
    change.formerHeads,
    change.forcePushes,
    change.reviews,
    change.dismissals,
    change.baseChanges,
    change.files,
    change.policyProposed,
    change.sharing,
    headAfter,
    ...Object.values(change.updates),
    ...(excusesPushers ? [] : [pushes]),
    ...sponsorGaps(judged),
  ]
  const missing = facts.filter((fact) => !fact.known)
  const gaps = missing.map(({ reason, source }) => `${reason} (${source})`)
  const remedies = missing.map(({ remedy }) => remedy)
  if (headAfter.known && headAfter.value !== pull.head.oid) {
    const [from, to] = [short(pull.head.oid), short(headAfter.value)]
    gaps.push(`the head moved from ${from} to ${to} while it was being read`)
    remedies.push('Run the gate again on the new head.')
  }
  if (roster.unpushed.length > 0 && !excusesPushers) {
    const oids = listed(roster.unpushed.map(short))
    gaps.push(`no push that GitHub lists brought ${oids}, so the pushers are unknown`)
    remedies.push('Run the gate again; where it stays so, push the branch anew under another name.')
  }
  if (gaps.length > 0) {
    return {
      outcome: 'undetermined',
      message: `Not everything is known: ${[...new Set(gaps)].join('; ')}.`,
      remedy: [...new Set(remedies)].join(' '),
      commits: roster.unpushed,
    }
  }
  const excuse =
    excusesPushers && (!pushes.known || roster.unpushed.length > 0)
      ? ' The policy excuses what is unknown of the pushes to the fork (facts: fork-pushers: best-effort).'
      : ''
  return { outcome: 'satisfied', message: `Every list is whole.${excuse}` }
}
