// What the newest deployment would make the gate ask, asked before it is believed: most likely the range starts there.
import { type Past, valueOr } from '../../../facts/facts.ts'
import { type Client, factFrom, onStatus } from '../../api/ask.ts'
import type { DeploymentQuestion } from '../deployment-context.ts'
import { type RunReading, readRun } from '../runs.ts'
import { type Origins, readOrigins } from '../shipped/origins.ts'
import type { States } from '../states.ts'
import type { Compare } from './answers.ts'

/** A run, and the commit of the record that names it. */
export interface Likely {
  readonly run: number
  readonly commit: string
}

/** Each run once; null: it is deleted. */
export type ReadRun = (id: number) => Promise<RunReading | null>

export function runsOnce(client: Client): ReadRun {
  const asked = new Map<number, Promise<RunReading | null>>()
  return (id) => {
    const run = asked.get(id) ?? readRun(client, id).catch(onStatus([404], () => null))
    asked.set(id, run)
    return run
  }
}

export interface HeadStart extends Likely {
  /** With the first jobs of the run; null: the run is no likely start after all, or the commits cannot be compared. */
  readonly origins: Promise<Origins | null>
}

interface Asking {
  readonly question: DeploymentQuestion
  readonly own: NonNullable<Past['own']> & Pick<RunReading, 'nodeId'>
  readonly sha: string
  readonly compare: Compare
  readonly readRun: ReadRun
  readonly states: States
}

/** Of all this nothing is wasted where the deployment is believed; where it is not, a few requests are. */
export function headStart(
  client: Client,
  { question, own, sha, compare, readRun, states }: Asking,
  likely: Likely,
): HeadStart {
  const { run: id, commit: from } = likely
  const asked = factFrom('GraphQL Associated', async () => {
    const [run, comparison] = await Promise.all([readRun(id), compare(from, sha)])
    if (run === null || comparison === null || run.path !== own.path) return null
    const commits = comparison.commits.map(({ oid }) => oid)
    return readOrigins(client, question, { commits, from, run: own.nodeId, past: run })
  })
  // Who needs an answer hears of its failure then.
  states.hasStoodAt(from).catch(() => undefined)
  return { ...likely, origins: asked.then((told) => valueOr(told, null)) }
}
