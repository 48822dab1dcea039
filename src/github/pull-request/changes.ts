// The facts of a change: as it stands before its merge, or, for a deployment, as it stood at it.
import {
  type Change,
  type ChangedFile,
  type Fact,
  isClosed,
  known,
  notAsked,
  type Push,
  type TextFile,
  unknown,
} from '../../facts/facts.ts'
import { type Client, cannotTell, inTurns } from '../api/ask.ts'
import { readBranches, readPushes, rowsUntil, type Wanted } from './activity.ts'
import { type AccountsByOid, nameBots } from './comparison.ts'
import { readFilePage, readFiles } from './files.ts'
import { type GoverningFiles, readGoverningFiles } from './governing/governing-files.ts'
import { readHistory } from './history/history.ts'
import { hiddenFiles } from './history/merge-bases.ts'
import { readPulls } from './many-pulls.ts'
import { type ReadMerged, readParts } from './parts.ts'
import type { PullOfMany, PullReading } from './pull-reading.ts'
import { readPull } from './pulls.ts'

const source = 'GraphQL PullRequest'
/** As many as the client lets be under way at once: each may have a list of files that only REST tells whole. */
const width = 10

/** They are read where a policy asks for them: a known "none" would ask nobody. */
const ownersUnasked = unknown('nobody asked for CODEOWNERS as of before the merge', notAsked)

type Files = Change['files']

export interface Beside {
  /** By branch of this repository. */
  readonly pushes: ReadonlyMap<string, Fact<readonly Push[]>>
  /** The accounts of commits that were compared anyway. */
  readonly accounts: AccountsByOid
  readonly policyFile: Fact<TextFile | null>
}

/** Head branches of this repository, each until no older row can tell of its change, or to the end of its own activity. */
export const wantedOf = (pulls: readonly PullOfMany[]): readonly Wanted[] =>
  pulls
    .filter(({ pull }) => !pull.isFork && pull.head.repository !== null)
    .map(({ pull: { head, mergedAt }, commits, forcePushes }) => ({
      branch: head.branch,
      isTold: (pushes, born) =>
        isClosed({ head: head.oid, commits, forcePushes }, rowsUntil(pushes, mergedAt), born),
    }))

export async function collectMerged(
  client: Client,
  pulls: readonly PullOfMany[],
  beside: Beside,
  depth = 0,
): Promise<readonly Change[]> {
  const whole = await withWholeFiles(client, pulls)
  return inTurns(whole, width, (pull) => collectOne(client, pull, beside, depth))
}

/** Where GitHub hides some of the files of a change, its list is no list. */
async function withWholeFiles<T extends PullReading & { readonly files: Files | null }>(
  client: Client,
  pulls: readonly T[],
): Promise<readonly T[]> {
  const hidden = await hiddenFiles(client, pulls)
  return pulls.map((pull, index) => ({ ...pull, files: hidden[index] ?? pull.files }))
}

/** By their numbers. Parts are judged by the policy of what they are part of. */
export const mergedBy =
  (client: Client): ReadMerged =>
  async (numbers, depth) => {
    const pulls = [...(await readPulls(client, numbers)).values()]
    const changes = await collectMerged(
      client,
      pulls,
      {
        pushes: await readBranches(client, wantedOf(pulls)),
        accounts: new Map(),
        policyFile: known(null, 'the change that it is part of'),
      },
      depth,
    )
    return new Map(changes.map((one) => [one.pull.number, one]))
  }

async function collectOne(
  client: Client,
  reading: PullOfMany,
  { pushes: ofBranch, accounts, policyFile }: Beside,
  depth: number,
): Promise<Change> {
  const { pull, reviews, dismissals, baseChanges, forcePushes, mergers, assignments } = reading
  const { head } = pull
  const listed = pull.isFork ? undefined : ofBranch.get(head.branch)
  const [all, files, commits] = await Promise.all([
    listed ?? readPushes(client, head.repository, head.branch),
    reading.files ?? filesOf(client, reading),
    nameBots(client, reading, accounts),
  ])
  const pushes = all.known ? { ...all, value: rowsUntil(all.value, pull.mergedAt) } : all
  const pushed = { pull, commits, pushes, forcePushes }
  const parts = await readParts(client, pushed, mergedBy(client), depth)
  const hands = { ...pushed, parts, ...(await readHistory(client, pushed)) }
  return {
    ...hands,
    nets: {},
    ...{ files, reviews, dismissals, baseChanges, mergers, assignments },
    // The head of a merged pull request cannot move, and what it proposed has been decided.
    headAfter: known(head.oid, source),
    ...{ policyFile, defaultPolicyFile: policyFile },
    policyProposed: known(null, source),
    codeowners: ownersUnasked,
    sharing: known([], source),
  }
}

async function filesOf(
  client: Client,
  { pull, changedFiles }: PullOfMany,
): Promise<Fact<readonly ChangedFile[]>> {
  const first = await readFilePage(client, pull.number, 1)
  return readFiles(client, pull, changedFiles, first)
}

/**
 * Collects one pull request: the lists and the files' first page; the pushes, the rest of the files, the bots; what only
 * those name; and last the governing files with a second look at the head. Where the run says what the head branch is, its
 * pushes are asked for at once: a fork's branch of that name is another.
 * @throws CollectError where the pull request itself cannot be read; every other gap is a fact that is unknown.
 */
export async function collectChange(
  client: Client,
  number: number,
  policyPath: string,
  guess: string | null = null,
): Promise<Change> {
  const { owner, repo } = client.repo
  const home = `${owner}/${repo}`
  const begun = Promise.withResolvers<Pick<PullReading, 'pull' | 'changedFiles'>>()
  const [reading, files, guessed] = await Promise.all([
    readPull(client, number, begun.resolve),
    Promise.all([begun.promise, readFilePage(client, number, 1)]).then(([told, first]) =>
      readFiles(client, told.pull, told.changedFiles, first),
    ),
    guess === null ? null : readPushes(client, home, guess),
  ])
  const { pull } = reading
  const isRight =
    pull.head.branch === guess && pull.head.repository?.toLowerCase() === home.toLowerCase()
  const change = await completed(client, reading, {
    pushes: isRight ? guessed : null,
    files: async () => (await hiddenFiles(client, [reading]))[0] ?? files,
  })
  const [looked] = await lookedAt(client, [change], policyPath)
  if (looked === undefined) throw cannotTell(`nobody looked at #${number}`, source)
  return looked
}

/** Several open pull requests as one is read, but that their lists and the last look are asked for together. */
export async function collectChanges(
  client: Client,
  numbers: readonly number[],
  policyPath: string,
): Promise<readonly Change[]> {
  const pulls = [...(await readPulls(client, numbers)).values()]
  const readings = await withWholeFiles(client, pulls)
  const changes = await inTurns(readings, width, (reading) =>
    completed(client, reading, {
      pushes: null,
      files: async () => reading.files ?? (await filesOf(client, reading)),
    }),
  )
  return lookedAt(client, changes, policyPath)
}

/** As far as the last look, which is taken when all of this is known. */
type Unlooked = Omit<Change, keyof GoverningFiles> & Pick<Change, 'files'>

/** What only the lists name. */
async function completed(
  client: Client,
  reading: PullReading,
  listed: {
    /** Null: they are yet to be read. */
    readonly pushes: Change['pushes'] | null
    readonly files: () => Promise<Fact<readonly ChangedFile[]>>
  },
): Promise<Unlooked> {
  const { pull, reviews, dismissals, baseChanges, forcePushes, mergers, assignments } = reading
  const [pushes, files, commits] = await Promise.all([
    listed.pushes ?? readPushes(client, pull.head.repository, pull.head.branch),
    listed.files(),
    nameBots(client, reading),
  ])
  const pushed = { pull, commits, pushes, forcePushes }
  const parts = await readParts(client, pushed, mergedBy(client))
  const hands = { ...pushed, parts, ...(await readHistory(client, pushed)) }
  return { ...hands, nets: {}, files, reviews, dismissals, baseChanges, mergers, assignments }
}

/** The governing files with a second look at the head. */
async function lookedAt(
  client: Client,
  changes: readonly Unlooked[],
  policyPath: string,
): Promise<readonly Change[]> {
  const governing = await readGoverningFiles(client, policyPath, changes)
  return changes.flatMap((one, index) => {
    const look = governing[index]
    return look === undefined ? [] : [{ ...one, ...look }]
  })
}
