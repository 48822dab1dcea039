// The query for where the commits of a range come from and what is known beside them, and the form of its answer.
import * as z from 'zod'
import { type Client, connectionOf, userFields, userShape } from '../../api/ask.ts'
import { associationFragment, associationShape } from '../../pull-request/associations.ts'
import { blobFragment, entryShape } from '../../pull-request/text-files.ts'
import { jobsFields, jobsOfRunShape, type RunNamed } from '../jobs.ts'

/** `past`: the jobs of an earlier run. */
export type Part = 'start' | 'run' | 'past' | 'commits'

export interface OriginQuestion {
  readonly commits: readonly string[]
  /** Null: nothing trusted is known to start from. */
  readonly from: string | null
  /** The node id of this run; null: it is not known. */
  readonly run: string | null
  /** The run by which that was deployed; null: its jobs are known. */
  readonly past: RunNamed | null
}

const runShape = z.object({
  deploymentReviews: connectionOf(
    z.object({
      state: z.enum(['APPROVED', 'REJECTED']),
      user: userShape,
      environments: z.object({ nodes: z.array(z.object({ name: z.string() }).nullable()) }),
    }),
  ),
})
const answerShape = z.object({
  start: z.object({ commit: z.object({ file: entryShape.nullish() }).nullable() }).optional(),
  run: runShape.nullish(),
  past: jobsOfRunShape.optional(),
  commits: z.record(z.string(), associationShape.nullable()).optional(),
})
export type Answer = z.output<typeof answerShape>

export async function askOnce(
  client: Client,
  policyPath: string,
  { from, run, past, commits }: OriginQuestion,
  parts: readonly Part[],
  isDivisible: boolean,
): Promise<Answer> {
  const asks = (part: Part): boolean => parts.includes(part)
  const oids = asks('commits') ? commits : []
  return client.query({
    name: 'Associated',
    document: documentFor(parts, oids.length),
    variables: {
      ...((asks('start') || asks('commits')) && client.repo),
      ...(asks('start') && { path: policyPath, from }),
      ...(asks('run') && { run }),
      ...(asks('past') && { past: past?.nodeId, pastPath: past?.path }),
      ...Object.fromEntries(oids.map((oid, index) => [`c${index}`, oid])),
    },
    shape: answerShape,
    needs: {
      run: 'actions: read',
      past: 'checks: read',
      associatedPullRequests: 'pull-requests: read',
      rest: 'contents: read',
    },
    isDivisible,
  })
}

function documentFor(parts: readonly Part[], count: number): string {
  const each = (part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ')
  const asks = (part: Part): boolean => parts.includes(part)
  const on = (part: Part, text: string): string => (asks(part) ? text : '')
  const home = asks('start') || asks('commits') ? '$owner: String!, $repo: String!' : ''
  return `query Associated(${home} ${on('start', '$path: String!, $from: GitObjectID!')} ${on('run', '$run: ID!')}
    ${on('past', '$past: ID!, $pastPath: String!')} ${each((i) => `$c${i}: GitObjectID!`)}){
  ${on(
    'start',
    `start: repository(owner: $owner, name: $repo){commit: object(oid: $from){
      ...on Commit{file(path: $path){mode object{...F}}}}}`,
  )}
  ${on(
    'run',
    `run: node(id: $run){...on WorkflowRun{deploymentReviews(first: 50){totalCount
      pageInfo{hasNextPage endCursor} nodes{state user${userFields} environments(first: 50){nodes{name}}}}}}`,
  )}
  ${on('past', `past: node(id: $past)${jobsFields('$pastPath')}`)}
  ${on('commits', `commits: repository(owner: $owner, name: $repo){${each((i) => `c${i}: object(oid: $c${i}){...A}`)}}`)}
  rateLimit{cost}}
${asks('start') || asks('past') ? blobFragment : ''}
${on('commits', associationFragment)}`
}
