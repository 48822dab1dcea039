// The merged pull requests that a break-glass was for: those that requests name, and those that brought an approved commit.
import * as z from 'zod'
import { type Client, inBatches, missingFields, type Repository } from '../api/ask.ts'

/** A pull request that is merged. */
export interface Target {
  readonly number: number
  /** Null: GitHub does not tell the commit. */
  readonly mergeCommit: string | null
}

export interface Targets {
  /** By number: of the pull requests asked for, those that are merged. */
  readonly merged: ReadonlyMap<number, Target>
  /** By the approved oid: those whose head or merge it is; null: GitHub does not list them all. */
  readonly brought: ReadonlyMap<string, readonly Target[] | null>
}

type Wanted =
  | { readonly kind: 'pull'; readonly number: number }
  | { readonly kind: 'commit'; readonly oid: string }

const batchSize = 50

const pullShape = z.object({
  merged: z.boolean(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
})
const associatedShape = z.object({
  totalCount: z.number(),
  nodes: z.array(
    pullShape
      .extend({
        number: z.number(),
        headRefOid: z.string(),
        baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
      })
      .nullable(),
  ),
})
const commitShape = z.object({ associatedPullRequests: associatedShape.nullish() })
const answerShape = z.object({
  pulls: z.record(z.string(), pullShape).optional(),
  commits: z.record(z.string(), commitShape.nullable()).optional(),
})

/** What is not there brings nothing: anybody may write any number into a request. */
export async function readTargets(
  client: Client,
  numbers: readonly number[],
  oids: readonly string[],
): Promise<Targets> {
  const merged = new Map<number, Target>()
  const brought = new Map<string, readonly Target[] | null>()
  const wanted: readonly Wanted[] = [
    ...numbers.map((number) => ({ kind: 'pull', number }) as const),
    ...oids.map((oid) => ({ kind: 'commit', oid }) as const),
  ]
  await inBatches(wanted, batchSize, async (batch, isDivisible) => {
    const { pulls = {}, commits = {} } = await askThere(client, batch, isDivisible)
    for (const [index, one] of batch.entries()) {
      if (one.kind === 'pull') {
        const pull = pulls[`p${index}`]
        if (pull?.merged) merged.set(one.number, targetOf(one.number, pull))
      } else {
        const list = commits[`c${index}`]?.associatedPullRequests
        if (list === undefined) continue
        brought.set(one.oid, list === null ? null : bringing(client.repo, one.oid, list))
      }
    }
  })
  return { merged, brought }
}

const targetOf = (number: number, { mergeCommit }: z.output<typeof pullShape>): Target => ({
  number,
  mergeCommit: mergeCommit?.oid ?? null,
})

/** A commit passes through many pull requests; only those count that ended or were merged with it. */
function bringing(
  { owner, repo }: Repository,
  oid: string,
  { nodes, totalCount }: z.output<typeof associatedShape>,
): readonly Target[] | null {
  const listed = nodes.filter((one) => one !== null)
  if (listed.length < totalCount) return null
  const home = `${owner}/${repo}`.toLowerCase()
  return listed
    .filter((one) => one.merged && one.baseRepository?.nameWithOwner.toLowerCase() === home)
    .filter((one) => one.headRefOid === oid || one.mergeCommit?.oid === oid)
    .map((one) => targetOf(one.number, one))
}

/** GitHub refuses the whole query where one number is no pull request: the rest is asked again without it. */
async function askThere(
  client: Client,
  batch: readonly Wanted[],
  isDivisible: boolean,
): Promise<z.output<typeof answerShape>> {
  const missing = new Set<string>()
  for (;;) {
    const left = batch
      .map((one, index) => ({ one, alias: `${one.kind === 'pull' ? 'p' : 'c'}${index}` }))
      .filter(({ alias }) => !missing.has(alias))
    if (left.length === 0) return {}
    try {
      return await ask(client, left, isDivisible)
    } catch (error) {
      const fields = missingFields(error)
      const gone = left.map(({ alias }) => alias).filter((alias) => fields.includes(alias))
      if (gone.length === 0) throw error
      for (const alias of gone) missing.add(alias)
    }
  }
}

type Aliased = readonly { readonly one: Wanted; readonly alias: string }[]

const ask = (
  client: Client,
  left: Aliased,
  isDivisible: boolean,
): Promise<z.output<typeof answerShape>> =>
  client.query({
    name: 'Targets',
    document: documentFor(left),
    variables: {
      ...client.repo,
      ...Object.fromEntries(
        left.map(({ one, alias }) => [alias, one.kind === 'pull' ? one.number : one.oid]),
      ),
    },
    shape: answerShape,
    needs: {
      pulls: 'pull-requests: read',
      associatedPullRequests: 'pull-requests: read',
      rest: 'contents: read',
    },
    isDivisible,
  })

function documentFor(left: Aliased): string {
  const pulls = left.filter(({ one }) => one.kind === 'pull').map(({ alias }) => alias)
  const commits = left.filter(({ one }) => one.kind === 'commit').map(({ alias }) => alias)
  const home = 'repository(owner: $owner, name: $repo)'
  return `query Targets($owner: String!, $repo: String!, ${pulls.map((p) => `$${p}: Int!`).join(' ')}
    ${commits.map((c) => `$${c}: GitObjectID!`).join(' ')}){
  ${pulls.length > 0 ? `pulls: ${home}{${pulls.map((p) => `${p}: pullRequest(number: $${p}){merged mergeCommit{oid}}`).join(' ')}}` : ''}
  ${commits.length > 0 ? `commits: ${home}{${commits.map((c) => `${c}: object(oid: $${c}){...T}`).join(' ')}}` : ''}
  rateLimit{cost}}
${commits.length > 0 ? fragment : ''}`
}

const fragment = `fragment T on Commit{associatedPullRequests(first: 50){totalCount nodes{
  number merged headRefOid mergeCommit{oid} baseRepository{nameWithOwner}}}}`
