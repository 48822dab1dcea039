// The policy as it stood before a change that was merged: no change of the gate itself is judged by what a rollback brought back.
import * as z from 'zod'
import {
  type Change,
  type Deployment,
  known,
  ontoWhat,
  type Push,
  type TextFile,
  unknown,
} from '../../facts/facts.ts'
import { type Client, factFrom, inBatches, inTurns } from '../api/ask.ts'
import { type Activity, readRows } from '../pull-request/activity.ts'
import type { ComparedCommit } from '../pull-request/comparison.ts'
import { blobFragment, entryShape, textFileOf } from '../pull-request/text-files.ts'

export interface Shipped {
  readonly changes: readonly Change[]
  /** Of the range. */
  readonly commits: readonly ComparedCommit[]
  readonly activity: Activity
}

type Before = Deployment['policiesBefore']

const source = 'GraphQL PoliciesBefore'
const width = 5

/** By the number of the pull request: the commit onto which it was merged; null: GitHub does not say. */
export type MergedOnto = ReadonlyMap<number, string | null>

/** Of some of the changes that are shipped. */
export async function mergedOnto(
  client: Client,
  asked: readonly Change[],
  { changes, commits, activity }: Shipped,
): Promise<MergedOnto> {
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]))
  const found = await inTurns(asked, width, async (change) => {
    const { number, mergeCommit, base } = change.pull
    const isEnd = ({ after }: Push): boolean => after === mergeCommit
    const wanted = { branch: base.branch, isTold: (rows: readonly Push[]) => rows.some(isEnd) }
    const rows = await readRows(client, wanted, activity)
    const began = rows.known ? (rows.value.find(isEnd)?.before ?? null) : null
    const others = changes
      .filter(({ pull }) => pull.number !== number)
      .map(({ pull }) => pull.mergeCommit)
    return [number, ontoWhat(change, byOid, [began, ...others])] as const
  })
  return new Map(found)
}

/** Of those that change the gate itself, by the number of the pull request. */
export async function policiesBefore(
  client: Client,
  path: string,
  asked: readonly Change[],
  shipped: Shipped,
): Promise<Before> {
  const onto = [...(await mergedOnto(client, asked, shipped))]
  const oids = [...new Set(onto.flatMap(([, oid]) => oid ?? []))]
  const files = await factFrom(source, () => filesAt(client, path, oids))
  return Object.fromEntries(
    onto.map(([number, oid]): [string, Before[string]] => {
      if (oid === null || !files.known) {
        const lost = unknown(`GitHub does not say onto what #${number} was merged`, source)
        return [`${number}`, files.known ? lost : files]
      }
      return [`${number}`, known(files.value.get(oid) ?? null, source)]
    }),
  )
}

/** @throws CollectError where GitHub lost one: what the policy was there is unknown. */
export async function filesAt(
  client: Client,
  path: string,
  oids: readonly string[],
): Promise<ReadonlyMap<string, TextFile | null>> {
  const files = new Map<string, TextFile | null>()
  await inBatches(oids, 50, async (batch, isDivisible) => {
    const variables = batch.map((_, index) => `$c${index}: GitObjectID!`).join(' ')
    const fields = batch.map((_, index) => `c${index}: object(oid: $c${index}){...At}`).join(' ')
    const { repository } = await client.query({
      ...{ name: 'PoliciesBefore', needs: 'contents: read', isDivisible },
      document: `query PoliciesBefore($owner: String!, $repo: String!, $path: String!, ${variables}){
        repository(owner: $owner, name: $repo){${fields}} rateLimit{cost}}
        fragment At on Commit{file(path: $path){mode object{...F}}} ${blobFragment}`,
      variables: {
        ...{ ...client.repo, path },
        ...Object.fromEntries(batch.map((oid, index) => [`c${index}`, oid])),
      },
      shape: z.object({
        repository: z.record(z.string(), z.object({ file: entryShape.nullish() })),
      }),
    })
    for (const [index, oid] of batch.entries()) {
      files.set(oid, textFileOf(repository[`c${index}`]?.file ?? null, path, oid))
    }
  })
  return files
}
