// The states of the protected branches: what each has stood at, by its activity, and by first parents where that ends.
import * as z from 'zod'
import type { Push } from '../../facts/facts.ts'
import { type Client, cannotTell, onStatus } from '../api/ask.ts'
import { type Activity, readRows } from '../pull-request/activity.ts'
import { compareCommits, statusBetween } from '../pull-request/comparison.ts'

/** By the policy. */
export interface Protected {
  /** Names, and patterns of names in which `*` stands for any text. */
  readonly names: readonly string[]
  readonly isProtected: (branch: string) => boolean
}

export interface Branch {
  readonly name: string
  readonly tip: string
}

export interface States {
  /**
   * The first protected branch that holds the commit and has stood at it; null: none. A commit inside a merged branch
   * was never built upon or reviewed as it is, however good what came after it.
   */
  readonly branchAt: (oid: string) => Promise<string | null>
  /** Has a protected branch ever stood at it, though it may have been forced away since? */
  readonly hasStoodAt: (oid: string) => Promise<boolean>
}

/** The default branch is asked first: its tip is known. */
export function statesOf(
  client: Client,
  { name, tip }: Branch,
  { branches, activity }: { branches: Protected; activity: Activity },
): States {
  const others = once(() => readOthers(client, name, branches))
  const first = branches.isProtected(name) ? [lineOf(client, activity, { name, tip })] : []
  const rest = once(async () => (await others()).map((branch) => lineOf(client, activity, branch)))
  const find = async (isIt: (line: Line) => Promise<boolean>): Promise<Line | null> => {
    for (const line of first) if (await isIt(line)) return line
    for (const line of await rest()) if (await isIt(line)) return line
    return null
  }
  return {
    branchAt: async (oid) => {
      const line = await find(async (one) => (await one.holds(oid)) && one.hasStoodAt(oid))
      return line?.name ?? null
    },
    hasStoodAt: async (oid) => (await find((one) => one.hasStoodAt(oid))) !== null,
  }
}

interface Line {
  readonly name: string
  readonly holds: (oid: string) => Promise<boolean>
  readonly hasStoodAt: (oid: string) => Promise<boolean>
}

function lineOf(client: Client, activity: Activity, { name, tip }: Branch): Line {
  let rows: readonly Push[] = []
  const isTold = (oid: string, told: readonly Push[]): boolean =>
    told.some(({ before, after }) => after === oid || before === oid)
  return {
    name,
    holds: async (oid) => ['identical', 'behind'].includes(await statusBetween(client, tip, oid)),
    hasStoodAt: async (oid) => {
      if (oid === tip || isTold(oid, rows)) return true
      const read = await readRows(
        client,
        { branch: name, isTold: (told) => isTold(oid, told) },
        activity,
      )
      if (!read.known) throw cannotTell(read.reason, read.source, read.remedy)
      rows = read.value
      return isTold(oid, rows) || (await isOnLine(client, { tip, oid, rows }))
    },
  }
}

interface Place {
  readonly tip: string
  readonly oid: string
  readonly rows: readonly Push[]
}

/** Back from the tip: by a row to where it began, past all that it brought; by first parents where no row tells. */
async function isOnLine(client: Client, { tip, oid, rows }: Place): Promise<boolean> {
  const compared = await compareCommits(client, oid, tip).catch(onStatus([404], () => null))
  if (compared?.status !== 'ahead') return false
  const began = new Map(rows.map(({ before, after }) => [after, before]))
  const parents = new Map(compared.commits.map((commit) => [commit.oid, commit.parents[0]]))
  const seen = new Set<string>()
  for (let at: string | undefined = tip; at !== undefined && !seen.has(at); ) {
    if (at === oid) return true
    seen.add(at)
    at = began.get(at) ?? parents.get(at)
  }
  return false
}

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | null = null
  return () => {
    asked ??= ask()
    return asked
  }
}

async function readOthers(
  client: Client,
  first: string,
  { names, isProtected }: Protected,
): Promise<readonly Branch[]> {
  const isPattern = (name: string): boolean => name.includes('*')
  const [named, ...matching] = await Promise.all([
    readTips(
      client,
      names.filter((name) => name !== first && !isPattern(name)),
    ),
    ...names.filter(isPattern).map((pattern) => readMatching(client, pattern)),
  ])
  const alike = matching.flat().filter(({ name }) => name !== first && isProtected(name))
  return [...new Map([...named, ...alike].map((branch) => [branch.name, branch])).values()]
}

const refsShape = z.array(z.object({ ref: z.string(), object: z.object({ sha: z.string() }) }))

/** Those that begin like the pattern. */
async function readMatching(client: Client, pattern: string): Promise<readonly Branch[]> {
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
async function readTips(client: Client, branches: readonly string[]): Promise<readonly Branch[]> {
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
