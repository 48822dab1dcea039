// Where the range starts: the newest deployment that this workflow made and that succeeded, or the commit given for it.
import type { Range } from '../../facts/facts.ts'
import { type Client, cannotTell } from '../api/ask.ts'
import type { DeploymentQuestion } from './deployment-context.ts'
import { lastDeployed, type Past } from './last-deployed.ts'

export type Start = Pick<Range, 'from' | 'basis'>

const source = 'GraphQL Repository.deployments'

/** What the start is looked for in. */
export interface Search extends Omit<Past, 'own'> {
  /** The commit to be deployed. */
  readonly sha: string
  /** The commit that the input `baseline` names. */
  readonly baseline: string | null
  readonly attempts: readonly Past['own'][]
}

/** @throws CollectError where nothing trusted is known to start from, or GitHub could not be asked. */
export async function readStart(
  client: Client,
  question: DeploymentQuestion,
  search: Search,
): Promise<Start> {
  const own = search.attempts.at(-1)
  if (own !== undefined) {
    const deployed = await lastDeployed(client, { ...search, own })
    if (deployed !== null) return { from: deployed, basis: 'deployment' }
  }
  return { from: await trusted(client, question, search), basis: 'baseline' }
}

/** The commit that the input `baseline` names, an ancestor of what is deployed. */
async function trusted(
  client: Client,
  { environment, baseline: named, runId }: DeploymentQuestion,
  { baseline, sha, states }: Search,
): Promise<string> {
  const remedy = 'Name the first trusted commit in the input `baseline`.'
  if (named === null) {
    const why =
      runId === null
        ? `from a terminal it is not known which workflow deploys to ${environment}`
        : `no deployment to ${environment} by this workflow has succeeded yet`
    throw cannotTell(why, source, remedy)
  }
  if (baseline === null) {
    const why = `the baseline ${named} is no commit of the repository`
    throw cannotTell(why, 'GraphQL Repository.object', remedy)
  }
  if (baseline === sha || (await states.isBefore(baseline, sha))) return baseline
  const [from, to] = [baseline.slice(0, 7), sha.slice(0, 7)]
  throw cannotTell(
    `the baseline ${from} is no ancestor of ${to}`,
    client.rest.repos.compareCommitsWithBasehead,
    remedy,
  )
}
