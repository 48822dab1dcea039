// Who ships a change: who started the run, who released the environment, and who pushed without review.

import {
  type Actor,
  type Change,
  type Deployment,
  type Directory,
  type Fact,
  isGitHubItself,
  type UnreviewedCommit,
  valueOr,
} from '../facts/facts.ts'
import { throughAgents } from './agent-actions.ts'
import { commitActions } from './contributors.ts'
import { isReleasedAnew, releaseTraces } from './releases.ts'
import { type Action, type Evidence, gather, type Identify, type Roster } from './roster.ts'

/** Which act is the deploying one: starting the run, or releasing the environment. */
export type DeployingAct = 'trigger' | 'release'

/** The roster of the deployment itself, those who wrote commits without review included. */
export function assignDeployment(
  deployment: Deployment,
  changes: readonly Change[],
  act: DeployingAct,
  identify: Identify,
  directory: Directory,
): Roster {
  const triggers =
    act === 'trigger'
      ? triggerTraces(deployment, changes, identify).flatMap(throughAgents(identify, directory))
      : []
  const releases = releaseTraces(deployment, identify)
  // The person who lets in what an agent started decided that it be deployed.
  const isByAgent = triggers.some(({ agent }) => agent !== undefined)
  const deploying = act === 'release' || isByAgent ? releases : []
  const isDecided = isByAgent && isReleasedAnew(deployment, identify)
  const actions = [
    ...(isDecided ? triggers.filter(({ agent }) => agent === undefined) : triggers),
    ...deploying.map((one): Action => ({ ...one, duty: 'deployer' })),
    ...releases,
    ...bypassActions(deployment),
  ]
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

function triggerTraces(
  deployment: Deployment,
  changes: readonly Change[],
  identify: Identify,
): readonly Action[] {
  const { attempts, triggers, event } = deployment
  const started = valueOr(attempts, []).flatMap(({ number, actor, triggeringActor }) => {
    // Nobody decided that a timetable's first attempt should run, nor one that follows another run, whose own starters are
    // asked; the person who runs it again did.
    const isCarriedOn = event === 'schedule' || (event === 'workflow_run' && triggers.known)
    if (isCarriedOn && number === 1) return []
    const isOne = isCarriedOn || actor?.id === triggeringActor?.id
    const actors = isOne ? [triggeringActor] : [actor, triggeringActor]
    const started = number === 1 ? 'started the run' : `started attempt ${number} of the run`
    return actors.map(deployedBy(started, attempts))
  })
  const triggered = valueOr(triggers, []).map(({ by, deed }) => deployedBy(deed, triggers)(by))
  return [...started, ...triggered].flatMap((one) => behind(one, deployment, changes, identify))
}

const deployedBy =
  (deed: string, fact: Fact<unknown>) =>
  (by: Actor | null): Action => ({ duty: 'deployer', by, evidence: evidence(deed, fact) })

/**
 * GitHub itself only pushes what somebody queued: behind it stands the person who queued the commit that is deployed. An agent
 * that ships what somebody just merged only carries that on.
 */
function behind(
  action: Action,
  { sha, arrived }: Deployment,
  changes: readonly Change[],
  identify: Identify,
): readonly Action[] {
  const { by } = action
  const isQueue = by !== null && isGitHubItself(by)
  if (by === null || !(isQueue || identify(by).agent)) return [action]
  // A group is merged by one push, whatever times GitHub gives its merges.
  const oids = new Set([sha, ...valueOr(arrived, [])])
  const group = changes.filter(({ pull }) => oids.has(pull.mergeCommit ?? ''))
  const isPull = group.some(({ pull }) => pull.mergeCommit === sha)
  if (isQueue) {
    const queued = [...group.flatMap(queuersOf), ...(isPull && arrived.known ? [] : [null])]
    return queued.map((one) => ({ ...action, by: one }))
  }
  const { name } = identify(by)
  return [action, ...(isPull ? group.flatMap((one) => mergersOf(one, name)) : [])]
}

/** Null: somebody queued it, and it is not known who. */
function queuersOf({ mergers }: Change): readonly (Actor | null)[] {
  const queued = people(mergers).filter(({ how }) => how === 'queued')
  return queued.length === 0 ? [null] : queued.map(({ by }) => by)
}

function mergersOf({ pull, mergers }: Change, agent: string): readonly Action[] {
  const merged = people(mergers)
  const all: typeof merged = merged.length === 0 ? [{ by: null, how: 'merged' }] : merged
  return all.map(({ by, how }) =>
    deployedBy(`${how} #${pull.number}, which ${agent} ships`, mergers)(by),
  )
}

const people = (mergers: Change['mergers']) =>
  valueOr(mergers, []).filter(({ by }) => by === null || !isGitHubItself(by))

/** Who brought a commit onto the branch without review contributed to it, and is its bypasser too. */
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
  // Who has another push their work bypasses review with it; a name in git is a claim, and is called so.
  const authored = wrote.filter(({ by }) => by !== null && by.id === commit.author.account?.id)
  const past = [...authored, ...pushed].filter(({ by }) => by !== null)
  return [...wrote, ...pushed, ...past.map((trace) => ({ ...trace, duty: 'bypasser' as const }))]
}
