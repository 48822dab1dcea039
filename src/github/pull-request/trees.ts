// Two trees compared: the way to a change's files where GitHub's lists are cut short, at three requests.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { PullRequest } from '../../facts/change.ts'
import { type Fact, known, unknown } from '../../facts/fact.ts'
import type { ChangedFile, FileKind } from '../../facts/git.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'

const source = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}'

const mergeBaseShape = z.object({ merge_base_commit: z.object({ sha: z.string() }) })
const treeShape = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() }),
  ),
})

interface Entry {
  readonly mode: string
  readonly sha: string
}

/** What differs between where the branches parted and the head; a rename shows as one file removed and one added. */
export async function readTreeChanges(
  client: Client,
  repository: Repository,
  { base, head }: PullRequest,
  count: number,
): Promise<Fact<readonly ChangedFile[]>> {
  const changes = await factFrom(source, async () => {
    const { value } = await client.get({
      path: '/repos/{owner}/{repo}/compare/{basehead}',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        basehead: `${base.oid}...${head.oid}`,
        per_page: 1,
      },
      shape: mergeBaseShape,
      needs: 'contents: read',
    })
    const [before, after] = await Promise.all([
      readTree(client, repository, value.merge_base_commit.sha),
      readTree(client, repository, head.oid),
    ])
    return differences(before, after)
  })
  if (!changes.known) return changes
  // GitHub counts a rename once; here it is a removal and an addition.
  const count_ = (status: string) => changes.value.filter((file) => file.status === status).length
  const fewest = changes.value.length - Math.min(count_('added'), count_('removed'))
  return fewest <= count && count <= changes.value.length
    ? known(changes.value, source)
    : unknown(`${changes.value.length} files differ where GitHub counts ${count}`, source)
}

async function readTree(
  client: Client,
  { owner, name }: Repository,
  commit: string,
): Promise<ReadonlyMap<string, Entry>> {
  const { value } = await client.get({
    path: '/repos/{owner}/{repo}/git/trees/{tree_sha}',
    parameters: { owner, repo: name, tree_sha: commit, recursive: '1' },
    shape: treeShape,
    needs: 'contents: read',
  })
  if (value.truncated) {
    throw new CollectError(`the tree of ${commit.slice(0, 7)} is too large for GitHub to list`, {
      source,
      remedy: 'Split the change into pull requests of at most 3,000 files.',
    })
  }
  const files = value.tree.filter(({ type }) => type !== 'tree')
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
    files.push({ path, previous: null, status, kind: kindOf([old?.mode, now?.mode]) })
  }
  return files
}

const links: Readonly<Record<string, FileKind>> = { '120000': 'symlink', '160000': 'submodule' }

/** From git's modes, as octal digits: whatever is a link before or after is told as one. */
export const kindOf = (modes: readonly (string | undefined)[]): FileKind =>
  modes.map((mode) => links[mode ?? '']).find((kind) => kind !== undefined) ?? 'file'
