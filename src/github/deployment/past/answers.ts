// Answers one question of an environment's past: a run with its jobs, a state, how two commits stand to each other.
import { orderKey, type Past, type PastNeed, type Skipped, unknown } from '../../../facts/facts.ts'
import { type Client, cannotTell, cursorOf, onStatus } from '../../api/ask.ts'
import { type Comparison, statusBetween } from '../../pull-request/comparison.ts'
import { type FirstJobs, readJobs } from '../jobs.ts'
import { type RecordPage, readMaking, readStatuses } from '../records.ts'
import { hasSucceededBefore } from '../runs.ts'
import type { Compare, ReadRun } from './once.ts'

/** Who is behind commits that follow a state of a branch. */
export type ReadSkipped = (
  branch: string,
  base: string,
  compared: Comparison['commits'],
) => Promise<Skipped>

/** What is known before the past is read. */
export interface Before {
  /** The commit to be deployed. */
  readonly sha: string
  /** Its name. */
  readonly defaultBranch: string
  /** Of the environment's records. */
  readonly nextPage: () => Promise<RecordPage>
  readonly compare: Compare
  readonly readRun: ReadRun
  readonly readSkipped: ReadSkipped
}

type Add = (past: Past) => Past

/** `firstJobs`: those of a run, as far as they were asked for beforehand; null: they were not. */
export async function answer(
  client: Client,
  before: Before,
  need: PastNeed,
  firstJobs: (run: number) => Promise<FirstJobs | null>,
): Promise<Add> {
  switch (need.kind) {
    case 'page': {
      const page = await before.nextPage()
      if (page.nodes.includes(null)) throw cannotTell(cut.reason, cut.source)
      return (past) => withPage(past, page)
    }
    case 'run': {
      const run = await readPastRun(client, before.readRun, need.id, firstJobs)
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
    case 'order': {
      const order = { [orderKey(need.base, need.head)]: await orderOf(client, before, need) }
      return (past) => ({ ...past, orders: { ...past.orders, ...order } })
    }
    case 'between': {
      const { base, head } = need
      const compared = await before.compare(base, head)
      const skipped =
        compared && (await before.readSkipped(before.defaultBranch, base, compared.commits))
      const found = { [orderKey(base, head)]: skipped }
      return (past) => ({ ...past, between: { ...past.between, ...found } })
    }
  }
}

/** What the commit to be deployed is compared with is asked for whole: it is most likely where the range starts. */
const orderOf = async (
  client: Client,
  { sha, compare }: Before,
  { base, head }: Extract<PastNeed, { readonly base: string }>,
): Promise<Past['orders'][string]> =>
  head === sha
    ? ((await compare(base, head))?.status ?? null)
    : statusBetween(client, base, head).catch(onStatus([404], () => null))

/** Null: it is deleted. */
async function readPastRun(
  client: Client,
  readRun: ReadRun,
  id: number,
  firstJobs: (run: number) => Promise<FirstJobs | null>,
): Promise<Past['runs'][string]> {
  const run = await readRun(id)
  if (run === null) return null
  const { path, event, head, repository, succeeded, actor } = run
  const first = await firstJobs(id)
  if (first?.known === false) throw cannotTell(first.reason, first.source, first.remedy, first.help)
  const { jobs, workflow } = await readJobs(client, run, first?.value)
  return { path, event, head, repository, hasSucceeded: succeeded, actor, jobs, workflow }
}

export const cut = unknown(
  'GitHub does not list a record to the end',
  'GraphQL Repository.deployments',
)

/** The page holds every record that it should. */
export function withPage(past: Past, page: RecordPage): Past {
  const listed = page.nodes
    .filter((record) => record !== null)
    .map(({ id, commit, successes, begun, notes, cutBefore }) => ({
      ...{ id, commit, successes, begun, notes, cutBefore },
    }))
  return {
    ...{ ...past, records: [...past.records, ...listed] },
    ...{ pages: past.pages + 1, isWhole: cursorOf(page) === null },
  }
}
