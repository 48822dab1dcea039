// Answers one question of an environment's past: a run with its jobs, a state, how two commits stand to each other.
import { type Need, orderKey, type Past, type Skipped } from '../../../facts/facts.ts'
import { type Client, cannotTell, onStatus } from '../../api/ask.ts'
import { type Comparison, compareCommits, statusBetween } from '../../pull-request/comparison.ts'
import { readJobs } from '../jobs.ts'
import { type RecordPage, readMaking, readStatuses } from '../records.ts'
import { hasSucceededBefore } from '../runs.ts'
import type { States } from '../states.ts'
import type { HeadStart, ReadRun } from './head-start.ts'

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

/** Who is behind commits that follow a state of a branch. */
export type ReadSkipped = (
  branch: string,
  base: string,
  compared: Comparison['commits'],
) => Promise<Skipped>

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
  readonly readRun: ReadRun
  readonly readSkipped: ReadSkipped
}

type Add = (past: Past) => Past

/** `begun`: what was asked beforehand; null: nothing. */
export async function answer(
  client: Client,
  before: Before,
  need: Need,
  begun: HeadStart | null,
): Promise<Add> {
  switch (need.kind) {
    case 'page':
      return (past) => past
    case 'run': {
      const run = await readPastRun(client, before.readRun, need.id, begun)
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
    case 'statuses': {
      const { successes, begun, notes } = await readStatuses(client, need.id)
      const told = { successes, begun, notes, cutBefore: null }
      return (past) => ({
        ...past,
        records: past.records.map((one) => (one.id === need.id ? { ...one, ...told } : one)),
      })
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
      const { base, head } = need
      const compared = await before.compare(base, head)
      const { name } = before.defaultBranch
      const skipped = compared && (await before.readSkipped(name, base, compared.commits))
      const found = { [orderKey(base, head)]: skipped }
      return (past) => ({ ...past, between: { ...past.between, ...found } })
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

/** Null: it is deleted. */
async function readPastRun(
  client: Client,
  readRun: ReadRun,
  id: number,
  begun: HeadStart | null,
): Promise<Past['runs'][string]> {
  const run = await readRun(id)
  if (run === null) return null
  const { path, event, head, repository, succeeded, actor } = run
  const origins = begun?.run === id ? await begun.origins : null
  // Where more than the jobs failed, they are asked for by themselves.
  const first = origins?.jobs ?? null
  if (first?.known === false) throw cannotTell(first.reason, first.source, first.remedy)
  const { jobs, workflow } = await readJobs(client, run, first?.value)
  return { path, event, head, repository, hasSucceeded: succeeded, actor, jobs, workflow }
}
