// The query of the last look at pull requests: one by one, each part as far as it is allowed, or several at once.
import * as z from 'zod'
import type { ChangedFile, PullRequest } from '../../../facts/facts.ts'
import { actorFragment, askParts, type Client, factFrom, type Refused } from '../../api/ask.ts'
import { ownersErrorsShape, ownersPaths } from '../codeowners.ts'
import { entriesShape, entryFields, entryVariables } from '../entries.ts'
import { sharingFields, sharingFragment, sharingParts, sharingShape } from '../sharing.ts'
import { blobFragment, blobShape, modeShape } from '../text-files.ts'

export const source = 'GraphQL GoverningFiles'

/** So many files are asked about in the same query; the others in others. */
export const mostSorted = 100

/** What GitHub may refuse by itself. */
const parts = ['pullRequest', 'codeowners', ...sharingParts] as const
type Part = (typeof parts)[number]

const mayRead = 'pull-requests: read'
const needs = {
  pullRequest: mayRead,
  associatedPullRequests: mayRead,
  byBranch: mayRead,
  latest: mayRead,
}

const modesShape = z.record(z.string(), modeShape).nullish()

const shape = z.object({
  pullRequest: z.object({ headRefOid: z.string() }).nullish(),
  policy: blobShape,
  floor: blobShape.optional(),
  proposed: blobShape,
  ...{ owners0: blobShape, owners1: blobShape, owners2: blobShape },
  codeowners: ownersErrorsShape.nullish(),
  atTip: modesShape,
  atDefault: modesShape,
  atBase: entriesShape,
  atHead: entriesShape,
  ...sharingShape,
})

export type Answer = z.output<typeof shape>

export interface Asked {
  readonly pull: PullRequest
  /** Where the base and the default branch end, full oids. */
  readonly tip: string
  readonly floor: string
  readonly policyPath: string
  /** Files of which nobody told yet what they are. */
  readonly unsorted: readonly ChangedFile[]
}

export interface Answered {
  readonly answer: Answer
  readonly refused: Refused<Part>
}

/** A missing permission hides its own part alone. */
export async function askAlone(client: Client, asked: Asked): Promise<Answered> {
  const { answer, refused } = await askParts(parts, (left) =>
    client.query({
      name: 'GoverningFiles',
      document: `query GoverningFiles(${declared(asked)}){
  ${fieldsOf(asked)} rateLimit{cost}}
${fragments}`,
      variables: variablesFor(client, asked, left),
      shape: z.object({ repository: shape }),
      needs: { rest: 'contents: read', ...needs },
    }),
  )
  return { answer: answer.repository, refused }
}

/** Each as it would be alone. Null: not together, as where one part of one is refused; then it is asked alone. */
export async function askTogether(
  client: Client,
  all: readonly Asked[],
): Promise<readonly (Answered | null)[]> {
  if (all.length < 2 || all.flatMap(({ unsorted }) => unsorted).length > mostSorted) {
    return all.map(() => null)
  }
  const told = await factFrom('GraphQL GoverningGroup', () =>
    client.query({
      name: 'GoverningGroup',
      document: `query GoverningGroup(${all.map((one, i) => numbered(declared(one), i)).join(' ')}){
  ${all.map((one, i) => `r${i}: ${numbered(fieldsOf(one), i)}`).join(' ')} rateLimit{cost}}
${fragments}`,
      variables: Object.fromEntries(
        all.flatMap((one, i) =>
          Object.entries(variablesFor(client, one, parts)).map(([name, value]) => [
            `${name}_${i}`,
            value,
          ]),
        ),
      ),
      shape: z.object({}).catchall(shape.or(z.object({ cost: z.number() }))),
      needs: { rest: 'contents: read', ...needs },
      isDivisible: true,
    }),
  )
  return all.map((_, i) => {
    const answer = told.known ? told.value[`r${i}`] : undefined
    return answer !== undefined && 'policy' in answer ? { answer, refused: {} } : null
  })
}

/** The variables of one of several. */
const numbered = (text: string, index: number): string => text.replace(/\$(\w+)/g, `$$$1_${index}`)

const variablesFor = (
  { repo }: Client,
  { pull: { number, base, head }, tip, floor, policyPath, unsorted }: Asked,
  asking: readonly Part[],
): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(parts.map((part) => [part, asking.includes(part)])),
  ...{ ...repo, n: number, tip, head: head.oid },
  ...{ ref: base.branch, branch: head.branch, policyPath },
  ...{ policy: `${tip}:${policyPath}`, proposed: `${head.oid}:${policyPath}` },
  ...(unsorted.length > 0 && { base: base.oid }),
  ...(floor !== tip && { default: floor, floor: `${floor}:${policyPath}` }),
  ...Object.fromEntries(ownersPaths.map((path, i) => [`owners${i}`, `${tip}:${path}`])),
  ...entryVariables(unsorted),
})

const declared = ({ unsorted: { length }, tip, floor }: Asked): string =>
  `$owner: String!, $repo: String!, $n: Int!, $tip: GitObjectID!, $head: GitObjectID!, ${length > 0 ? '$base: GitObjectID!,' : ''}
    $ref: String!, $branch: String!, ${floor === tip ? '' : '$default: GitObjectID!, $floor: String!,'}
    ${parts.map((part) => `$${part}: Boolean!`).join(' ')}
    $policyPath: String!, $policy: String!, $proposed: String!, $owners0: String!, $owners1: String!, $owners2: String!
    ${entryFields(length).declared}`

/** Whatever governs is read where the branches end now: GitHub's base of an old pull request may be weeks old. */
function fieldsOf({ unsorted: { length }, tip, floor }: Asked): string {
  const { before, after } = entryFields(length)
  return `repository(owner: $owner, name: $repo){
    pullRequest(number: $n) @include(if: $pullRequest){headRefOid}
    ${floor === tip ? '' : `floor: object(expression: $floor){...F} atDefault: ${policyMode('default')}`}
    policy: object(expression: $policy){...F} proposed: object(expression: $proposed){...F}
    atTip: object(oid: $tip){...on Commit{policy: file(path: $policyPath){mode}
      ${ownersPaths.map((path, i) => `owners${i}: file(path: "${path}"){mode}`).join(' ')}}}
    owners0: object(expression: $owners0){...F} owners1: object(expression: $owners1){...F}
    owners2: object(expression: $owners2){...F} codeowners(refName: $ref) @include(if: $codeowners){errors{line message}}
    ${length > 0 ? `atBase: object(oid: $base){...on Commit{${before}}}` : ''}
    atHead: object(oid: $head){...on Commit{policy: file(path: $policyPath){mode oid}
      ${after}}} ${sharingFields}}`
}

const fragments = `${blobFragment}
${sharingFragment}
${actorFragment}`

/** A symlink is shown as a text too. */
const policyMode = (commit: string): string =>
  `object(oid: $${commit}){...on Commit{policy: file(path: $policyPath){mode}}}`
