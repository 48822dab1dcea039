// complete-facts, of the deployment: everything that says what is shipped, and by whom, could be had.

import { deedsOf } from '../../duties/evidence.ts'
import { contributing } from '../../duties/roster.ts'
import { listed } from '../../duties/sentence.ts'
import { type Fact, type Unknown, valueOr } from '../../facts/fact.ts'
import { enforcementFor, type Place, type RuleName } from '../../findings/enforcement.ts'
import { aboutAll, type DeploymentAnswer, type DeploymentCase } from './deployment-case.ts'

export function completeDeployment(judged: DeploymentCase): readonly DeploymentAnswer[] {
  const gaps = factsUntold(judged).filter((fact): fact is Unknown => !fact.known)
  if (gaps.length === 0) return aboutAll({ outcome: 'satisfied', message: 'Every list is whole.' })
  const told = new Set(gaps.map(({ reason, source }) => `${reason} (${source})`))
  return aboutAll({
    outcome: 'undetermined',
    message: `Not everything is known: ${[...told].join('; ')}.`,
    remedy: [...new Set(gaps.map(({ remedy }) => remedy))].join(' '),
  })
}

/** What an enforced rule stops for need not be told twice; where that rule is loosened, this one still stops. */
function factsUntold({
  deployment,
  changes,
  changesRead,
  policy,
}: DeploymentCase): readonly Fact<unknown>[] {
  const { branch, range, attempts, triggers, releases, hasReviewers } = deployment
  const restOn: Partial<Record<RuleName, readonly Fact<unknown>[]>> = {
    'reviewed-range': [branch, range, ...(range.known ? [] : [changesRead])],
    'author-deploys': [attempts, triggers],
    'author-releases': [releases, hasReviewers],
    'required-checks': [deployment.checks],
    'bypasser-deploys': [deployment.bypasses],
  }
  const rules = Object.keys(restOn) as RuleName[]
  const place: Place = {
    environment: deployment.environment,
    changes,
    beyond: { branch: valueOr(branch, null) },
  }
  const loosened = rules.filter(
    (rule) => enforcementFor(policy, rule, place).enforcement !== 'enforce',
  )
  return [
    ...loosened.flatMap((rule) => restOn[rule] ?? []),
    ...(range.known ? [changesRead, deployment.policyAtStart] : []),
  ]
}

/** attributable-commits, of the commits that came past review. */
export function attributableRange({ roster }: DeploymentCase): readonly DeploymentAnswer[] {
  const gaps = roster.unattributed.filter(({ duty }) => contributing.includes(duty))
  if (gaps.length === 0) return []
  const deeds = deedsOf(gaps.map(({ evidence }) => ({ ...evidence, isClaim: false })))
  return aboutAll({
    outcome: 'undetermined',
    message: `No account stands behind whoever ${listed(deeds.map(({ text: told }) => told))}.`,
    remedy: 'Find out whose these commits are, or revert them.',
    commits: deeds.flatMap(({ commits }) => commits),
  })
}
