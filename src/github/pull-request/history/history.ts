// What a change's lists do not tell: former heads, what merges brought, and who set GitHub's agents to work.
import {
  type Change,
  type Commit,
  type Fact,
  type FormerHead,
  lifeOf,
  type Push,
  valueOr,
} from '../../../facts/facts.ts'
import { type Client, cannotTell, factFrom, onStatus } from '../../api/ask.ts'
import { commitsByOid } from '../authors.ts'
import {
  accountsByOid,
  compareCommits,
  comparing,
  namesNobody,
  withAccounts,
} from '../comparison.ts'
import { type Ahead, readAhead } from './ahead-of-base.ts'
import { readUpdates } from './updates.ts'
import { readWorkStarters } from './work-starts.ts'

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

/** Each former head with its commits, so that no rebase clears anybody; unknown where GitHub lost one of them. */
const readFormerHeads = (
  client: Client,
  { pull, commits, forcePushes, pushes }: Listed,
): Promise<Fact<readonly FormerHead[]>> =>
  factFrom(comparing(client), async () => {
    const own = valueOr(commits, [])
    const present = new Set([
      pull.base.oid,
      ...own.flatMap(({ oid, parents }) => [oid, ...parents]),
    ])
    const named = namedHeads(client, valueOr(forcePushes, []), valueOr(pushes, []))
    const heads = [...named].filter((oid) => oid !== null).filter((oid) => !present.has(oid))
    if (heads.length > mostHeads) {
      throw cannotTell(
        `the branch was forced away from ${heads.length} heads`,
        comparing(client),
        `Open a new pull request: at most ${mostHeads} former heads are read.`,
      )
    }
    const ahead = await readAhead(client, pull.base, heads, async (tip) =>
      (await compareCommits(client, pull.base.oid, tip)).commits.map(({ oid }) => oid),
    )
    const read = new Map<string, Commit>()
    await readCommits(client, [...ahead.commits.values()].flat(), read)
    const left = heads.filter((head) => !isCertain(head, ahead, read))
    const compared = await Promise.all(
      left.map(async (head) => {
        const { commits: listed } = await compareCommits(client, pull.base.oid, head).catch(
          onStatus([404], () => {
            throw gone(client, pull, head)
          }),
        )
        return [head, listed] as const
      }),
    )
    const accounts = compared.flatMap(([, listed]) => listed)
    const others = accounts.map(({ oid }) => oid)
    await readCommits(client, others, read)
    for (const commit of withAccounts([...read.values()], accountsByOid(accounts))) {
      read.set(commit.oid, commit)
    }
    const ranges = new Map([
      ...ahead.commits,
      ...compared.map(([head, listed]) => [head, listed.map(({ oid }) => oid)] as const),
    ])
    return heads.map((oid) => ({
      oid,
      commits: (ranges.get(oid) ?? []).flatMap((one) => read.get(one) ?? []),
    }))
  })

/** No run brings it back, and a branch of another name never had it. */
const gone = (client: Client, { number }: Listed['pull'], head: string) =>
  cannotTell(
    `GitHub no longer has ${head.slice(0, 7)}, which the branch once had (404)`,
    comparing(client),
    'Push the branch again under another name, for a new pull request.',
    { act: 'push-again', pull: number },
  )

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

/**
 * Does the list hold all that the head has and the base has not? What the branch has got since can hide more of the head's
 * own, and only a comparison of its own tells who is behind a commit of which GraphQL names nobody.
 */
function isCertain(
  head: string,
  { commits, since }: Ahead,
  read: ReadonlyMap<string, Commit>,
): boolean {
  const listed = commits.get(head)
  if (listed === undefined) return false
  const own = listed.flatMap((oid) => read.get(oid) ?? [])
  const ends = own.length === 0 ? [head] : own.flatMap(({ parents }) => parents)
  return !own.some(namesNobody) && !ends.some((oid) => since.has(oid))
}

/** Those that are not read yet. */
async function readCommits(
  client: Client,
  wanted: readonly string[],
  read: Map<string, Commit>,
): Promise<void> {
  const oids = [...new Set(wanted)].filter((oid) => !read.has(oid))
  for (const [index, commit] of (await commitsByOid(client, oids)).entries()) {
    if (commit === null) {
      const lost = `GitHub lost ${oids[index]?.slice(0, 7)}, a commit of a former head`
      throw cannotTell(lost, comparing(client), newPull)
    }
    read.set(commit.oid, commit)
  }
}
