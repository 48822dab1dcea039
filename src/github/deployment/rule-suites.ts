// Pushes that went past the branch's rules, from its rule suites: GitHub keeps them for a month, and tells administrators.
import * as z from 'zod'
import { type Bypass, type Fact, known } from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, onStatus, readList } from '../api/ask.ts'

const mostPages = 20

const shape = z.array(
  z.object({
    actor_id: z.number().nullish(),
    actor_name: z.string().nullish(),
    after_sha: z.string(),
  }),
)

type RuleSuite = z.output<typeof shape>[number]

/** Of the branch, those that ended in one of the commits. Without a token that may ask, nobody is asked. */
export async function readBypasses(
  client: Client | null,
  branch: string | null,
  commits: ReadonlySet<string>,
): Promise<Fact<readonly Bypass[]>> {
  if (client === null || branch === null || commits.size === 0) return known([], 'nobody')
  return factFrom(client.rest.repos.getRepoRuleSuites, async () => {
    const suites = await readSuites(client, branch)
    return suites
      .filter((suite) => commits.has(suite.after_sha))
      .map((suite) => bypassOf(client, suite))
  })
}

async function readSuites(client: Client, branch: string): Promise<readonly RuleSuite[]> {
  const { getRepoRuleSuites } = client.rest.repos
  const pages = client.list(
    getRepoRuleSuites,
    {
      ...{ ...client.repo, ref: `refs/heads/${branch}`, per_page: 100 },
      ...{ time_period: 'month', rule_suite_result: 'bypass' },
    },
    { shape, needs: 'administration: read' },
  )
  const isFar = (_: unknown, count: number) => count >= mostPages
  const { items, isWhole } = await readList(pages, isFar).catch(
    onStatus([404], () => {
      const remedy = 'Give `org-token` a token with Administration: read, or leave it out.'
      throw cannotTell(
        'the rule suites of the repository may not be read',
        getRepoRuleSuites,
        remedy,
        { act: 'permit', input: 'org-token', lines: ['administration: read'] },
      )
    }),
  )
  if (isWhole) return items
  throw cannotTell(
    `${branch} had more than ${mostPages * 100} bypasses in a month`,
    getRepoRuleSuites,
    'Take people off the bypass list of the ruleset.',
  )
}

function bypassOf({ rest }: Client, { actor_id, actor_name, after_sha }: RuleSuite): Bypass {
  if (!actor_id || !actor_name) {
    throw cannotTell(
      `GitHub does not say who pushed ${after_sha.slice(0, 7)} past the rules`,
      rest.repos.getRepoRuleSuites,
      'Ask an administrator who it was.',
    )
  }
  const kind = actor_name.endsWith('[bot]') ? 'Bot' : 'User'
  return { by: { id: actor_id, login: actor_name.replace(/\[bot\]$/, ''), kind }, after: after_sha }
}
