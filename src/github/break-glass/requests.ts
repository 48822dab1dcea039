// The issues that ask for a break-glass, newest first, each with all that was said under it; none of it is weighed here.
import * as z from 'zod'
import { type BreakGlassIssue, type Fact, helpOf, type IssueComment } from '../../facts/facts.ts'
import {
  actorFragment,
  actorShape,
  type Client,
  cannotTell,
  connectionOf,
  factFrom,
  inTurns,
  onRefusal,
  readConnection,
} from '../api/ask.ts'

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

const document = `query BreakGlassIssues($owner: String!, $repo: String!, $labels: [String!], $after: String){
  repository(owner: $owner, name: $repo){
    issues(first: 50, after: $after, labels: $labels, orderBy: {field: CREATED_AT, direction: DESC}){
      totalCount pageInfo{hasNextPage endCursor} nodes{
        number url closedAt ${writtenFields} comments(first: 50){${commentFields}}}}}
  rateLimit{cost}}
${actorFragment}`

const moreComments = `query Comments($owner: String!, $repo: String!, $n: Int!, $after: String){
  repository(owner: $owner, name: $repo){issue(number: $n){comments(first: 100, after: $after){${commentFields}}}}
  rateLimit{cost}}
${actorFragment}`

/** Open and closed ones alike: the person who closes an issue has not reconciled what was done under it. */
export const readRequests = (client: Client): Promise<Fact<readonly RequestIssue[]>> =>
  factFrom(source, async () => {
    const issues = await readConnection(source, async (after) => {
      const variables = { ...client.repo, labels: ['break-glass'], after }
      const shape = z.object({ repository: z.object({ issues: issuesShape }) })
      const answer = await client
        .query({ name: 'BreakGlassIssues', document, variables, shape, needs })
        // Few gates need this permission, so it is the one that is forgotten: the sentence names it.
        .catch(
          onRefusal(({ remedy, help }) => {
            throw cannotTell('the token may not read issues (403)', source, remedy, helpOf(help))
          }),
        )
      return answer.repository.issues
    })
    return inTurns(issues, width, (issue) => withComments(client, issue))
  })

/** Anybody may comment on an issue of a public repository: a flood must not push out what matters. */
async function withComments(client: Client, issue: Issue): Promise<RequestIssue> {
  const { number, url, closedAt } = issue
  const comments = await readConnection(`GraphQL Issue.comments of #${number}`, async (after) => {
    if (after === null) return issue.comments
    const answer = await client.query({
      name: 'Comments',
      document: moreComments,
      variables: { ...client.repo, n: number, after },
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
