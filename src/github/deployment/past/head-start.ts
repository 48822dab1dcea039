// What the newest deployment would make the gate ask, asked before it is believed: most likely the range starts there.
import { type Fact, valueOr } from '../../../facts/facts.ts'
import { type Client, factFrom } from '../../api/ask.ts'
import { type Activity, readRows } from '../../pull-request/activity.ts'
import type { RunReading } from '../runs.ts'
import { type OfRun, type Origins, readOrigins } from '../shipped/origins.ts'
import { type Named, tells } from './branches.ts'
import type { Compare, Likely, ReadRun } from './once.ts'

export interface HeadStart extends Likely {
  /** With the first jobs of the run; null: the run is no likely start after all, or the commits cannot be compared. */
  readonly origins: Promise<Origins | null>
}

interface Asking {
  readonly question: OfRun & { readonly sha: string }
  readonly attempts: Fact<readonly RunReading[]>
  readonly defaultBranch: Fact<Named>
  readonly compare: Compare
  readonly readRun: ReadRun
  readonly activity: Activity
}

/** Of all this nothing is wasted where the deployment is believed; where it is not, a few requests are. Null: it cannot be. */
export function headStart(
  client: Client,
  { question, attempts, defaultBranch: first, compare, readRun, activity }: Asking,
  likely: Likely,
): HeadStart | null {
  const own = valueOr(attempts, []).at(-1)
  if (own === undefined || !first.known) return null
  const { run: id, commit: from } = likely
  const asked = factFrom('GraphQL Associated', async () => {
    const [run, comparison] = await Promise.all([readRun(id), compare(from, question.sha)])
    if (run === null || comparison === null || run.path !== own.path) return null
    const commits = comparison.commits.map(({ oid }) => oid)
    return readOrigins(client, question, { commits, from, run: own.nodeId, past: run })
  })
  const defaultBranch = first.value
  if (from !== defaultBranch.tip) {
    // A fact, which does not fail: the pages are kept for who asks next.
    void readRows(client, { branch: defaultBranch.name, isTold: tells(from) }, activity)
  }
  return { ...likely, origins: asked.then((told) => valueOr(told, null)) }
}
