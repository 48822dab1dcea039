// The one place where remedies become sentences.
import { namesOf, short } from '../evidence.ts'
import type { Advice, Doers, Emergency, Fixing, Remedy, RemedyOf } from './remedy.ts'

export const advised = (remedies: readonly Remedy[]): Advice => ({
  remedies,
  remedy: [...new Set(sentencesOf(remedies))].join(' '),
})

/** Those who are asked to approve are asked in one sentence. */
function sentencesOf(remedies: readonly Remedy[]): readonly string[] {
  const asked = remedies.filter((one) => one.kind === 'approve')
  const others = remedies.flatMap((one) => (one.kind === 'approve' ? [] : [saidOf(one)]))
  const trust = remedies.flatMap(({ orTrust }) => orTrust?.trust ?? [])
  const orTrust = trust.map(
    (one) => `Or list \`sponsors\` or \`trusted: [${one}]\` for it in the policy.`,
  )
  return [...(asked[0] === undefined ? [] : [approvalBy(asked, asked[0])]), ...others, ...orTrust]
}

function saidOf(remedy: Remedy): string {
  switch (remedy.kind) {
    case 'approve':
      return approvalBy([remedy], remedy)
    case 'exception': {
      const { rules, people } = remedy.what
      return `Add to \`exceptions\`: {rules: [${rules.join(', ')}], people: [${people.join(', ')}], reason: "...", granted-by: ..., until: "..."}.`
    }
    case 'baseline': {
      const { environment, commit } = remedy.what
      if (remedy.who.being === 'another grantor') {
        return 'Ask a maintainer to grant it who contributed to nothing that it skips and does not deploy.'
      }
      return `Add to \`baselines\`: {environment: ${environment}, commit: ${commit}, reason: "...", granted-by: ...}.`
    }
    case 'break-glass':
      return ofEmergency(remedy.who, remedy.what)
    case 'deployer': {
      const { act } = remedy.what
      if (remedy.said !== undefined) return remedy.said
      const whom = namedOf(remedy.who)
      if (remedy.who.being === 'anyone') return 'Start a new run instead of running this one again.'
      if (act === 'release') return `Start a new run, and ask ${whom} to approve it.`
      const orRelease = remedy.orRelease ? ', or to approve this deployment' : ''
      return `Ask ${whom} to start a new run${orRelease}.`
    }
    case 'fix':
      return remedy.said ?? fixing(remedy.who, remedy.what)
    case 'permission':
    case 'none':
      return remedy.said
  }
}

function ofEmergency(who: Doers, what: Emergency): string {
  switch (what.act) {
    case 'request':
      return `Request break-glass for this ${what.environment === null ? 'change' : 'deployment'}.`
    case 'approve':
      return `Ask ${namedOf(who)} to comment "/approve ${what.commit}" on #${what.issue}.`
    case 'reconcile':
      return `Ask ${namedOf(who)} to comment "/reconcile approved|remediated|reverted ${what.commit}" on #${what.issue}.`
    case 'close':
      return `Close #${what.issue} and ask for a new break-glass.`
  }
}

function fixing(who: Doers | null, what: Fixing): string {
  switch (what.act) {
    case 'run-again':
      return 'Run the gate again.'
    case 'update-branch':
      return `Merge ${what.base} into ${what.head}.`
    case 'set-policy':
      return `Set \`${what.key}\` to \`${what.value}\` in the policy.`
    case 'start-again':
      return 'Start a new run.'
    case 'set-input':
      return `Set the input \`${what.name}\` to ${what.value}.`
    case 'take-back':
      return 'Correct the policy in this change: an unusable one stops every later gate.'
    case 'deploy-tip':
      return 'Deploy a commit that was the tip of a protected branch (`deployment.branches` in the policy).'
    case 'link-addresses':
      return "Add the commit's address to a GitHub account (Settings, Emails), or commit again with one that is."
    case 'correct-policy':
      return 'Correct it on the base branch: until then nothing passes.'
    case 'check':
      return 'Let these checks run to a success on this very commit, and deploy again.'
    case 'merge':
      return `Ask ${who && namedOf(who)} to merge it.`
    case 'push-again':
      return 'Run the gate again; where it stays so, push the branch again under another name.'
    case 'reopen':
      return 'Open a new pull request, where only the reviewer or a non-contributor dismisses such a review.'
  }
}

function approvalBy(
  asked: readonly RemedyOf<'approve'>[],
  { what, who: { being }, orSponsors }: RemedyOf<'approve'>,
): string {
  const whom = [...new Set(asked.map(({ who }) => namedOf(who)))].join(', and ')
  if (being === 'reviewer') return `Ask ${whom} for a new review.`
  const or = orSponsors === undefined ? '' : ' Or list `sponsors` for it.'
  return `Ask ${whom} to approve ${short(what.head)}.${or}`
}

/** "dana or team books", "2 of dana, eve and finn", "a non-contributor". */
function namedOf({ users, teams, right, being, count }: Doers): string {
  const names = namesOf({ users, teams }, count === 1 ? 'or' : 'and')
  if (names !== '') {
    const isAll = count === 1 || (teams.length === 0 && users.length === count)
    return isAll ? names : `${count} of ${names}`
  }
  const permitted = right === 'maintain' ? ' with admin or maintain permission' : ''
  if (count > 1) return `${count} ${being === 'person' ? 'people' : `${being}s`}${permitted}`
  switch (being) {
    case 'reviewer':
    case 'person':
      return 'a person with write access'
    case 'non-contributor':
      return `a non-contributor${permitted}`
    case 'uninvolved person':
      return 'an uninvolved person with write access'
    case 'anyone':
    case 'another grantor':
    case 'another non-contributor':
    case 'someone else':
    case 'someone with an account':
      return being
  }
}
