// The issues that ask for a break-glass, newest first, each with all that was said under it; none of it is weighed here.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { BreakGlassIssue, IssueComment } from '../../facts/break-glass.ts'
import type { Fact } from '../../facts/fact.ts'
import { actorFragment, actorShape } from '../api/actors.ts'
import { inTurns } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import { connectionOf } from '../api/connections.ts'
import { factFrom, refusedFields } from '../api/failure.ts'
import { readPages } from '../api/pages.ts'
import type { Repository } from '../api/repository.ts'

/** A request as far as its issue tells of it. */
export type RequestIssue = Omit<BreakGlassIssue, 'usage'>

const source = 'GraphQL Repository.issues'
const needs = 'issues: read'
const width = 6

const writtenShape = z.object({
  author: actorShape,
  createdAt: z.string(),
  body: z.string(),
  lastEditedAt: z.string().nullable(),
})
type Written = z.output<typeof writtenShape>

const writtenFields = 'author{...Who} createdAt body lastEditedAt'
const commentFields = `totalCount pageInfo{hasNextPage endCursor} nodes{${writtenFields}}`
const commentsShape = connectionOf(writtenShape)
const issuesShape = connectionOf(
  writtenShape.extend({
    number: z.number(),
    url: z.string(),
    closedAt: z.string().nullable(),
    comments: commentsShape,
  }),
)
type Issue = NonNullable<z.output<typeof issuesShape>['nodes'][number]>

const document = `query BreakGlassIssues($o: String!, $r: String!, $labels: [String!], $after: String){
  repository(owner: $o, name: $r){
    issues(first: 50, after: $after, labels: $labels, orderBy: {field: CREATED_AT, direction: DESC}){
      totalCount pageInfo{hasNextPage endCursor} nodes{
        number url closedAt ${writtenFields} comments(first: 50){${commentFields}}}}}
  rateLimit{cost}}
${actorFragment}`

const moreComments = `query Comments($o: String!, $r: String!, $n: Int!, $after: String){
  repository(owner: $o, name: $r){issue(number: $n){comments(first: 100, after: $after){${commentFields}}}}
  rateLimit{cost}}
${actorFragment}`

/** Open and closed ones alike: whoever closes an issue has not reconciled what was done under it. */
export const readRequests = (
  client: Client,
  repository: Repository,
): Promise<Fact<readonly RequestIssue[]>> =>
  factFrom(source, async () => {
    const issues = await readPages(source, async (after) => {
      const variables = { o: repository.owner, r: repository.name, labels: ['break-glass'], after }
      const shape = z.object({ repository: z.object({ issues: issuesShape }) })
      const answer = await client
        .query({ name: 'BreakGlassIssues', document, variables, shape, needs })
        .catch((error: unknown) => {
          throw refused(error)
        })
      return answer.repository.issues
    })
    return inTurns(issues, width, (issue) => withComments(client, repository, issue))
  })

/** Few gates need this permission, so it is the one that is forgotten: the sentence names it. */
function refused(error: unknown): unknown {
  if (!(error instanceof CollectError) || refusedFields(error).length === 0) return error
  const { remedy, cause } = error
  const message = 'the token may not read issues (403)'
  return new CollectError(message, { source, remedy, cause, status: 403 })
}

/** Anybody may comment on an issue of a public repository: a flood must not push out what matters. */
async function withComments(
  client: Client,
  { owner, name }: Repository,
  issue: Issue,
): Promise<RequestIssue> {
  const { number, url, closedAt } = issue
  const comments = await readPages(`GraphQL Issue.comments of #${number}`, async (after) => {
    if (after === null) return issue.comments
    const answer = await client.query({
      name: 'Comments',
      document: moreComments,
      variables: { o: owner, r: name, n: number, after },
      shape: z.object({ repository: z.object({ issue: z.object({ comments: commentsShape }) }) }),
      needs,
    })
    return answer.repository.issue.comments
  })
  return { number, url, closedAt, ...saidBy(issue), comments: comments.map(saidBy) }
}

const saidBy = ({ author, createdAt, body, lastEditedAt }: Written): IssueComment => ({
  ...{ by: author, at: createdAt, body, isEdited: lastEditedAt !== null },
})
