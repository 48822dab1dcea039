// From what happened to who did what: the roster of one change, and the approvals that count.

import { type Change, type Directory, type Facts, isGitHubItself, valueOr } from '../facts/facts.ts'
import { controlPlanePaths } from '../policy/paths/control-plane-paths.ts'
import { defaultPolicy, type Policy } from '../policy/schema.ts'
import { throughAgents } from './agent-actions.ts'
import { assessApprovals } from './approvals.ts'
import { contributionActions, partActions, unpushedCommits } from './contributors.ts'
import { demandedOf } from './demanded.ts'
import { historyOf } from './history.ts'
import {
  type Action,
  type Approvals,
  type AssignedChange,
  contributing,
  gather,
  type Holding,
  handsOf,
  type Identify,
  identifier,
  lostLogins,
  type Roster,
} from './roster.ts'
import { sponsorActions, sponsoredWorks } from './sponsors.ts'

const nobodyAsked: Directory = { teams: {}, maintainers: {}, writers: {}, accounts: {} }

/** Assigns duties by facts alone: no rule and no policy but the people whom it joins and the agents that it lists. */
export function assign(
  change: Change,
  identify: Identify,
  directory: Directory = nobodyAsked,
  isPromotion = false,
  policy: Policy = defaultPolicy,
): Omit<AssignedChange, 'change'> {
  const everything = historyOf(change)
  // Without the pushes nobody knows which commits a promotion has of its own: to take all for those would accuse.
  const isOwnUnknown = isPromotion && !change.pushes.known && !change.parts.known
  const history = isOwnUnknown ? { ...everything, authored: [] } : everything
  // What a promotion promotes was judged on its way, and is judged beside it: its people bar nobody from approving the whole.
  const parts = isPromotion ? [] : history.parts
  const works = [
    ...sponsoredWorks(change, identify, directory, history),
    ...parts.flatMap((part) => sponsoredWorks(part, identify, directory)),
  ]
  const actions = [
    ...contributionActions(change, history),
    ...parts.flatMap(partActions),
    ...sponsorActions(works),
    ...[...dismissalTraces(change), ...mergerTraces(change)].flatMap(
      throughAgents(identify, directory),
    ),
  ]
  const unpushed = [
    ...unpushedCommits(change, history),
    ...parts.flatMap((part) => unpushedCommits(part, historyOf(part))),
  ]
  const contributed = { ...gather(actions, identify), unpushed }
  const approvals = assessApprovals(
    change,
    contributed,
    identify,
    demandedOf(policy, change, contributed),
  )
  const roster = gather([...actions, ...approvalActions(change, approvals)], identify)
  return { roster: { ...roster, unpushed }, approvals, works, unclear: [] }
}

/** Under a policy: the people whom it joins and lists, and those who changed the gate itself as its administrators. */
export function assignedBy(
  change: Change,
  { directory, policyPath }: Pick<Facts, 'directory' | 'policyPath'>,
  policy: Policy | null,
  isPromotion: boolean,
): AssignedChange {
  const identify = identifier(policy?.people ?? [], policy?.agents ?? [])
  const { roster, ...assigned } = assign(
    change,
    identify,
    directory,
    isPromotion,
    policy ?? undefined,
  )
  const isGoverning = controlPlanePaths(valueOr(change.files, []), policyPath).length > 0
  const present = roster.holdings.map(({ person }) => person)
  const unclear = lostLogins(policy?.people ?? [], present, directory)
  const all = isGoverning ? withAdministrators(roster) : roster
  return { change, ...assigned, roster: all, unclear }
}

/** Who contributed to a change to the gate itself manages access. */
export const withAdministrators = (roster: Roster): Roster => {
  const hands = roster.holdings.filter(({ duty }) => contributing.includes(duty))
  const administrators = [...Map.groupBy(hands, ({ person }) => person.key).values()].flatMap(
    ([first]): Holding[] =>
      first === undefined
        ? []
        : [
            {
              duty: 'administrator',
              person: first.person,
              evidence: handsOf(roster, first.person),
            },
          ],
  )
  return { ...roster, holdings: [...roster.holdings, ...administrators] }
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
