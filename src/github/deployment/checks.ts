// The check runs on a commit, older ones of a name included: which is the newest is not for GitHub's filter to say.
import * as z from 'zod'
import type { CheckResult, Fact } from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, furtherPages, inTurns, onStatus } from '../api/ask.ts'
import { type RunReading, readRun } from './runs.ts'

const pageSize = 100
const mostPages = 20
/** Anybody who may write checks can name runs without end. */
const mostRuns = 100
const width = 6

const shape = z.object({
  total_count: z.number(),
  check_runs: z.array(
    z
      .object({
        name: z.string(),
        app: z.object({ slug: z.string().optional() }).nullable(),
        status: z.string(),
        conclusion: z.string().nullable(),
        started_at: z.string().nullable(),
        details_url: z.string().nullish(),
      })
      .transform(({ name, app, status, conclusion, started_at, details_url }) => ({
        name,
        app: app?.slug ?? '',
        conclusion: status === 'completed' ? conclusion : null,
        at: started_at,
        runId: Number(details_url?.match(/\/actions\/runs\/(\d+)/)?.[1]) || null,
      })),
  ),
})

type CheckRun = z.output<typeof shape>['check_runs'][number]

/** Every page, and the workflow runs behind them. */
export const readChecks = (client: Client, oid: string): Promise<Fact<readonly CheckResult[]>> =>
  factFrom(client.rest.checks.listForRef, async () => {
    const checks = await readCheckRuns(client, oid)
    const ids = [...new Set(checks.flatMap(({ runId }) => runId ?? []))]
    if (ids.length > mostRuns) throw incomplete(client)
    const runs = await inTurns(ids, width, async (id) => [id, await branchOf(client, id)] as const)
    const byId = new Map(runs)
    return checks.map(({ runId, ...check }) => ({ ...check, run: byId.get(runId ?? 0) ?? null }))
  })

/** Null: GitHub knows no such run, so the check is of none. Any other failure leaves all checks unknown. */
const branchOf = (client: Client, id: number): Promise<CheckResult['run']> =>
  readRun(client, id)
    .then((run) => ({ branch: checkedBranch(run), head: run.head }))
    .catch(onStatus([404], () => null))

/**
 * The branch whose files say what is checked: a pull request's run has those of its base, which anybody may choose, and the
 * queue's those that it is about to make the branch.
 */
function checkedBranch({ event, branch }: RunReading): string | null {
  if (event.startsWith('pull_request')) return null
  if (event !== 'merge_group') return branch
  return /^gh-readonly-queue\/(.+)\/pr-\d+-[0-9a-f]+$/.exec(branch ?? '')?.[1] ?? null
}

async function readCheckRuns(client: Client, ref: string): Promise<readonly CheckRun[]> {
  const readPage = (page: number) =>
    client.get(
      client.rest.checks.listForRef,
      { ...client.repo, ref, filter: 'all', per_page: pageSize, page },
      { shape, needs: 'checks: read' },
    )
  const first = await readPage(1)
  const count = first.total_count
  if (count > mostPages * pageSize) throw incomplete(client)
  const pages = [first, ...(await furtherPages(count, pageSize, readPage))]
  const checks = pages.flatMap((page) => page.check_runs)
  if (checks.length !== count) throw incomplete(client)
  return checks
}

const incomplete = ({ rest }: Client) =>
  cannotTell('not every check run on the commit could be read', rest.checks.listForRef)
