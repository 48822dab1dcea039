// What keeps it from being known who holds a duty, of changes or of their deployment. Nobody is no pass unless nobody decided.

import { isReleasedAnew } from '../../duties/releases.ts'
import { type Fact, type Unknown, valueOr } from '../../facts/facts.ts'
import { unknownBehindAgents } from './acting-agents.ts'
import {
  type Answer,
  advised,
  type DeploymentCase,
  identifier,
  listed,
  nothingHelps,
  type Remedy,
  remedyFor,
} from './case.ts'
import {
  type DutyName,
  holdersOf,
  isKnownButForAgents,
  isKnownOf,
  isUnattributed,
  unattributedOf,
} from './duty-holders.ts'
import { whoElseDeploys } from './who-else.ts'

/** Null: all of its holders are known. */
export function openInChanges(
  changes: DeploymentCase['changes'],
  duty: DutyName,
  instead: Remedy = nothingHelps('Let people do it, or name who answers for the agent.'),
): Answer | null {
  const open = changes.filter((one) => !isKnownOf(one, duty))
  if (open.length === 0) return null
  const unread = open.filter((one) => !isKnownButForAgents(one, duty))
  if (unread.length > 0) {
    return notKnown(unread.map(({ change: { pull } }) => `who is ${duty} of #${pull.number}`))
  }
  const where = ` (${listed(open.map(({ change: { pull } }) => `#${pull.number}`))})`
  const actions = open.flatMap(({ roster }) => unattributedOf(roster, duty))
  return unknownBehindAgents(actions, duty, instead, where)
}

/** Null: all of its holders are known, and if somebody must hold it, there are some. */
export function openInDeployment(judged: DeploymentCase, duty: DutyName): Answer | null {
  const { deployment, changes, changesRead, roster } = judged
  if (duty === 'deployer' || duty === 'deployment-approver') return openActing(judged, duty)
  if (duty === 'bypasser') {
    return unread([deployment.bypasses, deployment.range], 'Who pushed without review')
  }
  const open = unread([changesRead], 'What would be shipped') ?? openInChanges(changes, duty)
  if (open !== null || !isUnattributed(roster, duty)) return open
  return notKnown([`who is ${duty} of what came without review`])
}

/** Nobody can hold it while it is unknown what ships, and for that reviewed-range stops: it is one cause, not three. */
export function restsOnShipment(
  { deployment, changesRead }: DeploymentCase,
  duty: DutyName,
): boolean {
  if (duty === 'deployer' || duty === 'deployment-approver') return false
  if (duty === 'bypasser') return deployment.bypasses.known && !deployment.range.known
  return !changesRead.known
}

const notKnown = (gaps: readonly string[]): Answer => ({
  outcome: 'undetermined',
  message: `Not known: ${listed(gaps)}.`,
})

function unread(facts: readonly Fact<unknown>[], what: string): Answer | null {
  const gap = facts.find((fact): fact is Unknown => !fact.known)
  if (gap === undefined) return null
  const message = `${what} is unknown: ${gap.reason}.`
  return { outcome: 'undetermined', message, ...advised([remedyFor(gap)]) }
}

function openActing(
  judged: DeploymentCase,
  duty: 'deployer' | 'deployment-approver',
): Answer | null {
  const { deployment, roster, policy } = judged
  const byRelease = policy.deployment.deployer === 'release'
  const isReleased = duty === 'deployment-approver' || byRelease
  const gap = isReleased
    ? unread([deployment.releases, deployment.hasReviewers], 'Who released')
    : unread([deployment.attempts, deployment.triggers], 'Who deploys')
  if (gap !== null) return gap
  const unnamed = unattributedOf(roster, duty)
  if (unnamed.some(({ agent }) => agent === undefined)) {
    const message = `Somebody whom GitHub does not name ${isReleased ? 'released' : 'started'} it.`
    return {
      outcome: 'undetermined',
      message,
      ...advised([whoElseDeploys([duty, duty], judged, 'someone with an account')]),
    }
  }
  const another = whoElseDeploys(['contributor', duty], judged)
  const orRelease = another.what.act === 'start' && { orRelease: true as const }
  const behindAgents = unknownBehindAgents(unnamed, duty, { ...another, ...orRelease })
  if (behindAgents !== null) return behindAgents
  if (holdersOf([roster], duty).length === 0) return nobody(judged, isReleased)
  const identify = identifier(policy.people, policy.agents)
  return byRelease && !isReleasedAnew(deployment, identify) ? unsureOfAttempt(judged) : null
}

const unsureOfAttempt = (judged: DeploymentCase): Answer => ({
  outcome: 'undetermined',
  message: 'Who released this attempt is unknown: GitHub does not say which attempt was released.',
  ...advised([whoElseDeploys(['deployer', 'deployment-approver'], judged, 'anyone')]),
})

function nobody(judged: DeploymentCase, isReleased: boolean): Answer {
  const { deployment, policy } = judged
  const { event, triggers, environment, hasReviewers, releases } = deployment
  const byRelease = policy.deployment.deployer === 'release'
  if (!isReleased) {
    // A run that follows one of a timetable only carries that on.
    const isByTimetable = event === 'schedule' || (event === 'workflow_run' && triggers.known)
    if (isByTimetable) {
      const message = 'Nobody decided: a schedule started the run.'
      return { outcome: 'not-applicable', message }
    }
    return {
      outcome: 'undetermined',
      message: 'Who deploys is unknown: no run is named.',
      remedy: 'Name the run that deploys (`--run` on the command line).',
    }
  }
  // What is left are apps': a check of their own, where somebody else is known to deploy.
  if (!byRelease && valueOr(releases, []).some(({ state }) => state === 'approved')) {
    const message = `Only an app released ${environment}, and an app holds no duty.`
    return { outcome: 'not-applicable', message }
  }
  const waits = hasReviewers.known && hasReviewers.value
  if (waits || byRelease) {
    return {
      outcome: 'undetermined',
      message: `Nobody is known to have released ${environment}, so who lets it through is unknown.`,
      ...advised([releasing(judged)]),
    }
  }
  const message = `Nobody has to release ${environment}.`
  return { outcome: 'not-applicable', message }
}

/** Before somebody lets it in, such a job does not begin. */
const releasing = (judged: DeploymentCase): Remedy => ({
  ...whoElseDeploys(['contributor', 'deployment-approver'], judged),
  said: 'Run the gate inside the job that names the environment: it starts once released.',
})
