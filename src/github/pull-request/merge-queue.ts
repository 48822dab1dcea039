// The merge queue: every entry between the real base and a group's head, since checks may be asked for the last alone.
import * as z from 'zod'
import {
  type Client,
  cannotTell,
  connectionOf,
  cursorOf,
  cursorPages,
  wholeList,
} from '../api/ask.ts'

const source = 'GraphQL MergeQueue.entries'

const document = `query Queue($owner: String!, $repo: String!, $b: String!, $c: String){
  repository(owner: $owner, name: $repo){mergeQueue(branch: $b){entries(first: 100, after: $c){
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
  branch: string,
  head: string,
): Promise<readonly number[]> {
  const ask = (after: string | null) => askQueue(client, branch, after)
  const pages = await Array.fromAsync(cursorPages(source, ask, (page) => page && cursorOf(page)))
  const list = wholeList(
    pages.filter((page) => page !== null),
    source,
  )
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
  branch: string,
  cursor: string | null,
): Promise<Entries | null> {
  const { repository } = await client.query({
    name: 'Queue',
    document,
    variables: { ...client.repo, b: branch, c: cursor },
    shape,
    needs: 'pull-requests: read',
  })
  return repository.mergeQueue?.entries ?? null
}

const gone = (branch: string, head: string, why: string) =>
  cannotTell(
    `the group ${head.slice(0, 7)} is not in the queue of ${branch}: ${why}`,
    source,
    'The queue builds its groups anew; the next run judges them.',
  )
