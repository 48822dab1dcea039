// The humans who answer for an agent's work: who set it to work, whom its commits name, who assigned it, the policy's.

import {
  type Actor,
  type Change,
  type Commit,
  type Directory,
  type Fact,
  isGitHubsAgent,
  known,
  type PullRequest,
  type Signatory,
  sameLogin,
  unknown,
  valueOr,
  type WorkStart,
} from '../facts/facts.ts'
import { worksOf } from './agent-work.ts'
import { type History, historyOf } from './history.ts'
import { teamsOf } from './membership.ts'
import {
  type Action,
  type AgentWork,
  type Evidence,
  type Identify,
  inCommit,
  type Sponsor,
  type SponsoredWork,
} from './roster.ts'

export const sponsoredWorks = (
  change: Change,
  identify: Identify,
  directory: Directory,
  history: History = historyOf(change),
): readonly SponsoredWork[] =>
  worksOf(change, history, identify).map((work) => {
    const policy = namedByPolicy(work, directory)
    const found = [
      ...starters(work, change),
      ...coAuthors(work, history),
      ...assigners(work, change),
      ...policy.found,
    ]
    // One agent never answers for another.
    const sponsors = found.flatMap(({ by, evidence }): Sponsor[] => {
      const person = by === null ? null : identify(by)
      return person === null || person.agent !== null ? [] : [{ person, evidence }]
    })
    const nameless = found.flatMap(({ by, evidence }) => (by === null ? [evidence] : []))
    const isPerson = ({ value }: { readonly value: Actor | null }): boolean =>
      value !== null && identify(value).agent === null
    const unfit = policy.users.flatMap(({ login, fact }) =>
      fact.known && !isPerson(fact) ? [login] : [],
    )
    const facts = [
      ...(isGitHubsAgent(work.agent.account) ? [change.workStarters] : []),
      change.assignments,
      ...policy.facts,
    ]
    return { ...work, sponsors, nameless, unfit, gaps: facts.filter((fact) => !fact.known) }
  })

/** All that were found, so that none of them approves what they asked for. */
export const sponsorActions = (works: readonly SponsoredWork[]): readonly Action[] =>
  works.flatMap(({ sponsors, nameless }) => [
    ...sponsors.map(
      ({ person, evidence }): Action => ({
        ...{ duty: 'sponsor', by: person.account, evidence },
      }),
    ),
    ...nameless.map((evidence): Action => ({ duty: 'sponsor', by: null, evidence })),
  ])

/** Somebody who answers for an agent; null: an account that is deleted. */
interface Found {
  readonly by: Actor | null
  readonly evidence: Evidence
}

const did = (deed: string, { source }: Pick<Fact<unknown>, 'source'>): Evidence => ({
  ...{ deed, commit: null, isClaim: false, source },
})

function starters({ agent }: AgentWork, { pull, workStarters }: Change): readonly Found[] {
  if (!isGitHubsAgent(agent.account)) return []
  return valueOr(workStarters, [])
    .filter(isBeforeMerge(pull))
    .map(({ by }) => ({ by, evidence: did(`set ${agent.name} to work`, workStarters) }))
}

/** What began after the merge did not make the change. */
const isBeforeMerge =
  ({ mergedAt }: PullRequest) =>
  ({ at }: WorkStart): boolean =>
    mergedAt === null || at <= mergedAt

/** On a commit that only carries its name, a trailer could name anybody; on its own it is what the agent was told. */
function coAuthors({ agent, pushed }: AgentWork, { authored }: History): readonly Found[] {
  const { id } = agent.account
  return authored
    .filter((commit) => commit.author.account?.id === id)
    .filter((commit) => isSignedBy(commit, id) || pushed(commit.oid))
    .flatMap((commit) =>
      commit.coAuthors.filter(isById).map(({ account }) => ({
        by: account,
        evidence: inCommit(commit, `is named by ${agent.name} as co-author of`, false),
      })),
    )
}

const isSignedBy = ({ signature }: Commit, id: number): boolean =>
  signature?.valid === true && (signature.byGitHub || signature.signer?.id === id)

/** A login in an address may since have become another's; the number is the account's own. */
const isById = ({ email, account }: Signatory): boolean =>
  account !== null && email.match(/^(\d+)\+[^@]+@users\.noreply\.[^@]+$/i)?.[1] === `${account.id}`

const assigners = ({ agent }: AgentWork, { pull, assignments }: Change): readonly Found[] =>
  valueOr(assignments, [])
    .filter(isBeforeMerge(pull))
    .filter(({ assignee }) => assignee?.id === agent.account.id)
    .map(({ by }) => ({ by, evidence: did(`assigned ${agent.name}`, assignments) }))

function namedByPolicy({ agent }: AgentWork, directory: Directory) {
  const named = agent.agent?.sponsors ?? {}
  const users = (named.users ?? []).map((login) => ({ login, fact: accountOf(directory, login) }))
  const teams = teamsOf(directory, named)
  const evidence = did(`answers for ${agent.name}, as the policy says`, { source: 'the policy' })
  const people = [
    ...users.flatMap(({ fact }) => (fact.known && fact.value !== null ? [fact.value] : [])),
    ...teams.flatMap((team) => valueOr(team, [])),
  ]
  const facts: readonly Fact<unknown>[] = [...users.map(({ fact }) => fact), ...teams]
  return { found: people.map((by): Found => ({ by, evidence })), users, facts }
}

/** No human is called `x[bot]`, and asking for `x` could find one who has nothing to do with it. */
const isBotSpelled = (login: string): boolean => /\[bot\]$/i.test(login)

function accountOf({ accounts }: Directory, login: string): Fact<Actor | null> {
  if (isBotSpelled(login)) return known(null, 'the policy')
  const asked = Object.hasOwn(accounts, sameLogin(login)) ? accounts[sameLogin(login)] : undefined
  return asked ?? unknown(`nobody asked who ${login} is`, 'gate')
}

/** The policy's sponsors of the agents that had a hand in a change: those must be asked for. */
export function sponsorsToAsk(change: Change, identify: Identify) {
  const named = worksOf(change, historyOf(change), identify).flatMap(
    ({ agent }) => agent.agent?.sponsors ?? [],
  )
  return {
    teams: named.flatMap(({ teams = [] }) => teams),
    users: named.flatMap(({ users = [] }) => users).filter((login) => !isBotSpelled(login)),
  }
}
