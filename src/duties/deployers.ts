// Who ships a change: who started the run, who released the environment, and who pushed past review.

import {
  type Actor,
  type Change,
  type Deployment,
  type Fact,
  isGitHubItself,
  type UnreviewedCommit,
  valueOr,
} from '../facts/facts.ts'
import { commitActions } from './contributors.ts'
import {
  type Action,
  type Duty,
  type Evidence,
  gather,
  type Identify,
  type Roster,
} from './roster.ts'

/** Which act is the deploying one: starting the run, or releasing the environment. */
export type DeployingAct = 'trigger' | 'release'

/** The roster of the deployment itself, those who wrote commits past review included. */
export function assignDeployment(
  deployment: Deployment,
  changes: readonly Change[],
  act: DeployingAct,
  identify: Identify,
): Roster {
  const triggers = act === 'trigger' ? triggerTraces(deployment, changes) : []
  const releases = releaseTraces(deployment, 'deployment-approver')
  const deploying = act === 'release' ? releaseTraces(deployment, 'deployer') : []
  const actions = [...triggers, ...deploying, ...releases, ...bypassActions(deployment)]
  return { ...gather(actions, identify), unpushed: [] }
}

const evidence = (
  deed: string,
  { source }: Fact<unknown>,
  commit: string | null = null,
): Evidence => ({
  deed,
  commit,
  isClaim: false,
  source,
})

function triggerTraces(deployment: Deployment, changes: readonly Change[]): readonly Action[] {
  const { attempts, triggers, event } = deployment
  const started = valueOr(attempts, []).flatMap(({ number, actor, triggeringActor }) => {
    // Nobody decided that a timetable's first attempt should run; whoever runs it again did.
    if (event === 'schedule' && number === 1) return []
    const actors = event === 'schedule' ? [triggeringActor] : [actor, triggeringActor]
    return actors
      .flatMap((by) => behind(by, deployment, changes))
      .map(
        (by): Action => ({
          duty: 'deployer',
          by,
          evidence: evidence(`started attempt ${number} of the run`, attempts),
        }),
      )
  })
  const triggered = valueOr(triggers, []).map(
    ({ by, deed }): Action => ({ duty: 'deployer', by, evidence: evidence(deed, triggers) }),
  )
  return [...started, ...triggered]
}

/** GitHub itself only pushes what somebody queued: behind it stands whoever queued the commit that is deployed. */
function behind(
  actor: Actor | null,
  { sha }: Deployment,
  changes: readonly Change[],
): readonly (Actor | null)[] {
  if (actor === null || !isGitHubItself(actor)) return [actor]
  // A group is merged by one push: what was queued with the commit came at the same moment.
  const tip = changes.find(({ pull }) => pull.mergeCommit === sha)
  const group = changes.filter(({ pull }) => pull.mergedAt === tip?.pull.mergedAt)
  return tip === undefined ? [null] : group.flatMap(queuersOf)
}

/** Null: somebody queued it, and it is not known who. */
function queuersOf({ mergers }: Change): readonly (Actor | null)[] {
  const queued = valueOr(mergers, [])
    .filter(({ how, by }) => how === 'queued' && (by === null || !isGitHubItself(by)))
    .map(({ by }) => by)
  return queued.length === 0 ? [null] : queued
}

const releaseTraces = ({ releases, environment }: Deployment, duty: Duty): readonly Action[] =>
  valueOr(releases, [])
    .filter(({ state }) => state === 'approved')
    .map(({ by }) => ({ duty, by, evidence: evidence(`released ${environment}`, releases) }))

/** Who brought a commit onto the branch past review had a hand in it, and is its bypasser too. */
function bypassActions({ branch, range, bypasses }: Deployment): readonly Action[] {
  const unreviewed = range.known ? range.value.unreviewed : []
  const isOnBranch = !(branch.known && branch.value === null)
  const past = valueOr(bypasses, []).map(
    ({ by, after }): Action => ({
      duty: 'bypasser',
      by,
      evidence: evidence('went past the rules of the branch with', bypasses, after),
    }),
  )
  return [...unreviewed.flatMap((one) => unreviewedTraces(one, isOnBranch)), ...past]
}

function unreviewedTraces(
  { commit, pushes }: UnreviewedCommit,
  isOnBranch: boolean,
): readonly Action[] {
  const wrote = commitActions(commit)
  // On the branch without a listed push: somebody unknown pushed it, not nobody.
  const pushers = isOnBranch && pushes.length === 0 ? [null] : pushes.map(({ by }) => by)
  const pushed = pushers
    .filter((by) => by === null || !isGitHubItself(by))
    .map(
      (by): Action => ({
        ...{ duty: 'pusher', by },
        evidence: {
          ...{ deed: 'pushed', commit: commit.oid, isClaim: false },
          source: "the branch's activity",
        },
      }),
    )
  const authored = wrote.filter(({ by }) => by !== null && by.id === commit.author.account?.id)
  const past = [...authored, ...pushed].filter(({ by }) => by !== null)
  return [...wrote, ...pushed, ...past.map((trace) => ({ ...trace, duty: 'bypasser' as const }))]
}
