// The query for the first look at a deployment, and the form of its answer.
import * as z from 'zod'
import { actorFragment } from '../api/ask.ts'
import { blobFragment, entryShape } from '../pull-request/text-files.ts'
import { protectionRuleShape } from './protection.ts'
import { recordFields, recordsShape } from './records.ts'

const commitShape = z.object({ __typename: z.string(), oid: z.string() }).nullish()
export const shape = z.object({
  repository: z.object({
    defaultBranchRef: z
      .object({
        name: z.string(),
        target: z.object({ oid: z.string(), file: entryShape.nullish() }).nullable(),
      })
      .nullable(),
    sha: commitShape,
    baseline: commitShape,
    environment: z
      .object({
        name: z.string(),
        protectionRules: z.object({ nodes: z.array(protectionRuleShape) }),
      })
      .nullish(),
    deployments: recordsShape.optional(),
  }),
})

export type Answer = z.output<typeof shape>['repository']
export type Part = 'environment' | 'deployments'

export const document = `query DeploymentContext($owner: String!, $repo: String!, $path: String!, $e: String!,
    $es: [String!], $sha: String!, $baseline: String!,
    $hasBaseline: Boolean!, $environment: Boolean!, $deployments: Boolean!){
  repository(owner: $owner, name: $repo){
    defaultBranchRef{name target{oid ...on Commit{file(path: $path){mode object{...F}}}}}
    sha: object(expression: $sha){__typename oid}
    baseline: object(expression: $baseline) @include(if: $hasBaseline){__typename oid}
    environment(name: $e) @include(if: $environment){
      name protectionRules(first: 10){nodes{type reviewers(first: 10){totalCount}}}}
    deployments(first: 50, environments: $es, orderBy: {field: CREATED_AT, direction: DESC})
      @include(if: $deployments){${recordFields}}}
  rateLimit{cost}}
${actorFragment}
${blobFragment}`

/** A branch or tag can be moved: only an id names a commit for good. */
export function commitNamed(object: z.output<typeof commitShape>, named: string): string | null {
  const isId = /^[0-9a-f]{7,}$/i.test(named) && object?.oid.startsWith(named.toLowerCase())
  return isId && object?.__typename === 'Commit' ? object.oid : null
}
