// reviewed-range: every commit that is deployed came through a pull request merged into a protected branch.

import type { Grant } from '../duties/range/search.ts'
import type { Actor, Deployment, Range, Unknown } from '../facts/facts.ts'
import { accountNamed, loginNamed } from '../policy/accounts.ts'
import { linkingIn } from './attributable-commits.ts'
import {
  aboutAll,
  advised,
  contributing,
  counting,
  type DeploymentAnswer,
  type DeploymentCase,
  type Duty,
  ended,
  type Holding,
  holders,
  identifier,
  listed,
  maintainers,
  namesBarred,
  type Remedy,
  remedyFor,
  short,
} from './support/case.ts'

const otherCommit: Remedy = { kind: 'fix', who: null, what: { act: 'deploy-tip' } }

export function reviewedRange(judged: DeploymentCase): readonly DeploymentAnswer[] {
  const { deployment, changes } = judged
  const { branch, range, sha } = deployment
  const isOnNone = branch.known && branch.value === null
  const unreviewed = range.known ? range.value.unreviewed : []
  const open = [...openIn(deployment), ...objections(judged)]
  if (isOnNone || unreviewed.length > 0) {
    // Many commits came the same way: it is said once.
    const ways = Map.groupBy(unreviewed, ({ why }) => why)
    const told = [...ways].map(
      ([why, alike]) => `${listed(alike.map(({ commit }) => short(commit.oid)))} ${why}`,
    )
    const where = isOnNone ? [`No protected branch has stood at ${short(sha)}.`] : []
    const past = told.length > 0 ? [`Unreviewed: ${listed(told, 6)}.`] : []
    const favoured = favouredBy(judged, isOnNone)
    const helping = isOnNone ? otherCommit : linkingIn(deployment, judged.roster)
    const violated = aboutAll({
      outcome: 'violated',
      message: [...where, ...past].join(' '),
      ...(helping ? advised([helping]) : { isDone: true as const }),
      people: unreviewed.flatMap(({ commit }) => commit.author.account?.login ?? []),
      commits: [...(isOnNone ? [sha] : []), ...unreviewed.map(({ commit }) => commit.oid)],
      beneficiaries: favoured,
    })
    // What is known may be lifted for a time; what is unknown beside it never is.
    return [...violated, ...open]
  }
  if (!range.known || open.length > 0) return open
  const message = shipping(deployment, range.value, changes.length)
  const grant = judged.start?.grant ?? null
  if (grant === null) return aboutAll({ outcome: 'satisfied', message })
  const told = `It starts at the ${named(grant)}: ${ended(grant.reason.trim())}`
  return aboutAll({ outcome: 'excepted', message: `${message} ${told}`, commits: [grant.commit] })
}

const named = ({ commit, grantedBy }: Grant): string =>
  `baseline ${short(commit)}, granted by ${grantedBy}`

/** What a baseline skips is trusted only by whom nothing speaks against. */
function objections(judged: DeploymentCase): readonly DeploymentAnswer[] {
  const grant = judged.start?.grant ?? null
  const why = grant && objectionTo(grant, judged)
  if (grant === null || why === null) return []
  return aboutAll({
    outcome: 'undetermined',
    message: `The ${named(grant)}, does not count: ${why}.`,
    ...advised([
      grant.skipped.known
        ? anotherGrantor(grant, grant.skipped.value, judged)
        : remedyFor(grant.skipped),
    ]),
  })
}

function anotherGrantor(
  { commit }: Grant,
  skipped: readonly Actor[],
  { deployment, roster, policy }: DeploymentCase,
): Remedy {
  const deployers = holders(roster, 'deployer').map(({ person }) => person.account)
  const but = namesBarred([...skipped, ...deployers], policy).map(loginNamed)
  const what = { environment: deployment.environment, commit }
  return { kind: 'baseline', who: { ...maintainers(but), being: 'another grantor' }, what }
}

/** Completes "the baseline does not count, because ..."; null: nothing speaks against who granted it. */
function objectionTo(grant: Grant, { maintainers, policy, roster }: DeploymentCase): string | null {
  const { login, id } = accountNamed(grant.grantedBy)
  const right = maintainers[id ?? 0]
  if (right?.known !== true) return `whether ${login} may maintain the repository is unknown`
  if (!right.value) return `${login} may not maintain the repository`
  const identify = identifier(policy.people, policy.agents)
  const { key } = identify({ id: id ?? 0, login, kind: 'User' })
  if (holders(roster, 'deployer').some(({ person }) => person.key === key)) {
    return `${login} deploys it`
  }
  const { skipped } = grant
  if (!skipped.known) return `who contributed is unknown, as ${skipped.reason}`
  const isSkipped = skipped.value.some((one) => identify(one).key === key)
  return isSkipped ? `${login} contributed to what it skips` : null
}

/** Empty: what would be shipped is known. */
function openIn({ branch, pastDeployments, note, range }: Deployment): readonly DeploymentAnswer[] {
  const gap = [range, pastDeployments, branch].find((fact): fact is Unknown => !fact.known)
  if (gap !== undefined) {
    const message = `What would be shipped is unknown: ${gap.reason}.`
    return aboutAll({ outcome: 'undetermined', message, ...advised([remedyFor(gap)]) })
  }
  if (note.known) return []
  const message = `The next deployment could not know what this one shipped: ${note.reason}.`
  return aboutAll({ outcome: 'undetermined', message, ...advised([remedyFor(note)]) })
}

/** Each way in which two commits can stand has its own sentence. */
function shipping(
  { environment, sha }: Deployment,
  { status, from, count }: Range,
  changes: number,
): string {
  const through = `came through ${counting(changes, 'pull request')}`
  switch (status) {
    case 'ahead':
      return `${counting(count, 'commit')} since ${short(from)} ${through}.`
    case 'identical':
      return `Nothing new is shipped: ${environment} has ${short(from)} already.`
    case 'behind':
      return `A rollback from ${short(from)} ships nothing new.`
    case 'diverged':
      return `${short(sha)} does not hold ${short(from)}, deployed last; the ${counting(count, 'commit')} since the two parted ${through}.`
  }
}

/** Those whose commits came without review, and who deploys what is no state of a protected branch; null: not all are known. */
function favouredBy(
  { roster }: DeploymentCase,
  isOnNone: boolean,
): readonly Holding['person'][] | null {
  const duties: readonly Duty[] = isOnNone ? [...contributing, 'deployer'] : contributing
  if (roster.unattributed.some(({ duty }) => duties.includes(duty))) return null
  const people = duties.flatMap((duty) => holders(roster, duty)).map(({ person }) => person)
  return [...new Map(people.map((person) => [person.key, person])).values()]
}
