// From what happened to who did what: the roster of one change, and the approvals that count.
import { isGitHubItself } from '../facts/actor.ts'
import type { Change } from '../facts/change.ts'
import { valueOr } from '../facts/fact.ts'
import type { Directory } from '../facts/facts.ts'
import { assessApprovals } from './approvals.ts'
import { contributionActions, unpushedCommits } from './contributors.ts'
import { historyOf } from './history.ts'
import type { Identify } from './people.ts'
import { type Action, type Approvals, gather, type Roster } from './roster.ts'
import { sponsorActions, sponsoredWorks } from './sponsors.ts'

export interface Assignment {
  readonly roster: Roster
  readonly approvals: Approvals
}

const nobodyAsked: Directory = { teams: {}, maintainers: {}, writers: {}, accounts: {} }

/** Assigns duties by facts alone: no rule and no policy but the people whom it joins and the agents that it lists. */
export function assign(
  change: Change,
  identify: Identify,
  directory: Directory = nobodyAsked,
): Assignment {
  const history = historyOf(change)
  const actions = [
    ...contributionActions(change, history),
    ...sponsorActions(sponsoredWorks(change, identify, directory, history)),
    ...dismissalTraces(change),
    ...mergerTraces(change),
  ]
  const unpushed = unpushedCommits(change, history)
  const approvals = assessApprovals(change, { ...gather(actions, identify), unpushed }, identify)
  const roster = gather([...actions, ...approvalActions(change, approvals)], identify)
  return { roster: { ...roster, unpushed }, approvals }
}

const dismissalTraces = ({ dismissals }: Change): readonly Action[] =>
  valueOr(dismissals, [])
    .filter(({ was }) => was === 'CHANGES_REQUESTED')
    .map(({ by }) => {
      const deed = 'dismissed a review that asked for changes'
      const evidence = { deed, commit: null, isClaim: false, source: dismissals.source }
      return { duty: 'dismisser', by, evidence }
    })

/** The merge queue only carries out what somebody queued: it holds no duty. */
const mergerTraces = ({ mergers }: Change): readonly Action[] =>
  valueOr(mergers, [])
    .filter(({ by }) => by === null || !isGitHubItself(by))
    .map(({ by, how }) => {
      const deed = `${how} the pull request`
      return {
        duty: 'merger',
        by,
        evidence: { deed, commit: null, isClaim: false, source: mergers.source },
      }
    })

const approvalActions = ({ reviews }: Change, { counted }: Approvals): readonly Action[] =>
  counted.map(({ person, review }) => ({
    duty: 'approver',
    by: person.account,
    evidence: { deed: 'approved', commit: review.commit, isClaim: false, source: reviews.source },
  }))
