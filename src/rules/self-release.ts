// self-release: nobody released the environment for a deployment that they started.
import { deedsOf } from '../duties/evidence.ts'
import { holders, holding } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import { aboutAll, type DeploymentAnswer, type DeploymentCase } from './support/deployment-case.ts'
import { openQuestion } from './support/deployment-people.ts'

export function selfRelease(judged: DeploymentCase): readonly DeploymentAnswer[] {
  const { roster, policy } = judged
  if (policy.deployment.deployer === 'release') {
    const message = 'The policy takes the release for the act of deploying.'
    return aboutAll({ outcome: 'not-applicable', message })
  }
  const both = holders(roster, 'deployment-approver').flatMap(({ person, evidence }) => {
    const started = holding(roster, 'deployer', person)
    return started ? [{ person, did: [...started.evidence, ...evidence] }] : []
  })
  if (both.length > 0) {
    const sentences = both.map(
      ({ person, did }) => `${person.name} ${listed(deedsOf(did).map(({ text: told }) => told))}.`,
    )
    return aboutAll({
      outcome: 'violated',
      message: sentences.join(' '),
      remedy: 'Start the deployment anew, and let somebody else release it.',
      people: both.map(({ person }) => person.account.login),
      beneficiaries: both.map(({ person }) => person),
    })
  }
  const open = openQuestion(judged, 'deployment-approver') ?? openQuestion(judged, 'deployer')
  if (open !== null) return open
  const releasers = holders(roster, 'deployment-approver').map(({ person }) => person)
  return aboutAll({
    outcome: 'satisfied',
    message: `Released by ${listed(releasers.map(({ name }) => name))}, who did not start it.`,
    people: releasers.map(({ account }) => account.login),
  })
}
