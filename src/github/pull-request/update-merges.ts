// What the merges that "Update branch" may have made are compared on: the files of both sides and of the merge.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Fact } from '../../facts/fact.ts'
import type { Commit, MergeSides, SideFile } from '../../facts/git.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'

const source = 'GET /repos/{owner}/{repo}/compare/{basehead}'
/** GitHub lists no more files than this, and does not say that it stopped. */
const mostFiles = 300

const shape = z.object({
  files: z
    .array(
      z.object({
        filename: z.string(),
        previous_filename: z.string().optional(),
        status: z.string(),
        sha: z.string().nullable(),
      }),
    )
    .default([]),
})

/** By the merge commit's oid. Only merges of two parents that GitHub signed are worth the requests. */
export async function readUpdateMerges(
  client: Client,
  repository: Repository,
  commits: readonly Commit[],
): Promise<Readonly<Record<string, Fact<MergeSides>>>> {
  const own = new Set(commits.map(({ oid }) => oid))
  const candidates = commits.filter(
    ({ parents: [first = '', second = ''], parents, signature }) =>
      parents.length === 2 &&
      signature?.valid === true &&
      signature.byGitHub &&
      own.has(first) &&
      !own.has(second),
  )
  const entries = await Promise.all(
    candidates.map(async ({ oid, parents: [first = '', second = ''] }) => {
      const sides = await factFrom(source, async (): Promise<MergeSides> => {
        const [head, base, merge] = await Promise.all([
          filesBetween(client, repository, second, first),
          filesBetween(client, repository, first, second),
          filesBetween(client, repository, first, oid),
        ])
        return { head: head.map(({ path }) => path), base, merge }
      })
      return [oid, sides] as const
    }),
  )
  return Object.fromEntries(entries)
}

/** What changed on the way from where the two parted to `head`; both names of a rename. */
async function filesBetween(
  client: Client,
  { owner, name }: Repository,
  base: string,
  head: string,
): Promise<readonly SideFile[]> {
  const { value } = await client.get({
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    parameters: { owner, repo: name, basehead: `${base}...${head}`, per_page: 1 },
    shape,
    needs: 'contents: read',
  })
  if (value.files.length >= mostFiles) {
    throw new CollectError(`a merge from the base changed ${mostFiles} files or more`, {
      source,
      remedy: 'Rebase the branch instead of merging into it.',
    })
  }
  return value.files.flatMap(({ filename, previous_filename, status, sha }) => [
    { path: filename, blob: status === 'removed' ? null : sha },
    ...(previous_filename === undefined ? [] : [{ path: previous_filename, blob: null }]),
  ])
}
