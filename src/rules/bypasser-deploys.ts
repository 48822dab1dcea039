// bypasser-deploys: whoever pushed a commit of the range past review, or past the branch's rules, does not deploy.
import { deedsOf } from '../duties/evidence.ts'
import { holders, holding } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import { aboutAll, type DeploymentAnswer, type DeploymentCase } from './support/deployment-case.ts'
import { openQuestion } from './support/deployment-people.ts'

export function bypasserDeploys(judged: DeploymentCase): readonly DeploymentAnswer[] {
  const { roster, deployment } = judged
  const both = holders(roster, 'bypasser').flatMap(({ person, evidence }) => {
    const deployed = holding(roster, 'deployer', person)
    return deployed ? [{ person, past: evidence, did: [...evidence, ...deployed.evidence] }] : []
  })
  if (both.length > 0) {
    const sentences = both.map(
      ({ person, did }) =>
        `${person.name} ${listed(deedsOf(did).map(({ text: told }) => told))}, past review.`,
    )
    return aboutAll({
      outcome: 'violated',
      message: sentences.join(' '),
      remedy: 'Bring the commits through a reviewed pull request, and let somebody else deploy.',
      people: both.map(({ person }) => person.account.login),
      beneficiaries: both.map(({ person }) => person),
      commits: both.flatMap(({ past }) => past.flatMap(({ commit }) => commit ?? [])),
    })
  }
  if (!deployment.bypasses.known) {
    const { reason, source, remedy } = deployment.bypasses
    const message = `Who went past the rules of the branch is unknown: ${reason} (${source}).`
    return aboutAll({ outcome: 'undetermined', message, remedy })
  }
  // Where the range itself is unknown, reviewed-range says so.
  if (holders(roster, 'bypasser').length === 0) {
    return aboutAll({
      outcome: 'not-applicable',
      message: 'Nobody is known to have gone past review.',
    })
  }
  const bypassers = holders(roster, 'bypasser').map(({ person }) => person)
  return (
    openQuestion(judged, 'deployer') ??
    aboutAll({
      outcome: 'satisfied',
      message: `Past review went ${listed(bypassers.map(({ name }) => name))}; none of them deploys.`,
      people: bypassers.map(({ account }) => account.login),
    })
  )
}
