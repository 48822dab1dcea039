// Reads of an environment's past what is asked for, and no more: records, runs, states, and how commits stand to each other.
import {
  type Fact,
  known,
  type Need,
  orderKey,
  type Past,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { type Client, cannotTell, cursorOf, factFrom, inTurns, onStatus } from '../api/ask.ts'
import { type Comparison, compareCommits, statusBetween } from '../pull-request/comparison.ts'
import type { DeploymentContext, DeploymentQuestion } from './deployment-context.ts'
import { readTiedJobs } from './jobs.ts'
import { filesAt } from './policies-before.ts'
import { type RecordPage, readMaking, readRecords } from './records.ts'
import { hasSucceededBefore, readRun } from './runs.ts'
import type { Protected, States } from './states.ts'

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
interface Before extends Pick<Past, 'own' | 'action' | 'branches' | 'baseline'> {
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

/** Where a range starts, by what was asked so far; `needs` is empty once it is settled. */
export type Search = (past: Past) => {
  readonly needs: readonly Need[]
  readonly from: Fact<string>
}

interface ReadPast {
  readonly past: Fact<Past>
  /** Where the range starts. */
  readonly from: Fact<string>
}

const source = 'GraphQL Repository.deployments'
const width = 5

interface PastQuestions {
  readonly branches: Protected
  readonly search: Search
  readonly states: Fact<States>
  readonly compare: Compare
}

export async function readPast(
  client: Client,
  question: DeploymentQuestion,
  context: DeploymentContext,
  { states, branches, search, compare }: PastQuestions,
): Promise<ReadPast> {
  const { defaultBranch, sha, records, attempts, baseline, spellings } = context
  const without = (gap: Unknown): ReadPast => ({ past: gap, from: gap })
  if (!sha.known) return without(sha)
  if (!records.known) return without(records)
  if (!attempts.known) return without(attempts)
  if (!baseline.known) return without(baseline)
  if (!defaultBranch.known) return without(defaultBranch)
  if (!states.known) return without(states)
  if (sha.value === null) return without(noCommit(question))
  const run = attempts.value.at(-1)
  const named = question.baseline
  const before = {
    own: run === undefined ? null : { run: run.id, path: run.path },
    baseline: named === null ? null : { named, commit: baseline.value },
    ...{ action: question.action, branches: branches.names, sha: sha.value, compare, spellings },
    ...{ defaultBranch: defaultBranch.value, records: records.value, states: states.value },
  }
  return searched(client, before, search)
}

export const noCommit = ({ sha }: Pick<DeploymentQuestion, 'sha'>): Unknown =>
  unknown(
    `${sha} is no commit of the repository`,
    'GraphQL Repository.object',
    'Give the input `sha` the full id of a commit.',
  )

/** Until the search is over: each answer tells what else could matter. */
async function searched(client: Client, before: Before, search: Search): Promise<ReadPast> {
  const read = await factFrom(source, async () => {
    let page = before.records
    let past = withPage(startOf(before), page)
    for (;;) {
      const { needs, from } = search(past)
      if (needs.length === 0) return { past, from }
      if (needs.some(({ kind }) => kind === 'page')) {
        page = await readRecords(client, before.spellings, cursorOf(page))
        past = withPage(past, page)
      } else {
        const answers = await inTurns(needs, width, (need) => answer(client, before, need))
        past = answers.reduce((all, add) => add(all), past)
      }
    }
  })
  if (!read.known) return { past: read, from: read }
  return { past: known(read.value.past, source), from: read.value.from }
}

const startOf = ({ own, action, branches, baseline, defaultBranch, records }: Before): Past => ({
  ...{ own, action, branches, baseline, defaultBranch: defaultBranch.name },
  ...{ count: records.totalCount, pages: 0, isWhole: false, records: [], runs: {} },
  ...{ earlierAttempts: {}, makings: {}, states: {}, orders: {}, workflows: {} },
})

function withPage(past: Past, page: RecordPage): Past {
  const listed = page.nodes.map((record) => {
    if (record === null) throw cannotTell('GitHub does not list a record to the end', source)
    const { id, commit, successes, notes, cutBefore } = record
    return { id, commit, successes, notes, cutBefore }
  })
  return {
    ...{ ...past, records: [...past.records, ...listed] },
    ...{ pages: past.pages + 1, isWhole: cursorOf(page) === null },
  }
}

type Add = (past: Past) => Past

async function answer(client: Client, before: Before, need: Need): Promise<Add> {
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
  { base, head }: Extract<Need, { kind: 'order' }>,
): Promise<Past['orders'][string]> =>
  head === sha
    ? ((await compare(base, head))?.status ?? null)
    : statusBetween(client, base, head).catch(onStatus([404], () => null))

/** Null: it is deleted. */
async function readPastRun(client: Client, id: number): Promise<Past['runs'][string]> {
  const run = await readRun(client, id).catch(onStatus([404], () => null))
  if (run === null) return null
  const { path, event, head, repository, succeeded, actor } = run
  const jobs = await readTiedJobs(client, run.nodeId)
  return { path, event, head, repository, hasSucceeded: succeeded, actor, jobs }
}
