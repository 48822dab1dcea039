// The merge queue: every entry between the real base and a group's head, since checks may be asked for the last alone.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Client } from '../api/client.ts'
import { connectionOf, cursorOf, wholeList } from '../api/connections.ts'
import type { Repository } from '../api/repository.ts'

const document = `query Queue($o: String!, $r: String!, $b: String!, $c: String){
  repository(owner: $o, name: $r){mergeQueue(branch: $b){entries(first: 100, after: $c){
    totalCount pageInfo{hasNextPage endCursor}
    nodes{baseCommit{oid} headCommit{oid} pullRequest{number}}}}}
  rateLimit{cost}}`

const oid = z.object({ oid: z.string() }).nullable()
const entries = connectionOf(
  z.object({
    baseCommit: oid,
    headCommit: oid,
    pullRequest: z.object({ number: z.number() }).nullable(),
  }),
)
type Entries = z.output<typeof entries>

const shape = z.object({
  repository: z.object({ mergeQueue: z.object({ entries: entries.nullable() }).nullable() }),
})

/**
 * The numbers of the pull requests that a merge group would merge, the group's own first.
 * @throws CollectError where the group is no longer in the queue, or an entry on the way is unknown.
 */
export async function pullsOfGroup(
  client: Client,
  repository: Repository,
  branch: string,
  head: string,
): Promise<readonly number[]> {
  const pages: Entries[] = []
  for (let cursor: string | null = null, isMore = true; isMore; ) {
    const page: Entries | null = await askQueue(client, repository, branch, cursor)
    if (page === null) break
    pages.push(page)
    cursor = cursorOf(page)
    isMore = cursor !== null && page.nodes.length > 0
  }

  const list = wholeList(pages, 'GraphQL MergeQueue.entries')
  if (!list.known) throw gone(branch, head, list.reason)
  const byHead = new Map(list.value.map((entry) => [entry.headCommit?.oid, entry]))
  const numbers: number[] = []
  for (let at: string | undefined = head; at !== undefined; ) {
    const entry = byHead.get(at)
    if (entry === undefined) break
    byHead.delete(at)
    if (!entry.pullRequest || !entry.baseCommit) throw gone(branch, head, 'an entry is hidden')
    numbers.push(entry.pullRequest.number)
    at = entry.baseCommit.oid
  }
  if (numbers.length === 0) throw gone(branch, head, 'no entry has it')
  return numbers
}

async function askQueue(
  client: Client,
  { owner, name }: Repository,
  branch: string,
  cursor: string | null,
): Promise<Entries | null> {
  const { repository } = await client.query({
    name: 'Queue',
    document,
    variables: { o: owner, r: name, b: branch, c: cursor },
    shape,
    needs: 'pull-requests: read',
  })
  return repository.mergeQueue?.entries ?? null
}

const gone = (branch: string, head: string, why: string): CollectError =>
  new CollectError(`the group ${head.slice(0, 7)} is not in the queue of ${branch}: ${why}`, {
    source: 'GraphQL MergeQueue.entries',
    remedy: 'The queue builds its groups anew; the next run judges them.',
  })
