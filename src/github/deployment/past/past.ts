// Reads of an environment's past and of the branches what is asked for, and no more: records, runs, rows, how commits stand to each other.
import {
  type Branches,
  type Fact,
  isOfBranches,
  isOfPast,
  known,
  type Need,
  type Past,
  type Unknown,
  unknown,
} from '../../../facts/facts.ts'
import { type Client, cursorOf, factFrom, inTurns } from '../../api/ask.ts'
import type { Activity } from '../../pull-request/activity.ts'
import type { DeploymentContext, DeploymentQuestion } from '../deployment-context.ts'
import { type RecordPage, readRecords } from '../records.ts'
import type { Origins } from '../shipped/origins.ts'
import { answer, type Before, cut, type ReadSkipped, withPage } from './answers.ts'
import { answerOfBranches, branchesFrom } from './branches.ts'
import type { Compare, Likely, ReadRun } from './once.ts'

interface Told {
  readonly past: Fact<Past>
  readonly branches: Fact<Branches>
}

/** What that makes the gate ask, asked beforehand. */
interface Begun extends Likely {
  readonly origins: Promise<Origins | null>
}

interface Found {
  /** Where the range starts. */
  readonly from: Fact<string>
  /** The protected branch that holds the commit to be deployed and has stood at it; a known null: none did. */
  readonly branch: Fact<string | null>
}

/** By what was asked so far; `needs` is empty once it is settled. `likely`: what the start may come to. */
export type Search = (told: Told) => Found & {
  readonly needs: readonly Need[]
  readonly likely: Likely | null
}

interface ReadPast extends Told, Found {
  /** Null: it was not asked beforehand. */
  readonly origins: Origins | null
}

const source = 'GraphQL Repository.deployments'
const width = 5

interface PastQuestions {
  /** The protected branches, as the policy names them. */
  readonly names: readonly string[]
  readonly search: Search
  readonly activity: Activity
  readonly compare: Compare
  readonly readRun: ReadRun
  readonly readSkipped: ReadSkipped
  readonly begin: (likely: Likely) => Begun | null
}

export async function readPast(
  client: Client,
  question: DeploymentQuestion,
  context: DeploymentContext,
  asked: PastQuestions,
): Promise<ReadPast> {
  const { defaultBranch, sha } = context
  const nothing = (gap: Unknown): ReadPast => {
    return { past: gap, branches: gap, from: gap, branch: gap, origins: null }
  }
  if (!sha.known) return nothing(sha)
  if (!defaultBranch.known) return nothing(defaultBranch)
  if (sha.value === null) return nothing(noCommit(question))
  const [past, before] = pastFrom(client, question, context, sha.value, asked)
  const branches = known(branchesFrom(defaultBranch.value), defaultBranch.source)
  return searched(client, { past, branches }, before, asked)
}

const noCommit = ({ sha }: Pick<DeploymentQuestion, 'sha'>): Unknown =>
  unknown(
    `${sha} is no commit of the repository`,
    'GraphQL Repository.object',
    'Give the input `sha` the full id of a commit.',
  )

/** Null: what came before is unknown. */
function pastFrom(
  client: Client,
  { action, baseline: named }: DeploymentQuestion,
  { records, attempts, baseline, defaultBranch, spellings }: DeploymentContext,
  sha: string,
  { names: branches, compare, readRun, readSkipped }: PastQuestions,
): readonly [Fact<Past>, Before | null] {
  if (!records.known) return [records, null]
  if (!attempts.known) return [attempts, null]
  if (!baseline.known) return [baseline, null]
  if (!defaultBranch.known) return [defaultBranch, null]
  if (records.value.nodes.includes(null)) return [cut, null]
  const run = attempts.value.at(-1)
  const own = run === undefined ? null : { run: run.id, path: run.path }
  const trusted = named === null ? null : { named, commit: baseline.value }
  const { name } = defaultBranch.value
  const empty: Past = {
    ...{ own, action, branches, baseline: trusted, defaultBranch: name },
    ...{ count: records.value.totalCount, pages: 0, isWhole: false, records: [], runs: {} },
    ...{ earlierAttempts: {}, makings: {}, orders: {}, between: {} },
  }
  const nextPage = pagesAfter(client, spellings, records.value)
  return [
    known(withPage(empty, records.value), source),
    { sha, defaultBranch: name, nextPage, compare, readRun, readSkipped },
  ]
}

/** Goes on behind the page that was read last. */
function pagesAfter(
  client: Client,
  spellings: readonly string[],
  first: RecordPage,
): Before['nextPage'] {
  let page = first
  return async () => {
    page = await readRecords(client, spellings, cursorOf(page))
    return page
  }
}

/** Until the search is over: each answer tells what else could matter. */
async function searched(
  client: Client,
  first: Told,
  before: Before | null,
  { search, activity, begin }: PastQuestions,
): Promise<ReadPast> {
  let told = first
  let begun: Begun | null = null
  const firstJobs = async (run: number) =>
    begun?.run === run ? ((await begun.origins)?.jobs ?? null) : null
  const answered = async (need: Need): Promise<(told: Told) => Told> => {
    if (isOfBranches(need)) {
      const add = await factFrom(source, () => answerOfBranches(client, activity, need))
      return (all) => ({ ...all, branches: added(all.branches, add) })
    }
    if (before === null || !isOfPast(need)) return (all) => all
    const add = await factFrom(source, () => answer(client, before, need, firstJobs))
    return (all) => ({ ...all, past: added(all.past, add) })
  }
  for (;;) {
    const { needs, from, branch, likely } = search(told)
    if (needs.length === 0) {
      const right: Begun | null = from.known && from.value === begun?.commit ? begun : null
      return { ...told, from, branch, origins: right && (await right.origins) }
    }
    begun ??= likely && begin(likely)
    const answers = await inTurns(needs, width, answered)
    told = answers.reduce((all, add) => add(all), told)
  }
}

/** What could not be answered leaves unknown what it was asked of, and nothing beside it. */
const added = <T>(fact: Fact<T>, add: Fact<(value: T) => T>): Fact<T> => {
  if (!fact.known || !add.known) return fact.known && !add.known ? add : fact
  return { ...fact, value: add.value(fact.value) }
}
