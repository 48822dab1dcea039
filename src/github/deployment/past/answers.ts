// Answers one question of an environment's past: a run with its jobs, a state, how two commits stand to each other, a workflow's file.
import { type Need, orderKey, type Past } from '../../../facts/facts.ts'
import { type Client, onStatus } from '../../api/ask.ts'
import { type Comparison, compareCommits, statusBetween } from '../../pull-request/comparison.ts'
import { readTiedJobs } from '../jobs.ts'
import { filesAt } from '../policies-before.ts'
import { type RecordPage, readMaking } from '../records.ts'
import { hasSucceededBefore, readRun } from '../runs.ts'
import type { States } from '../states.ts'

/** With all commits between, each pair once; null: GitHub lost one of the two. */
export type Compare = (base: string, head: string) => Promise<Comparison | null>

export function comparing(client: Client): Compare {
  const asked = new Map<string, Promise<Comparison | null>>()
  return (base, head) => {
    const key = orderKey(base, head)
    const compared =
      asked.get(key) ?? compareCommits(client, base, head).catch(onStatus([404], () => null))
    asked.set(key, compared)
    return compared
  }
}

/** What is known before the past is read. */
export interface Before extends Pick<Past, 'own' | 'action' | 'branches' | 'baseline'> {
  /** The commit to be deployed. */
  readonly sha: string
  readonly defaultBranch: { readonly name: string; readonly tip: string }
  /** The first page. */
  readonly records: RecordPage
  /** Every name of the environment. */
  readonly spellings: readonly string[]
  readonly states: States
  readonly compare: Compare
}

type Add = (past: Past) => Past

export async function answer(client: Client, before: Before, need: Need): Promise<Add> {
  switch (need.kind) {
    case 'page':
      return (past) => past
    case 'run': {
      const run = await readPastRun(client, need.id)
      return (past) => ({ ...past, runs: { ...past.runs, [need.id]: run } })
    }
    case 'earlier-attempts': {
      const has = { [need.id]: await hasSucceededBefore(client, need.id) }
      return (past) => ({ ...past, earlierAttempts: { ...past.earlierAttempts, ...has } })
    }
    case 'making': {
      const { creator, performed_via_github_app: app } = await readMaking(client, need.id)
      const made = { creator, app: app?.slug ?? null }
      return (past) => ({ ...past, makings: { ...past.makings, [need.id]: made } })
    }
    case 'state': {
      const has = { [need.commit]: await before.states.hasStoodAt(need.commit) }
      return (past) => ({ ...past, states: { ...past.states, ...has } })
    }
    case 'order': {
      const order = { [orderKey(need.base, need.head)]: await orderOf(client, before, need) }
      return (past) => ({ ...past, orders: { ...past.orders, ...order } })
    }
    case 'between': {
      const found = { [orderKey(need.base, need.head)]: await between(before, need) }
      return (past) => ({ ...past, between: { ...past.between, ...found } })
    }
    case 'workflow': {
      const { tip } = before.defaultBranch
      const file = (await filesAt(client, need.path, [tip])).get(tip) ?? null
      return (past) => ({ ...past, workflows: { ...past.workflows, [need.path]: file } })
    }
  }
}

/** What the commit to be deployed is compared with is asked for whole: it is most likely where the range starts. */
const orderOf = async (
  client: Client,
  { sha, compare }: Before,
  { base, head }: Extract<Need, { readonly base: string }>,
): Promise<Past['orders'][string]> =>
  head === sha
    ? ((await compare(base, head))?.status ?? null)
    : statusBetween(client, base, head).catch(onStatus([404], () => null))

async function between(
  { compare }: Before,
  { base, head }: Extract<Need, { readonly base: string }>,
): Promise<Past['between'][string]> {
  const compared = await compare(base, head)
  const linked = compared?.commits.map(({ parents, author, committer }) => {
    return { parents: parents.length, author, committer }
  })
  return linked ?? null
}

/** Null: it is deleted. */
async function readPastRun(client: Client, id: number): Promise<Past['runs'][string]> {
  const run = await readRun(client, id).catch(onStatus([404], () => null))
  if (run === null) return null
  const { path, event, head, repository, succeeded, actor } = run
  const jobs = await readTiedJobs(client, run.nodeId)
  return { path, event, head, repository, hasSucceeded: succeeded, actor, jobs }
}
