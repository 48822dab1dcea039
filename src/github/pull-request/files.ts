// The files of a change, both names of a rename: listed by GitHub, or, where its lists are cut short, two trees compared.
import * as z from 'zod'
import { type ChangedFile, type Fact, known, type PullRequest, unknown } from '../../facts/facts.ts'
import {
  type Client,
  cannotTell,
  connectionOf,
  factFrom,
  furtherPages,
  sourceOf,
  wholeList,
} from '../api/ask.ts'
import { mergeBaseOf } from './comparison.ts'
import { kindOf } from './text-files.ts'

const pageSize = 100
/** Up to here a few pages are less to read than two trees, each of which holds every file of the repository. */
const mostPaged = 400
/** GitHub lists no more, and does not say that it stopped. */
const mostListed = 3000

const pageShape = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
    status: z.string(),
    changes: z.number(),
  }),
)
const treeShape = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() }),
  ),
})

type Files = Fact<readonly ChangedFile[]>

/**
 * One page of the list, without what the files are: GitHub's answer has no modes. A file that changed without a line may be
 * binary, whose lines nobody counts.
 */
export const readFilePage = (client: Client, number: number, page: number): Promise<Files> =>
  factFrom(client.rest.pulls.listFiles, async () => {
    const files = await client.get(
      client.rest.pulls.listFiles,
      { ...client.repo, pull_number: number, per_page: pageSize, page },
      { shape: pageShape, needs: 'pull-requests: read' },
    )
    return files.map(({ filename, previous_filename, status, changes }) => ({
      path: filename,
      previous: previous_filename ?? null,
      status,
      kind: null,
      lines: changes || null,
    }))
  })

/** The whole list: page by page, or, where that is long, two trees compared. */
export async function readFiles(
  client: Client,
  pull: PullRequest,
  count: number,
  first: Files,
): Promise<Files> {
  const source = sourceOf(client.rest.pulls.listFiles)
  if (!first.known) return first
  if (count > mostPaged) {
    const trees = await readTreeChanges(client, pull, count)
    if (trees.known || count > mostListed) return trees
  }
  const rest = await furtherPages(count, pageSize, (page) =>
    readFilePage(client, pull.number, page),
  )
  return whole([first, ...rest], count, source)
}

function whole(pages: readonly Files[], count: number, source: string): Files {
  const files: ChangedFile[] = []
  for (const page of pages) {
    if (!page.known) return page
    files.push(...page.value)
  }
  return files.length === count
    ? known(files, source)
    : unknown(`${files.length} of ${count} files could be read`, source)
}

/** What differs between where two commits parted and the head; a rename shows as one file removed and one added. */
export const filesSince = (client: Client, base: string, head: string): Promise<Files> =>
  factFrom(client.rest.git.getTree, async () => {
    const parted = await mergeBaseOf(client, base, head)
    const [before, after] = await Promise.all([readTree(client, parted), readTree(client, head)])
    return differences(before, after)
  })

async function readTreeChanges(
  client: Client,
  { base, head }: PullRequest,
  count: number,
): Promise<Files> {
  const changes = await filesSince(client, base.oid, head.oid)
  if (!changes.known) return changes
  const { value, source } = changes
  const countOf = (status: string) => value.filter((file) => file.status === status).length
  // GitHub counts a rename once; here it is a removal and an addition.
  const fewest = value.length - Math.min(countOf('added'), countOf('removed'))
  return fewest <= count && count <= value.length
    ? changes
    : unknown(`${value.length} files differ where GitHub counts ${count}`, source)
}

interface Entry {
  readonly mode: string
  readonly sha: string
}

export async function readTree(
  client: Client,
  commit: string,
): Promise<ReadonlyMap<string, Entry>> {
  const { tree, truncated } = await client.get(
    client.rest.git.getTree,
    { ...client.repo, tree_sha: commit, recursive: '1' },
    { shape: treeShape, needs: 'contents: read' },
  )
  if (truncated) {
    throw cannotTell(
      `the tree of ${commit.slice(0, 7)} is too large for GitHub to list`,
      client.rest.git.getTree,
      'Split the change into pull requests of at most 3,000 files.',
    )
  }
  const files = tree.filter(({ type }) => type !== 'tree')
  return new Map(files.map(({ path, mode, sha }) => [path, { mode, sha }]))
}

function differences(
  before: ReadonlyMap<string, Entry>,
  after: ReadonlyMap<string, Entry>,
): readonly ChangedFile[] {
  const files: ChangedFile[] = []
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(path), after.get(path)]
    if (old?.sha === now?.sha && old?.mode === now?.mode) continue
    const status = old === undefined ? 'added' : now === undefined ? 'removed' : 'modified'
    files.push({ path, previous: null, status, kind: kindOf([old?.mode, now?.mode]), lines: null })
  }
  return files
}

const statuses = {
  ADDED: 'added',
  DELETED: 'removed',
  MODIFIED: 'modified',
  RENAMED: 'renamed',
  COPIED: 'copied',
  CHANGED: 'changed',
} as const

/** GraphQL's own list. */
export const listedFilesShape = connectionOf(
  z.object({
    path: z.string(),
    additions: z.number(),
    deletions: z.number(),
    changeType: z.enum(['ADDED', 'DELETED', 'MODIFIED', 'RENAMED', 'COPIED', 'CHANGED']),
  }),
).nullable()

/** Null: GraphQL's list will not do, since it gives no former names and ends at a hundred. */
export function filesListed(
  files: z.output<typeof listedFilesShape>,
  count: number,
): Fact<readonly ChangedFile[]> | null {
  if (files === null || files.totalCount !== count) return null
  const listed = wholeList([files], 'GraphQL PullRequest.files')
  if (!listed.known) return null
  const isMoved = listed.value.some((one) => /RENAMED|COPIED/.test(one.changeType))
  if (isMoved) return null
  return known(
    listed.value.map(({ path, changeType, additions, deletions }) => ({
      ...{ path, previous: null, status: statuses[changeType], kind: null },
      lines: additions + deletions || null,
    })),
    listed.source,
  )
}
