// Answers one question of the branches: which there are, how far their activity is wanted, how a commit stands to a tip.
import * as z from 'zod'
import {
  areFarBack,
  type Branches,
  type BranchNeed,
  type BranchRead,
  broughtBy,
  known,
  orderKey,
  type Push,
} from '../../../facts/facts.ts'
import { type Client, onStatus } from '../../api/ask.ts'
import { type Activity, readRows } from '../../pull-request/activity.ts'
import { compareCommits, statusBetween } from '../../pull-request/comparison.ts'

export interface Named {
  readonly name: string
  readonly tip: string
}

const unread = 'GraphQL Repository.ref'

const begun = ({ tip }: Named): BranchRead => ({ tip, rows: known([], unread), isWhole: false })

export const branchesFrom = (first: Named): Branches => ({
  ...{ defaultBranch: first.name, read: { [first.name]: begun(first) } },
  ...{ alike: {}, steps: {}, orders: {} },
})

/** As if no row had been asked for: the newest may have been late. */
export const withoutRows = ({ read, ...branches }: Branches): Branches => ({
  ...branches,
  read: Object.fromEntries(
    Object.entries(read).map(([name, one]) => [name, one && begun({ name, tip: one.tip })]),
  ),
})

type Add = (branches: Branches) => Branches

/** Of what is shipped, for rows that brought commits of it. */
type Shipped = Parameters<typeof broughtBy>[0]

export async function answerOfBranches(
  client: Client,
  activity: Activity,
  need: BranchNeed,
  shipped: Shipped = [],
): Promise<Add> {
  switch (need.kind) {
    case 'branches':
      return readNamed(client, need.names)
    case 'row':
      return withRows(client, activity, need.branch, (rows) => tells(need.commit)(rows))
    case 'rows': {
      const bringersIn = broughtBy(shipped)
      return withRows(client, activity, need.branch, (rows) => {
        const { commits, until = null } = need
        const told = bringersIn(rows)
        return (until !== null && areFarBack(rows, until)) || commits.every((oid) => told.has(oid))
      })
    }
    case 'steps': {
      const { commit, tip } = need
      const compared = await compareCommits(client, commit, tip).catch(onStatus([404], () => null))
      const commits = compared?.status === 'ahead' ? compared.commits : null
      const told = commits?.map(({ oid, parents }) => ({ oid, parent: parents[0] ?? null })) ?? null
      return (all) => ({ ...all, steps: { ...all.steps, [orderKey(commit, tip)]: told } })
    }
    case 'held': {
      const { commit, tip } = need
      const order = await statusBetween(client, commit, tip).catch(onStatus([404], () => null))
      return (all) => ({ ...all, orders: { ...all.orders, [orderKey(commit, tip)]: order } })
    }
  }
}

/** Is a branch told to have stood at the commit? */
export const tells =
  (commit: string) =>
  (rows: readonly Push[]): boolean =>
    rows.some(({ before, after }) => after === commit || before === commit)

async function withRows(
  client: Client,
  activity: Activity,
  branch: string,
  isTold: (rows: readonly Push[]) => boolean,
): Promise<Add> {
  const rows = await readRows(client, { branch, isTold }, activity)
  // Either they tell it, or there are no more.
  const isWhole = rows.known && !isTold(rows.value)
  return (all) => {
    const one = all.read[branch]
    return one ? { ...all, read: { ...all.read, [branch]: { ...one, rows, isWhole } } } : all
  }
}

async function readNamed(client: Client, names: readonly string[]): Promise<Add> {
  const isPattern = (name: string): boolean => name.includes('*')
  const [patterns, own] = [names.filter(isPattern), names.filter((name) => !isPattern(name))]
  const [tips, ...matching] = await Promise.all([
    readTips(client, own),
    ...patterns.map((pattern) => readMatching(client, pattern)),
  ])
  const none = Object.fromEntries(own.map((name) => [name, null]))
  const found = [...tips, ...matching.flat()].map((one) => [one.name, begun(one)] as const)
  const alike = matching.map(
    (all, index) => [patterns[index], all.map(({ name }) => name)] as const,
  )
  return (all) => ({
    ...all,
    read: { ...none, ...Object.fromEntries(found), ...all.read },
    alike: { ...all.alike, ...Object.fromEntries(alike) },
  })
}

const refsShape = z.array(z.object({ ref: z.string(), object: z.object({ sha: z.string() }) }))

/** Those that begin like the pattern. */
async function readMatching(client: Client, pattern: string): Promise<readonly Named[]> {
  const refs = await client.get(
    client.rest.git.listMatchingRefs,
    { ...client.repo, ref: `heads/${pattern.slice(0, pattern.indexOf('*'))}` },
    { shape: refsShape, needs: 'contents: read' },
  )
  return refs.map(({ ref, object }) => ({
    name: ref.replace(/^refs\/heads\//, ''),
    tip: object.sha,
  }))
}

/** By their full names: a tag may be called like a branch. One that does not exist holds nothing. */
async function readTips(client: Client, branches: readonly string[]): Promise<readonly Named[]> {
  if (branches.length === 0) return []
  const declared = branches.map((_, index) => `$b${index}: String!`)
  const fields = branches.map(
    (_, index) => `b${index}: ref(qualifiedName: $b${index}){target{oid}}`,
  )
  const named = branches.map((branch, index) => [`b${index}`, `refs/heads/${branch}`] as const)
  const ref = z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable()
  const { repository } = await client.query({
    name: 'Tips',
    document: `query Tips($owner: String!, $repo: String!, ${declared.join(', ')}){
      repository(owner: $owner, name: $repo){${fields.join(' ')}} rateLimit{cost}}`,
    variables: { ...client.repo, ...Object.fromEntries(named) },
    shape: z.object({ repository: z.record(z.string(), ref) }),
    needs: 'contents: read',
  })
  return branches.flatMap((branch, index) => {
    const tip = repository[`b${index}`]?.target?.oid
    return tip === undefined ? [] : [{ name: branch, tip }]
  })
}
