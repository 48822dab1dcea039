// Keeps one comment under the pull request up to date: its own alone, and none that a newer run wrote.
import * as z from 'zod'
import { type Client, connectionOf, cursorOf, cursorPages, onStatus } from '../github/api/ask.ts'
import type { Run } from '../record/record.ts'
import {
  isMarked,
  isNewer,
  pullComment,
  type Said,
  saysTheSame,
} from '../report/formats/pull-comment.ts'

const needs = 'pull-requests: write'
const source = 'GraphQL Comments'

interface Told {
  /** Of the pull request. */
  readonly number: number
  readonly said: Said
  readonly run: Run
}

/** @throws CollectError where it cannot be read or written. */
export async function keepComment(client: Client, { number, said, run }: Told): Promise<void> {
  const own = { id: Number(run.id ?? 0), attempt: Number(run.attempt ?? 0), url: run.url }
  const body = pullComment(said, own)
  const { createComment, deleteComment, updateComment } = client.rest.issues

  /** False where there is no comment yet. */
  async function bringUpToDate(): Promise<boolean> {
    const [oldest, ...others] = await ownComments(client, number)
    if (oldest === undefined) return false
    for (const { fullDatabaseId: comment_id } of others) {
      const deleting = client.post(deleteComment, { ...client.repo, comment_id }, needs)
      // The other run may have been quicker.
      await deleting.catch(onStatus([404], () => {}))
    }
    // No run is believed that somebody wrote into it: who may write here can edit it.
    if (!isEdited(oldest) && isNewer(oldest.body, own)) return true
    if (saysTheSame(oldest.body, said, own)) return true
    const { fullDatabaseId: comment_id } = oldest
    await client.post(updateComment, { ...client.repo, comment_id, body }, needs)
    return true
  }

  if (await bringUpToDate()) return
  await client.post(createComment, { ...client.repo, issue_number: number, body }, needs)
  // Another run may have begun one at the same time: now the two see each other, and both keep the older.
  await bringUpToDate()
}

const comment = z.object({
  fullDatabaseId: z.coerce.number(),
  body: z.string(),
  viewerDidAuthor: z.boolean(),
  author: z.object({ login: z.string() }).nullable(),
  editor: z.object({ login: z.string() }).nullable(),
})

type Comment = z.output<typeof comment>

const shape = z.object({
  repository: z.object({
    pullRequest: z.object({
      comments: connectionOf(comment),
    }),
  }),
})

const document = `query Comments($owner: String!, $repo: String!, $n: Int!, $after: String){
  repository(owner: $owner, name: $repo){pullRequest(number: $n){comments(first: 100, after: $after){
    totalCount pageInfo{hasNextPage endCursor} nodes{fullDatabaseId body viewerDidAuthor author{login} editor{login}}}}}
  rateLimit{cost}}`

/** A stranger can copy the marker: only what the token's own account wrote is the gate's. */
const isOwn = ({ viewerDidAuthor, body }: Comment): boolean => viewerDidAuthor && isMarked(body)

/** By somebody else, who may edit what the gate wrote. */
const isEdited = ({ author, editor }: Comment): boolean =>
  editor !== null && editor.login !== author?.login

/** The oldest first. */
async function ownComments(client: Client, number: number): Promise<readonly Comment[]> {
  const ask = async (after: string | null) => {
    const variables = { ...client.repo, n: number, after }
    const asked = { name: 'Comments', document, variables, shape, needs: 'pull-requests: read' }
    return (await client.query(asked)).repository.pullRequest.comments
  }
  const own: Comment[] = []
  for await (const { nodes } of cursorPages(source, ask, cursorOf)) {
    own.push(...nodes.filter((one) => one !== null).filter(isOwn))
  }
  return own
}
