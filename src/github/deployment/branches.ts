// Which protected branch holds a commit: its tip, or a commit on the way to it.
import * as z from 'zod'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import { statusBetween } from '../pull-request/comparison.ts'

export interface Branch {
  readonly name: string
  readonly tip: string
}

/** The first of the branches that holds the commit; null: none does. The default branch is asked first, its tip is known. */
export async function branchHolding(
  client: Client,
  repository: Repository,
  { name, tip }: Branch,
  branches: readonly string[],
  oid: string,
): Promise<string | null> {
  const holds = async (branch: Branch): Promise<boolean> =>
    ['identical', 'behind'].includes(await statusBetween(client, repository, branch.tip, oid))
  if (branches.includes(name) && (await holds({ name, tip }))) return name
  const others = branches.filter((branch) => branch !== name)
  for (const branch of await readTips(client, repository, others)) {
    if (await holds(branch)) return branch.name
  }
  return null
}

/** By their full names: a tag may be called like a branch. One that does not exist holds nothing. */
async function readTips(
  client: Client,
  { owner, name }: Repository,
  branches: readonly string[],
): Promise<readonly Branch[]> {
  if (branches.length === 0) return []
  const declared = branches.map((_, index) => `$b${index}: String!`)
  const fields = branches.map(
    (_, index) => `b${index}: ref(qualifiedName: $b${index}){target{oid}}`,
  )
  const named = branches.map((branch, index) => [`b${index}`, `refs/heads/${branch}`] as const)
  const ref = z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable()
  const { repository } = await client.query({
    name: 'Tips',
    document: `query Tips($o: String!, $r: String!, ${declared.join(', ')}){
      repository(owner: $o, name: $r){${fields.join(' ')}} rateLimit{cost}}`,
    variables: { o: owner, r: name, ...Object.fromEntries(named) },
    shape: z.object({ repository: z.record(z.string(), ref) }),
    needs: 'contents: read',
  })
  return branches.flatMap((branch, index) => {
    const tip = repository[`b${index}`]?.target?.oid
    return tip === undefined ? [] : [{ name: branch, tip }]
  })
}
