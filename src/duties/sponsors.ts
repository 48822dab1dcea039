// The humans who answer for an agent's work: who set it to work, whom its commits name, who assigned it, the policy's.

import {
  type Actor,
  type Change,
  type Commit,
  type Deployment,
  type Directory,
  type Fact,
  isGitHubsAgent,
  isWorkflowsToken,
  type PullRequest,
  type Signatory,
  valueOr,
  type WorkStart,
} from '../facts/facts.ts'
import { answering, namedByPolicy, sponsorsNamedFor } from './agent-actions.ts'
import { worksOf } from './agent-work.ts'
import { type History, historyOf } from './history.ts'
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
    // Any workflow of any branch can name, assign or start what it likes: of its work only pushes tell.
    if (isWorkflowsToken(work.agent.account)) return sponsored(work, [], identify)
    const { people, unfit, facts } = namedByPolicy(work.agent, directory, identify)
    const evidence = answering(work.agent, ', as the policy says')
    const found = [
      ...starters(work, change),
      ...coAuthors(work, history),
      ...assigners(work, change),
      ...people.map((by): Found => ({ by, evidence })),
    ]
    const asked = [
      ...(isGitHubsAgent(work.agent.account) ? [change.workStarters] : []),
      ...[change.assignments, ...facts],
    ]
    const gaps = asked.filter((fact) => !fact.known)
    return { ...sponsored(work, found, identify), unfit, gaps }
  })

function sponsored(work: AgentWork, found: readonly Found[], identify: Identify): SponsoredWork {
  // One agent never answers for another.
  const sponsors = found.flatMap(({ by, evidence }): Sponsor[] => {
    const person = by === null ? null : identify(by)
    return person === null || person.agent !== null ? [] : [{ person, evidence }]
  })
  const nameless = found.flatMap(({ by, evidence }) => (by === null ? [evidence] : []))
  // A trailer tells of its commit; who set the agent to work answers for all of it.
  const answers = new Set(sponsors.map(({ evidence }) => evidence.commit))
  const isWhole = answers.has(null)
  const left = isWhole ? [] : work.left.filter((oid) => !answers.has(oid))
  return {
    ...{ ...work, sponsors, nameless, left, gap: work.gapIn(left), unfit: [], gaps: [] },
    isAnswered: isWhole || (!work.isEmpty && left.length === 0),
  }
}

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

/** Only GitHub writes into its own agents' commits who asked for them; any other trailer is the word of the person who wrote it. */
function coAuthors({ agent, pushed }: AgentWork, { authored }: History): readonly Found[] {
  if (!isGitHubsAgent(agent.account)) return []
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

/** The policy's sponsors of the agents that did something for a change, each of whom GitHub must be asked for. */
export const sponsorsToAsk = (change: Change, identify: Identify) =>
  sponsorsNamedFor([
    ...worksOf(change, historyOf(change), identify).map(({ agent }) => agent),
    ...acting([...valueOr(change.dismissals, []), ...valueOr(change.mergers, [])], identify),
  ])

/** The same of those that deploy. */
export const sponsorsOfDeployers = (
  { attempts, triggers }: Pick<Deployment, 'attempts' | 'triggers'>,
  identify: Identify,
) => {
  const started = valueOr(attempts, []).flatMap(({ actor, triggeringActor }) => [
    { by: actor },
    { by: triggeringActor },
  ])
  return sponsorsNamedFor(acting([...started, ...valueOr(triggers, [])], identify))
}

const acting = (done: readonly { readonly by: Actor | null }[], identify: Identify) =>
  done.flatMap(({ by }) => (by === null ? [] : [identify(by)]))
