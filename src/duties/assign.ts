// From what happened to who did what: the roster of one change, and the approvals that count.
import type { Actor } from '../change/actor.ts'
import type { Change } from '../change/change.ts'
import { valueOr } from '../change/fact.ts'
import { type Approvals, assessApprovals } from './approvals.ts'
import { contributionTraces, unpushedCommits } from './contributors.ts'
import type { Evidence } from './evidence.ts'
import { historyOf } from './history.ts'
import type { Identify } from './people.ts'
import type { Duty, Holding, Nobody, Roster } from './roster.ts'

export interface Assignment {
  readonly roster: Roster
  readonly approvals: Approvals
}

/** Assigns duties by facts alone: no rule and no policy but the people whom it joins. */
export function assign(change: Change, identify: Identify): Assignment {
  const history = historyOf(change)
  const held = new Map<string, { duty: Duty; actor: Actor; evidence: Evidence[] }>()
  const unattributed: Nobody[] = []

  const hold = (duty: Duty, actor: Actor | null, evidence: Evidence): void => {
    if (actor === null) {
      unattributed.push({ duty, evidence })
      return
    }
    const key = `${duty} ${identify(actor).key}`
    const known = held.get(key)
    if (known === undefined) held.set(key, { duty, actor, evidence: [evidence] })
    else if (!known.evidence.some((one) => isSame(one, evidence))) known.evidence.push(evidence)
  }

  for (const trace of [...contributionTraces(change, history), ...dismissalTraces(change)]) {
    hold(trace.duty, trace.by, trace.evidence)
  }

  const holdings = (): Holding[] =>
    [...held.values()].map(({ duty, actor, evidence }) => ({
      duty,
      person: identify(actor),
      evidence,
    }))
  const contributed: Roster = {
    holdings: holdings(),
    unattributed,
    unpushed: unpushedCommits(change, history),
  }
  const approvals = assessApprovals(change, contributed, identify)
  for (const { person, review } of approvals.counted) {
    const { source } = change.reviews
    const evidence = { deed: 'approved', commit: review.commit, isClaim: false, source }
    hold('approver', person.account, evidence)
  }
  return { roster: { ...contributed, holdings: holdings() }, approvals }
}

/** The timeline and the activity tell of the same force-push. */
const isSame = (a: Evidence, b: Evidence): boolean => a.deed === b.deed && a.commit === b.commit

function dismissalTraces({ dismissals }: Change) {
  return valueOr(dismissals, [])
    .filter(({ was }) => was === 'CHANGES_REQUESTED')
    .map(({ by }) => {
      const deed = 'dismissed a review that asked for changes'
      const evidence = { deed, commit: null, isClaim: false, source: dismissals.source }
      return { duty: 'dismisser' as const, by, evidence }
    })
}
