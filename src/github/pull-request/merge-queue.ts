// The merge queue: every pull request that a group would merge, by the group's own commits and the queue's branches.
import * as z from 'zod'
import { type Change, unknown } from '../../facts/facts.ts'
import { type Client, cannotTell, readList, simpleUserShape } from '../api/ask.ts'
import { type ComparedCommit, compareCommits } from './comparison.ts'

const queue = 'the branches of the merge queue'
const queueBot = 118344674

/** What is tested before it is merged. */
export interface MergeGroup {
  readonly branch: string
  /** Full oid. */
  readonly head: string
  /** The pull request that the runner's own variables name; null: they name none. */
  readonly pull: number | null
}

/** A pull request of a group; `head` is what the group merged of it, null where the group does not show that. */
export interface Entry {
  readonly pull: number
  /** What the group merged it onto. */
  readonly onto: string
  readonly head: string | null
}

/** A branch of the queue: `pr-<number>-<what it was built on>`, and where it ends. Full oids. */
interface QueueBranch {
  readonly ref: string
  readonly pull: number
  readonly base: string
  readonly head: string
}

/**
 * All that a merge group would merge, the latest first. A branch names the last entry of a batch alone, and anybody who
 * may push can make one by that name: so every commit on the way from the base must be shown to be some entry's.
 * @throws CollectError where the group is no longer in the queue, or a commit of it could be anybody's.
 */
export async function entriesOf(client: Client, group: MergeGroup): Promise<readonly Entry[]> {
  const { branch, head } = group
  const [made, tips] = await Promise.all([
    readRefs(client, `heads/gh-readonly-queue/${branch}/`),
    readRefs(client, `heads/${branch}`),
  ])
  const tip = tips.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha
  if (tip === undefined) throw gone(group, `there is no branch ${branch}`)
  const branches = made.flatMap(branchOf)
  if (branches.every((one) => one.head !== head)) throw gone(group, 'no branch of it ends there')
  const steps = stepsTo(head, (await compareCommits(client, tip, head)).commits)
  const entries: Entry[] = []
  for (let left = steps; left.length > 0; ) {
    const step = await readStep(client, group, left, branches)
    entries.push(...step.entries)
    left = left.slice(step.length)
  }
  if (entries.length === 0) throw gone(group, `it is part of ${branch} already`)
  return entries
}

const refShape = z.object({ ref: z.string(), object: z.object({ sha: z.string() }) })

async function readRefs(client: Client, ref: string) {
  const parameters = { ...client.repo, ref }
  const expected = { shape: z.array(refShape), needs: 'contents: read' }
  return (await readList(client.list(client.rest.git.listMatchingRefs, parameters, expected))).items
}

export function branchOf({ ref, object }: z.output<typeof refShape>): readonly QueueBranch[] {
  const [, pull, base] = /\/pr-(\d+)-([0-9a-f]{40,64})$/.exec(ref) ?? []
  return pull && base ? [{ ref, pull: Number(pull), base, head: object.sha }] : []
}

/** The group's own line, the latest commit first: what a merge brought from its other side belongs to the merge. */
function stepsTo(head: string, commits: readonly ComparedCommit[]): readonly ComparedCommit[] {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  const steps: ComparedCommit[] = []
  for (let step = byOid.get(head); step !== undefined; step = byOid.get(step.parents[0] ?? '')) {
    steps.push(step)
  }
  return steps
}

/** Whose the latest of these commits is, and how many of them are. */
async function readStep(
  client: Client,
  group: MergeGroup,
  steps: readonly ComparedCommit[],
  branches: readonly QueueBranch[],
): Promise<{ readonly entries: readonly Entry[]; readonly length: number }> {
  const [
    {
      oid,
      parents: [first, merged],
    } = { oid: '', parents: [] },
  ] = steps
  const here = branches.filter(({ head }) => head === oid)
  if (first !== undefined && merged !== undefined) {
    const named = here.filter(({ base }) => base === first).map(({ pull }) => pull)
    const pulls = named.length > 0 ? named : await pullsWithHead(client, group.branch, merged)
    if (pulls.length === 0) throw hidden(oid)
    // The commit itself says what it merges, the person who made a branch at it.
    return { entries: pulls.map((pull) => ({ pull, head: merged, onto: first })), length: 1 }
  }
  const entries: Entry[] = []
  let length = 0
  for (const one of here) {
    const isOwn = oid === group.head && one.pull === group.pull
    if (!isOwn && !(await isQueues(client, one))) continue
    const span = steps.findIndex((step) => step.parents[0] === one.base) + 1
    if (span !== 1 && !(await isRebased(client, one.pull, steps.slice(0, span)))) continue
    entries.push({ pull: one.pull, head: null, onto: one.base })
    length = length === 0 ? span : Math.min(length, span)
  }
  if (entries.length === 0) throw hidden(oid)
  return { entries, length }
}

/** Who may push can make a branch of such a name, but only the queue's own bot is told as its creator. */
async function isQueues(client: Client, { ref }: QueueBranch): Promise<boolean> {
  const parameters = { ...client.repo, ref, per_page: 100 }
  const shape = z.array(z.object({ activity_type: z.string(), actor: simpleUserShape }))
  const pages = client.list(client.rest.repos.listActivities, parameters, {
    ...{ shape, needs: 'contents: read' },
  })
  const { items } = await readList(pages)
  return items.length > 0 && items.every(({ actor }) => actor?.id === queueBot)
}

/** Copies keep the day and the words of what they copy; a squashed neighbour has its own. */
async function isRebased(
  client: Client,
  pull: number,
  steps: readonly ComparedCommit[],
): Promise<boolean> {
  const shape = z.array(
    z.object({
      commit: z.object({ message: z.string(), author: z.object({ date: z.string() }).nullable() }),
      parents: z.array(z.unknown()),
    }),
  )
  const parameters = { ...client.repo, pull_number: pull, per_page: 100 }
  const pages = client.list(client.rest.pulls.listCommits, parameters, {
    ...{ shape, needs: 'pull-requests: read' },
  })
  const own = (await readList(pages)).items
    .filter(({ parents }) => parents.length < 2)
    .map(({ commit }) => `${commit.author?.date} ${commit.message}`)
  const copies = steps.map(({ authoredAt, message }) => `${authoredAt} ${message}`).reverse()
  return copies.length > 0 && JSON.stringify(own) === JSON.stringify(copies)
}

const pullShape = z.object({
  number: z.number(),
  state: z.string(),
  base: z.object({ ref: z.string() }),
  head: z.object({ sha: z.string() }),
})

/** Open ones into the branch; those of forks are never told. */
async function pullsWithHead(
  client: Client,
  branch: string,
  oid: string,
): Promise<readonly number[]> {
  const parameters = { ...client.repo, commit_sha: oid, per_page: 100 }
  const expected = { shape: z.array(pullShape), needs: 'pull-requests: read' }
  const endpoint = client.rest.repos.listPullRequestsAssociatedWithCommit
  const { items } = await readList(client.list(endpoint, parameters, expected))
  return items
    .filter(({ state, base, head }) => state === 'open' && base.ref === branch && head.sha === oid)
    .map(({ number }) => number)
}

const hidden = (oid: string) =>
  cannotTell(
    `the group has the commit ${oid.slice(0, 7)}, and GitHub does not say of which pull request`,
    queue,
    'Let the queue merge one pull request at a time: a maximum group size of 1.',
  )

const gone = ({ branch, head }: MergeGroup, why: string) =>
  cannotTell(
    `the group ${head.slice(0, 7)} is not in the queue of ${branch}: ${why}`,
    queue,
    'The queue builds its groups again; the next run judges them.',
  )

/** As part of a group: the group must hold the head that is judged, and somebody queued it, told or not. */
export function inGroup(change: Change, { head }: Entry): Change {
  const { pull, mergers } = change
  if (head !== null && head !== pull.head.oid) {
    throw cannotTell(
      `the group has ${head.slice(0, 7)} of #${pull.number}, whose head is ${pull.head.oid.slice(0, 7)}`,
      queue,
      'The queue builds its groups again; the next run judges them.',
    )
  }
  if (!mergers.known || mergers.value.some(({ how }) => how === 'queued')) return change
  const untold = unknown(
    `GitHub does not say yet who queued #${pull.number}`,
    mergers.source,
    `Run the gate again, or take #${pull.number} out of the queue and queue it again.`,
  )
  return { ...change, mergers: untold }
}
