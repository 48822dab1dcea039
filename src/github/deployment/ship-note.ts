// The note of what ships where it is not the run's commit: Actions records the latter, and the next range would start there.
import { type Fact, known } from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, onStatus } from '../api/ask.ts'
import type { DeploymentContext } from './deployment-context.ts'
import { readJobs } from './jobs.ts'
import { type DeploymentRecord, noteOf } from './records.ts'
import type { RunReading } from './runs.ts'

/** A known null: nothing else ships than the run's commit, so there is nothing to note. */
export async function leaveNote(
  client: Client,
  { sha, attempts, records }: DeploymentContext,
): Promise<Fact<string | null>> {
  if (!sha.known) return sha
  if (!attempts.known) return attempts
  const [run, oid] = [attempts.value.at(-1), sha.value]
  if (run === undefined || oid === null || run.head === oid) return known(null, 'the run')
  if (!records.known) return records
  const listed = records.value.nodes.filter((record) => record !== null)
  return factFrom(client.rest.repos.createDeploymentStatus, async () => {
    const { own, ended } = await recordsOf(client, run, listed)
    // A person who forged such a note had the next range see it too.
    if (own.length === 0 && ended.some(({ notes }) => notes.includes(oid))) return oid
    if (own.length === 0) throw withoutRecord(client, run, oid)
    for (const record of own.filter(({ notes }) => !notes.includes(oid))) {
      await write(client, record, oid)
    }
    return oid
  })
}

interface OfRun {
  /** Of jobs that have not ended; a matrix may have several, and a note too many only widens a range. */
  readonly own: readonly DeploymentRecord[]
  /** Of jobs that have: a later job of the run asks what became of them. */
  readonly ended: readonly DeploymentRecord[]
}

async function recordsOf(
  client: Client,
  run: RunReading,
  listed: readonly DeploymentRecord[],
): Promise<OfRun> {
  const { jobs } = await readJobs(client, run)
  if (jobs.length === 0) {
    const isOpen = ({ runs, successes }: DeploymentRecord): boolean =>
      runs.includes(run.id) && !successes.some((success) => success.run === run.id)
    return { own: listed.filter(isOpen), ended: [] }
  }
  const tiedTo = (hasEnded: boolean) => {
    const ids = jobs.filter(({ at }) => (at !== null) === hasEnded).map((one) => one.deployment)
    return listed.filter(({ id }) => ids.includes(id))
  }
  return { own: tiedTo(false), ended: tiedTo(true) }
}

const write = (client: Client, { id }: DeploymentRecord, oid: string): Promise<void> =>
  client
    .post(
      client.rest.repos.createDeploymentStatus,
      { ...client.repo, deployment_id: id, state: 'in_progress', description: noteOf(oid) },
      needs,
    )
    .catch(
      onStatus([403, 404], ({ source }) => {
        const why = `the token may not note on deployment record ${id} that ${oid.slice(0, 7)} ships`
        throw cannotTell(why, source, `Add \`${needs}\` to this job's \`permissions\`.`)
      }),
    )

const needs = 'deployments: write'

const withoutRecord = (client: Client, { head }: RunReading, oid: string) =>
  cannotTell(
    `${oid.slice(0, 7)} ships in a run of ${head.slice(0, 7)}, and this job has no deployment record to note that on`,
    client.rest.repos.createDeploymentStatus,
    'Run the gate in the job that names the environment, with `deployments: write`.',
  )
