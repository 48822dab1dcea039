// Pushes that went past the branch's rules, from its rule suites: GitHub keeps them for a month, and tells administrators.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Bypass } from '../../facts/deployment.ts'
import { type Fact, known } from '../../facts/fact.ts'
import type { Client, Page } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'

const path = '/repos/{owner}/{repo}/rulesets/rule-suites'
const mostPages = 20

const shape = z.array(
  z.object({
    actor_id: z.number().nullish(),
    actor_name: z.string().nullish(),
    after_sha: z.string(),
  }),
)

/** Of the branch, those that ended in one of the commits. Without a token that may ask, nobody is asked. */
export async function readBypasses(
  client: Client | null,
  repository: Repository,
  branch: string | null,
  commits: ReadonlySet<string>,
): Promise<Fact<readonly Bypass[]>> {
  const source = `GET ${path}`
  if (client === null || branch === null || commits.size === 0) return known([], source)
  return factFrom(source, async () => {
    const suites = await readSuites(client, repository, branch).catch((error: unknown) => {
      if (!(error instanceof CollectError) || error.status !== 404) throw error
      throw new CollectError('the rule suites of the repository may not be read', {
        source,
        remedy: 'Give `org-token` a token with Administration: read, or leave it out.',
        cause: error,
        status: 404,
      })
    })
    return suites.filter((suite) => commits.has(suite.after_sha)).map(bypassOf)
  })
}

async function readSuites(
  client: Client,
  { owner, name }: Repository,
  branch: string,
): Promise<z.output<typeof shape>> {
  const suites: z.output<typeof shape> = []
  let next: { path: string; parameters?: Record<string, unknown> } | null = {
    path,
    parameters: {
      ...{ owner, repo: name, ref: `refs/heads/${branch}` },
      ...{ time_period: 'month', rule_suite_result: 'bypass', per_page: 100 },
    },
  }
  for (let pages = 0; next !== null; pages += 1) {
    if (pages === mostPages) {
      throw new CollectError(`${branch} had more than ${mostPages * 100} bypasses in a month`, {
        source: `GET ${path}`,
        remedy: 'Take people off the bypass list of the ruleset.',
      })
    }
    const page: Page<z.output<typeof shape>> = await client.get({
      ...next,
      shape,
      needs: 'administration: read',
    })
    suites.push(...page.value)
    next = page.next === null ? null : { path: page.next }
  }
  return suites
}

function bypassOf({ actor_id, actor_name, after_sha }: z.output<typeof shape>[number]): Bypass {
  if (!actor_id || !actor_name) {
    throw new CollectError(
      `GitHub does not say who pushed ${after_sha.slice(0, 7)} past the rules`,
      {
        source: `GET ${path}`,
        remedy: 'Ask an administrator who it was.',
      },
    )
  }
  const kind = actor_name.endsWith('[bot]') ? 'Bot' : 'User'
  return { by: { id: actor_id, login: actor_name.replace(/\[bot\]$/, ''), kind }, after: after_sha }
}
