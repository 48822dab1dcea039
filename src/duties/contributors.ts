// Who contributed to a change: opened it, wrote, co-wrote, committed or signed a commit, or pushed one.

import {
  type Actor,
  type Change,
  type Commit,
  isGitHubItself,
  type Signatory,
  type Unknown,
  valueOr,
} from '../facts/facts.ts'
import { type History, historyOf } from './history.ts'
import {
  type Action,
  type AssignedChange,
  contributing,
  inCommit,
  isTrustedWith,
  type Person,
} from './roster.ts'

/** Everything that shows a contribution to the change. GitHub itself, behind the web editor and the queue, leaves no trace. */
export const contributionActions = (change: Change, history: History): readonly Action[] => [
  ...workActions(change, history),
  ...history.authored.flatMap(trailerTraces),
  ...twinTraces(change),
]

/** Of a pull request that was merged into the branch of another: what was done for it was done for both. */
export const partActions = (part: Change): readonly Action[] =>
  contributionActions(part, historyOf(part)).map((action) => ({
    ...action,
    evidence: { ...action.evidence, deed: `in #${part.pull.number} ${action.evidence.deed}` },
  }))

/** The same without the trailers: whom another's commit merely names did nothing. */
export const workActions = (change: Change, history: History): readonly Action[] => [
  openerTrace(change),
  ...history.authored.flatMap(writerTraces),
  ...pushTraces(change, history),
]

function openerTrace({ pull }: Change): Action {
  const evidence = {
    deed: 'opened the pull request',
    commit: null,
    isClaim: false,
    source: 'GraphQL PullRequest.author',
  }
  return { duty: 'author', by: pull.author, evidence }
}

/** A pull request with the same head and base proposes the same change: the person who opened it proposed it too. */
const twinTraces = ({ pull, sharing }: Change): readonly Action[] =>
  valueOr(sharing, []).flatMap(({ number, baseBranch, by }): Action[] => {
    if (by === null || baseBranch !== pull.base.branch) return []
    const deed = `opened #${number} with the same commits`
    const evidence = { deed, commit: null, isClaim: false, source: sharing.source }
    return [{ duty: 'author', by, evidence }]
  })

/** What a commit says of the people behind it, each a claim until a signature proves it. */
export const commitActions = (commit: Commit): readonly Action[] => [
  ...writerTraces(commit),
  ...trailerTraces(commit),
]

const trailerTraces = (commit: Commit): readonly Action[] =>
  commit.coAuthors.flatMap(({ account }): Action[] => {
    if (account === null || isGitHubItself(account)) return []
    const evidence = inCommit(commit, 'is named as co-author of', true)
    return [{ duty: 'committer', by: account, evidence }]
  })

function writerTraces(commit: Commit): readonly Action[] {
  const { author, committer, signature } = commit
  const signer = signature?.valid ? signature.signer : null
  // A valid badge proves who signed and nothing else: a name beside it stays a claim. GitHub vouches for its own authors.
  const proves = (actor: Actor): boolean => signer?.id === actor.id
  const provesAuthor = (actor: Actor): boolean =>
    proves(actor) || (signature?.valid === true && signature.byGitHub)
  const isGitHubs = signature?.valid === true && signature.byGitHub

  const actions: Action[] = []
  if (!(isGitHubs && isGitHub(author))) {
    actions.push(gitAction(commit, author, 'authored', 'author', provesAuthor))
  }
  if (!isGitHub(committer)) {
    actions.push(gitAction(commit, committer, 'committed', 'committer', proves))
  }
  if (signer !== null && !isGitHubItself(signer)) {
    actions.push({ duty: 'committer', by: signer, evidence: inCommit(commit, 'signed', false) })
  }
  return actions
}

function gitAction(
  commit: Commit,
  { account }: Signatory,
  did: 'authored' | 'committed',
  as: 'author' | 'committer',
  proves: (actor: Actor) => boolean,
): Action {
  // Anyone can write GitHub's address into an author line: without its signature nobody stands behind it.
  if (account === null || isGitHubItself(account)) {
    return { duty: 'committer', by: null, evidence: inCommit(commit, did, true) }
  }
  const evidence = proves(account)
    ? inCommit(commit, did, false)
    : inCommit(commit, `is named as ${as} of`, true)
  return { duty: 'committer', by: account, evidence }
}

/** The committer of the web editor; GraphQL may leave its account out, the address stays. */
const isGitHub = ({ account, email }: Signatory): boolean =>
  account === null ? email === 'noreply@github.com' : isGitHubItself(account)

function pushTraces(change: Change, history: History): readonly Action[] {
  const actions: Action[] = []
  for (const fact of [change.pushes, change.forcePushes]) {
    for (const push of valueOr(fact, [])) {
      const brought = history.brought(push)
      // Who forces a branch decides what the change is, even where every commit was there before.
      const forced =
        push.kind === 'force_push' && (history.has(push.after) || history.has(push.before))
      if (brought.length === 0 && !forced) continue
      const commit = push.after ?? push.before
      const deed = forced ? 'force-pushed' : 'pushed'
      if (push.by !== null && isGitHubItself(push.by)) continue
      const evidence = { deed, commit, isClaim: false, source: fact.source }
      actions.push({ duty: 'pusher', by: push.by, evidence })
    }
  }
  return actions
}

/** Commits that no listed push brought: somebody pushed them, and GitHub does not say who. Full oids. */
export function unpushedCommits(change: Change, history: History): readonly string[] {
  if (!change.pushes.known) return []
  const pushes = [...change.pushes.value, ...valueOr(change.forcePushes, [])]
  const brought = new Set(pushes.flatMap(history.brought))
  return history.authored.map((commit) => commit.oid).filter((oid) => !brought.has(oid))
}

/** Whose commits it has or once had. Who pushed them is another matter: the rules go on with the pushers known. */
export const areContributorsKnown = ({ commits, formerHeads, parts }: Change): boolean =>
  commits.known &&
  formerHeads.known &&
  parts.known &&
  parts.value.every((part) => areContributorsKnown(part.change))

/** What is unknown of those who contributed to the parts of a change. */
export const partGaps = ({ parts }: Change): readonly Unknown[] =>
  valueOr(parts, []).flatMap(({ change }) => [
    ...[change.commits, change.formerHeads, change.pushes, change.forcePushes, change.parts].filter(
      (fact) => !fact.known,
    ),
    ...partGaps(change),
  ])

/** Facts that could tell of somebody more who answers for an agent, and so is a contributor; or that two are one. */
export const sponsorGaps = ({ works, unclear }: AssignedChange): readonly Unknown[] => [
  ...works.flatMap(({ gaps }) => gaps),
  ...unclear,
]

/** Whose commits they are, and who answers for the agents among them. */
export const areHandsKnown = (one: AssignedChange): boolean =>
  areContributorsKnown(one.change) && sponsorGaps(one).length === 0

/** Whom an exception must name; null: not wholly known, or an agent did some of it and nobody knows who steers that. */
export const favouredContributors = (one: AssignedChange): readonly Person[] | null =>
  one.works.every(({ agent, isAnswered }) => isAnswered || isTrustedWith(agent, 'work'))
    ? knownContributors(one)
    : null

/** Humans, or agents where there are none; null: not wholly known, so nobody can say that an exception names them all. */
export function knownContributors({ change, roster }: AssignedChange): readonly Person[] | null {
  const isKnown =
    areContributorsKnown(change) &&
    change.pushes.known &&
    partGaps(change).length === 0 &&
    roster.unpushed.length === 0 &&
    !roster.unattributed.some(({ duty }) => contributing.includes(duty))
  if (!isKnown) return null
  const hands = roster.holdings.filter(({ duty }) => contributing.includes(duty))
  const people = [...new Map(hands.map(({ person }) => [person.key, person])).values()]
  const humans = people.filter(({ agent }) => agent === null)
  return humans.length > 0 ? humans : people
}
