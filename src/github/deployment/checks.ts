// The check runs on a commit, older ones of a name included: which is the newest is not for GitHub's filter to say.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { CheckResult } from '../../facts/deployment.ts'
import type { Fact } from '../../facts/fact.ts'
import { inTurns } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { readRun } from './runs.ts'

const path = '/repos/{owner}/{repo}/commits/{ref}/check-runs'
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

/** GET /repos/{owner}/{repo}/commits/{ref}/check-runs?filter=all, every page, and the workflow runs behind them. */
export const readChecks = (
  client: Client,
  repository: Repository,
  oid: string,
): Promise<Fact<readonly CheckResult[]>> =>
  factFrom(`GET ${path}`, async () => {
    const checks = await readCheckRuns(client, repository, oid)
    const ids = [...new Set(checks.flatMap(({ runId }) => runId ?? []))]
    if (ids.length > mostRuns) throw incomplete
    const runs = await inTurns(
      ids,
      width,
      async (id) => [id, await branchOf(client, repository, id)] as const,
    )
    const byId = new Map(runs)
    return checks.map(({ runId, ...check }) => ({ ...check, run: byId.get(runId ?? 0) ?? null }))
  })

/** Null: GitHub knows no such run, so the check is of none. Any other failure leaves all checks unknown. */
async function branchOf(
  client: Client,
  repository: Repository,
  id: number,
): Promise<CheckResult['run']> {
  try {
    const { branch, head } = await readRun(client, repository, id)
    return { branch, head }
  } catch (error) {
    if (error instanceof CollectError && error.status === 404) return null
    throw error
  }
}

const incomplete = new CollectError('not every check run on the commit could be read', {
  source: `GET ${path}`,
  remedy: 'Run the gate again.',
})

type CheckRun = z.output<typeof shape>['check_runs'][number]

async function readCheckRuns(
  client: Client,
  { owner, name }: Repository,
  oid: string,
): Promise<readonly CheckRun[]> {
  const checks: CheckRun[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const { value } = await client.get({
      path,
      parameters: { owner, repo: name, ref: oid, filter: 'all', per_page: pageSize, page },
      shape,
      needs: 'checks: read',
    })
    checks.push(...value.check_runs)
    if (checks.length === value.total_count) return checks
    if (value.check_runs.length === 0) break
  }
  throw incomplete
}
