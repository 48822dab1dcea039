// The files of a change, both names of a rename, with what they are: file, symlink or submodule.
import * as z from 'zod'
import type { PullRequest } from '../../facts/change.ts'
import { type Fact, known, unknown } from '../../facts/fact.ts'
import { type ChangedFile, fileStatuses } from '../../facts/git.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { readTreeChanges } from './trees.ts'

const source = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files'
const pageSize = 100
/** GitHub lists no more, and does not say that it stopped. */
const mostListed = 3000

const fileShape = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.enum(fileStatuses),
})

type Page = Fact<readonly ChangedFile[]>

/** One page of the list, without what the files are: GitHub's answer has no modes. */
export const readFilePage = (
  client: Client,
  { owner, name }: Repository,
  number: number,
  page: number,
): Promise<Page> =>
  factFrom(source, async () => {
    const { value } = await client.get({
      path: '/repos/{owner}/{repo}/pulls/{pull_number}/files',
      parameters: { owner, repo: name, pull_number: number, per_page: pageSize, page },
      shape: z.array(fileShape),
      needs: 'pull-requests: read',
    })
    return value.map(({ filename, previous_filename, status }) => ({
      path: filename,
      previous: previous_filename ?? null,
      status,
      kind: null,
    }))
  })

/** The whole list: the first page where that is all, else two trees compared, else every page. */
export async function readFiles(
  client: Client,
  repository: Repository,
  pull: PullRequest,
  count: number,
  first: Page,
): Promise<Fact<readonly ChangedFile[]>> {
  if (count <= pageSize || !first.known) return whole([first], count)
  const trees = await readTreeChanges(client, repository, pull, count)
  if (trees.known || count > mostListed) return trees
  const rest = Array.from({ length: Math.ceil(count / pageSize) - 1 }, (_, index) =>
    readFilePage(client, repository, pull.number, index + 2),
  )
  return whole([first, ...(await Promise.all(rest))], count)
}

function whole(pages: readonly Page[], count: number): Fact<readonly ChangedFile[]> {
  const files: ChangedFile[] = []
  for (const page of pages) {
    if (!page.known) return page
    files.push(...page.value)
  }
  return files.length === count
    ? known(files, source)
    : unknown(`${files.length} of ${count} files could be read`, source)
}
