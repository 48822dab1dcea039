// The check runs on a commit, older ones of a name included: which is the newest is not for GitHub's filter to say.
import * as z from 'zod'
import type { CheckResult } from '../change/deployment.ts'
import type { Fact } from '../change/fact.ts'
import { CollectError } from '../errors.ts'
import type { Client } from './client.ts'
import { factOf } from './failure.ts'
import type { Repository } from './repository.ts'
import { readRun } from './runs.ts'

const path = '/repos/{owner}/{repo}/commits/{ref}/check-runs'
const pageSize = 100
const mostPages = 20
/** A commit has few workflows; whatever is beyond counts as being of none. */
const mostRuns = 20

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
  factOf(`GET ${path}`, async () => {
    const checks = await readCheckRuns(client, repository, oid)
    const ids = [...new Set(checks.flatMap(({ runId }) => runId ?? []))].slice(0, mostRuns)
    const runs = await Promise.all(
      ids.map(async (id) => {
        const run = await factOf(`GET ${path}`, () => readRun(client, repository, id))
        return [id, run.known ? { branch: run.value.branch, head: run.value.head } : null] as const
      }),
    )
    const byId = new Map(runs)
    return checks.map(({ runId, ...check }) => ({ ...check, run: byId.get(runId ?? 0) ?? null }))
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
  throw new CollectError('not every check run on the commit could be read', {
    source: `GET ${path}`,
    remedy: 'Run the gate again.',
  })
}
