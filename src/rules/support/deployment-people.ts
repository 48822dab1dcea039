// Whether it is known who deploys and who releases; nobody is no pass unless nobody decided.

import { type Duty, holders } from '../../duties/roster.ts'
import type { Deployment } from '../../facts/deployment.ts'
import type { Unknown } from '../../facts/fact.ts'
import { aboutAll, type DeploymentAnswer, type DeploymentCase } from './deployment-case.ts'

/** What keeps a rule about a duty of the deployment from an answer; null: the holders are known, and there are some. */
export function openQuestion(
  judged: DeploymentCase,
  duty: Duty,
): readonly DeploymentAnswer[] | null {
  const { deployment, roster, policy } = judged
  const byRelease = policy.deployment.deployer === 'release'
  const isReleased = duty === 'deployment-approver' || byRelease
  const facts = isReleased
    ? [deployment.releases, deployment.hasReviewers]
    : [deployment.attempts, deployment.triggers]
  const gap = facts.find((fact): fact is Unknown => !fact.known)
  if (gap !== undefined) {
    const message = `Who ${isReleased ? 'released' : 'deploys'} is unknown: ${gap.reason} (${gap.source}).`
    return aboutAll({ outcome: 'undetermined', message, remedy: gap.remedy })
  }
  if (roster.unattributed.some((nobody) => nobody.duty === duty)) {
    const message = `Somebody whom GitHub does not name ${isReleased ? 'released' : 'started'} it.`
    return aboutAll({
      outcome: 'undetermined',
      message,
      remedy: 'Let a person whose account exists start the deployment anew.',
    })
  }
  if (holders(roster, duty).length === 0) return nobody(judged, isReleased)
  return byRelease && !isReleasedAnew(deployment) ? unsureOfAttempt : null
}

/** GitHub does not say which attempt a release was given for: fewer than attempts could all be for an earlier one. */
const isReleasedAnew = ({ releases, attempts }: Deployment): boolean =>
  releases.known &&
  attempts.known &&
  releases.value.filter(({ state }) => state === 'approved').length >= attempts.value.length

const unsureOfAttempt = aboutAll({
  outcome: 'undetermined',
  message: 'Who released this attempt is unknown: GitHub does not say which attempt was released.',
  remedy: 'Start a new run instead of running this one again.',
})

function nobody({ deployment, policy }: DeploymentCase, isReleased: boolean) {
  const { event, environment, hasReviewers } = deployment
  if (!isReleased) {
    if (event === 'schedule') {
      const message = 'Nobody decided: a schedule started the run.'
      return aboutAll({ outcome: 'not-applicable', message })
    }
    return aboutAll({
      outcome: 'undetermined',
      message: 'Who deploys is unknown: no run is named.',
      remedy: 'Name the run that deploys (`--run` on the command line).',
    })
  }
  const waits = hasReviewers.known && hasReviewers.value
  if (waits || policy.deployment.deployer === 'release') {
    return aboutAll({
      outcome: 'undetermined',
      message: `Nobody is known to have released ${environment}, so who lets it through is unknown.`,
      remedy: 'Run the gate inside the job that names the environment: it starts once released.',
    })
  }
  const message = `${environment} waits for nobody to release it.`
  return aboutAll({ outcome: 'not-applicable', message })
}
