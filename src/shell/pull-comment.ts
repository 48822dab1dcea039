// Keeps one comment under the pull request up to date: its own alone, and only where it would say something else.
import * as z from 'zod'
import { type Client, connectionOf, cursorOf, cursorPages } from '../github/api/ask.ts'
import { isMarked, type PullComment } from '../report/formats/pull-comment.ts'

const needs = 'pull-requests: write'
const source = 'GraphQL Comments'

/** @throws CollectError where it cannot be read or written. */
export async function keepComment(
  client: Client,
  number: number,
  { text, saysTheSame }: PullComment,
): Promise<void> {
  const own = await ownComment(client, number)
  const { createComment, updateComment } = client.rest.issues
  if (own === null) {
    await client.post(createComment, { ...client.repo, issue_number: number, body: text }, needs)
  } else if (!saysTheSame(own.body)) {
    const { fullDatabaseId: comment_id } = own
    await client.post(updateComment, { ...client.repo, comment_id, body: text }, needs)
  }
}

const shape = z.object({
  repository: z.object({
    pullRequest: z.object({
      comments: connectionOf(
        z.object({
          fullDatabaseId: z.coerce.number(),
          body: z.string(),
          viewerDidAuthor: z.boolean(),
        }),
      ),
    }),
  }),
})

const document = `query Comments($owner: String!, $repo: String!, $n: Int!, $after: String){
  repository(owner: $owner, name: $repo){pullRequest(number: $n){comments(first: 100, after: $after){
    totalCount pageInfo{hasNextPage endCursor} nodes{fullDatabaseId body viewerDidAuthor}}}}
  rateLimit{cost}}`

/** A stranger can copy the marker: only what the token's own account wrote is the gate's. The oldest, and so always the same. */
async function ownComment(client: Client, number: number) {
  const ask = async (after: string | null) => {
    const variables = { ...client.repo, n: number, after }
    const asked = { name: 'Comments', document, variables, shape, needs: 'pull-requests: read' }
    return (await client.query(asked)).repository.pullRequest.comments
  }
  for await (const { nodes } of cursorPages(source, ask, cursorOf)) {
    const own = nodes.find((one) => one?.viewerDidAuthor && isMarked(one.body))
    if (own) return own
  }
  return null
}
