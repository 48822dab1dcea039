// What a change's lists do not tell: former heads, what merges brought, and who set GitHub's agents to work.
import * as z from 'zod'
import {
  type Actor,
  type Change,
  type Commit,
  type Fact,
  type FormerHead,
  isGitHubsAgent,
  known,
  lifeOf,
  type Push,
  valueOr,
  type WorkStart,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, readList, simpleUserShape } from '../api/ask.ts'
import { commitsByOid } from './authors.ts'
import {
  type Accounts,
  accountsByOid,
  compareCommits,
  comparing,
  withAccounts,
} from './comparison.ts'
import { readUpdates } from './updates.ts'

const mostHeads = 40
const newPull = 'Open a new pull request from this head.'

/** What the lists of a pull request and of its pushes tell. */
type Listed = Pick<Change, 'pull' | 'commits' | 'forcePushes' | 'pushes'>

export async function readHistory(
  client: Client,
  listed: Listed,
): Promise<Pick<Change, 'formerHeads' | 'updates' | 'workStarters'>> {
  const formerHeads = await readFormerHeads(client, listed)
  const everHad = new Map<string, Commit>()
  for (const commit of valueOr(listed.commits, [])) everHad.set(commit.oid, commit)
  for (const head of valueOr(formerHeads, [])) {
    for (const commit of head.commits) everHad.set(commit.oid, commit)
  }
  const updates = await readUpdates(client, listed, [...everHad.values()])
  const workStarters = await readWorkStarters(client, { ...listed, formerHeads })
  return { formerHeads, updates, workStarters }
}

/** Nobody is washed clean by a rebase: each former head with its commits; unknown where GitHub lost one of them. */
const readFormerHeads = (
  client: Client,
  { pull, commits, forcePushes, pushes }: Listed,
): Promise<Fact<readonly FormerHead[]>> =>
  factFrom(comparing(client), async () => {
    const own = valueOr(commits, [])
    const base = pull.base.oid
    const present = new Set([base, ...own.flatMap(({ oid, parents }) => [oid, ...parents])])
    const named = namedHeads(client, valueOr(forcePushes, []), valueOr(pushes, []))
    const heads = [...named].filter((oid) => oid !== null).filter((oid) => !present.has(oid))
    if (heads.length === 0) return []
    if (heads.length > mostHeads) {
      throw cannotTell(
        `the branch was forced away from ${heads.length} heads`,
        comparing(client),
        `Open a new pull request: at most ${mostHeads} former heads are read.`,
      )
    }
    const compared = await Promise.all(heads.map((head) => compareCommits(client, base, head)))
    const ranges = compared.map((one) => one.commits)
    const read = await readCommits(client, ranges.flat())
    return heads.map((oid, index) => ({
      oid,
      commits: (ranges[index] ?? [])
        .map((one) => read.get(one.oid))
        .filter((one) => one !== undefined),
    }))
  })

/** Every head that a force-push names, by the timeline or by the branch's activity since it was last created. */
function namedHeads(
  client: Client,
  timeline: readonly Push[],
  activity: readonly Push[],
): ReadonlySet<string | null> {
  const life = lifeOf(activity)
  for (const { before, after } of timeline) {
    const isNamedElsewhere = life.some((push) => push.after === after && push.before !== null)
    if (before === null && !isNamedElsewhere) {
      const reason = 'GitHub no longer names a head that was forced away'
      throw cannotTell(reason, comparing(client), newPull)
    }
  }
  const forced = [...timeline, ...life].filter(({ kind }) => kind === 'force_push')
  return new Set(forced.flatMap(({ before, after }) => [before, after]))
}

async function readCommits(
  client: Client,
  accounts: readonly Accounts[],
): Promise<ReadonlyMap<string, Commit>> {
  const oids = [...new Set(accounts.map(({ oid }) => oid))]
  const read = new Map<string, Commit>()
  for (const [index, commit] of (await commitsByOid(client, oids)).entries()) {
    if (commit === null) {
      const lost = `GitHub lost ${oids[index]?.slice(0, 7)}, a commit of a former head`
      throw cannotTell(lost, comparing(client), newPull)
    }
    read.set(commit.oid, commit)
  }
  for (const commit of withAccounts([...read.values()], accountsByOid(accounts)))
    read.set(commit.oid, commit)
  return read
}

/** Only the REST timeline tells it: asked only where such an agent contributed. */
export async function readWorkStarters(
  client: Client,
  listed: Listed & Pick<Change, 'formerHeads'>,
): Promise<Fact<readonly WorkStart[]>> {
  if (!hands(listed).some(isGitHubsAgent)) return known([], 'the accounts that contributed')
  return factFrom(client.rest.issues.listEventsForTimeline, () =>
    readStarts(client, listed.pull.number),
  )
}

function hands({
  pull,
  commits,
  formerHeads,
  pushes,
  forcePushes,
}: Listed & Pick<Change, 'formerHeads'>): readonly (Actor | null)[] {
  const former = valueOr(formerHeads, []).flatMap((head) => head.commits)
  return [
    pull.author,
    ...[...valueOr(commits, []), ...former].flatMap(({ author, committer }) => [
      author.account,
      committer.account,
    ]),
    ...[...valueOr(pushes, []), ...valueOr(forcePushes, [])].map(({ by }) => by),
  ]
}

const eventShape = z.object({
  event: z.string().optional(),
  actor: simpleUserShape,
  created_at: z.string().optional(),
  performed_via_github_app: z.object({ slug: z.string().nullish() }).nullish(),
})

const begun = 'copilot_work_started'

/** Copilot's code review begins with the same event, and whoever asks for a review asked for no work. */
const reviewer = 'copilot-pull-request-reviewer'

async function readStarts(client: Client, number: number): Promise<readonly WorkStart[]> {
  const pages = client.list(
    client.rest.issues.listEventsForTimeline,
    { ...client.repo, issue_number: number, per_page: 100 },
    { shape: z.array(eventShape), needs: 'pull-requests: read' },
  )
  const { items } = await readList(pages)
  return items
    .filter(({ event, performed_via_github_app: app }) => event === begun && app?.slug !== reviewer)
    .map(({ actor, created_at: at = '' }) => ({ by: actor, at }))
}
