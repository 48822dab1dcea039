// Reads of an environment's past what is asked for, and no more: records, runs, states, and how commits stand to each other.
import {
  type Fact,
  known,
  type Need,
  type Past,
  type Unknown,
  unknown,
} from '../../../facts/facts.ts'
import { type Client, cannotTell, cursorOf, factFrom, inTurns } from '../../api/ask.ts'
import type { DeploymentContext, DeploymentQuestion } from '../deployment-context.ts'
import { type RecordPage, readRecords } from '../records.ts'
import type { Origins } from '../shipped/origins.ts'
import type { Protected, States } from '../states.ts'
import { answer, type Before, type Compare, type ReadSkipped } from './answers.ts'
import { type HeadStart, headStart, type Likely, runsOnce } from './head-start.ts'

/** Where a range starts, by what was asked so far; `needs` is empty once it is settled. `likely`: what it may come to. */
export type Search = (past: Past) => {
  readonly needs: readonly Need[]
  readonly from: Fact<string>
  readonly likely: Likely | null
}

interface ReadPast {
  readonly past: Fact<Past>
  /** Where the range starts. */
  readonly from: Fact<string>
  /** Null: it was not asked beforehand. */
  readonly origins: Origins | null
}

const source = 'GraphQL Repository.deployments'
const width = 5

interface PastQuestions {
  readonly branches: Protected
  readonly search: Search
  readonly states: Fact<States>
  readonly compare: Compare
  readonly readSkipped: ReadSkipped
}

export async function readPast(
  client: Client,
  question: DeploymentQuestion,
  context: DeploymentContext,
  { states, branches, search, compare, readSkipped }: PastQuestions,
): Promise<ReadPast> {
  const { defaultBranch, sha, records, attempts, baseline, spellings } = context
  const without = (gap: Unknown): ReadPast => ({ past: gap, from: gap, origins: null })
  if (!sha.known) return without(sha)
  if (!records.known) return without(records)
  if (!attempts.known) return without(attempts)
  if (!baseline.known) return without(baseline)
  if (!defaultBranch.known) return without(defaultBranch)
  if (!states.known) return without(states)
  if (sha.value === null) return without(noCommit(question))
  const run = attempts.value.at(-1)
  const named = question.baseline
  const readRun = runsOnce(client)
  const before = {
    own: run === undefined ? null : { run: run.id, path: run.path },
    baseline: named === null ? null : { named, commit: baseline.value },
    ...{
      action: question.action,
      branches: branches.names,
      sha: sha.value,
      compare,
      readRun,
      spellings,
      readSkipped,
    },
    ...{ defaultBranch: defaultBranch.value, records: records.value, states: states.value },
  }
  const own = run === undefined ? null : { ...run, run: run.id }
  const begin = (likely: Likely | null): HeadStart | null =>
    likely && own && headStart(client, { ...before, own, question }, likely)
  return searched(client, { before, search, begin })
}

export const noCommit = ({ sha }: Pick<DeploymentQuestion, 'sha'>): Unknown =>
  unknown(
    `${sha} is no commit of the repository`,
    'GraphQL Repository.object',
    'Give the input `sha` the full id of a commit.',
  )

interface Searching {
  readonly before: Before
  readonly search: Search
  readonly begin: (likely: Likely | null) => HeadStart | null
}

/** Until the search is over: each answer tells what else could matter. */
async function searched(client: Client, { before, search, begin }: Searching): Promise<ReadPast> {
  const read = await factFrom(source, async () => {
    let page = before.records
    let past = withPage(startOf(before), page)
    let begun: HeadStart | null = null
    for (;;) {
      const { needs, from, likely } = search(past)
      if (needs.length === 0) {
        const right = from.known && from.value === begun?.commit ? begun : null
        return { past, from, origins: right && (await right.origins) }
      }
      begun ??= begin(likely)
      if (needs.some(({ kind }) => kind === 'page')) {
        page = await readRecords(client, before.spellings, cursorOf(page))
        past = withPage(past, page)
      } else {
        const answers = await inTurns(needs, width, (need) => answer(client, before, need, begun))
        past = answers.reduce((all, add) => add(all), past)
      }
    }
  })
  if (!read.known) return { past: read, from: read, origins: null }
  return { ...read.value, past: known(read.value.past, source) }
}

const startOf = ({ own, action, branches, baseline, defaultBranch, records }: Before): Past => ({
  ...{ own, action, branches, baseline, defaultBranch: defaultBranch.name },
  ...{ count: records.totalCount, pages: 0, isWhole: false, records: [], runs: {} },
  ...{ earlierAttempts: {}, makings: {}, states: {}, orders: {}, between: {} },
})

function withPage(past: Past, page: RecordPage): Past {
  const listed = page.nodes.map((record) => {
    if (record === null) throw cannotTell('GitHub does not list a record to the end', source)
    const { id, commit, successes, begun, notes, cutBefore } = record
    return { id, commit, successes, begun, notes, cutBefore }
  })
  return {
    ...{ ...past, records: [...past.records, ...listed] },
    ...{ pages: past.pages + 1, isWhole: cursorOf(page) === null },
  }
}
