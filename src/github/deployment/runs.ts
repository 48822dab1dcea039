// Workflow runs and their attempts: by which workflow, on which branch, how they ended; who started one, and what set it off.
import * as z from 'zod'
import {
  type Actor,
  type Deployment,
  type Fact,
  known,
  type Trigger,
  unknown,
} from '../../facts/facts.ts'
import { type Client, factFrom, simpleUserShape } from '../api/ask.ts'
import type { RecordPage } from './records.ts'

export interface RunReading {
  readonly id: number
  readonly nodeId: string
  /** The workflow's file. */
  readonly path: string
  readonly event: string
  /** A branch or a tag: GitHub does not say which. */
  readonly branch: string | null
  readonly head: string
  /** owner/name; null: the repository is gone. */
  readonly repository: string | null
  readonly attempt: number
  readonly succeeded: boolean
  readonly actor: Actor | null
  readonly triggeringActor: Actor | null
}

const shape = z
  .object({
    id: z.number(),
    node_id: z.string(),
    path: z.string(),
    event: z.string(),
    head_branch: z.string().nullable(),
    head_sha: z.string(),
    head_repository: z.object({ full_name: z.string() }).nullish(),
    run_attempt: z.number().default(1),
    conclusion: z.string().nullable(),
    actor: simpleUserShape,
    triggering_actor: simpleUserShape,
  })
  .transform(
    (run): RunReading => ({
      id: run.id,
      nodeId: run.node_id,
      path: workflowFile(run.path),
      event: run.event,
      branch: run.head_branch,
      head: run.head_sha,
      repository: run.head_repository?.full_name ?? null,
      attempt: run.run_attempt,
      succeeded: run.conclusion === 'success',
      actor: run.actor,
      triggeringActor: run.triggering_actor,
    }),
  )

/** Without the ref that GitHub may append. A file may be called deploy.yml@evil.yml: that is no ref. */
const workflowFile = (path: string): string => path.replace(/(\.ya?ml)@(?!.*\.ya?ml$).*$/, '$1')

const expected = { shape, needs: 'actions: read' }

/** Its latest attempt. */
export const readRun = (client: Client, id: number): Promise<RunReading> =>
  client.get(client.rest.actions.getWorkflowRun, { ...client.repo, run_id: id }, expected)

const readAttempt = (client: Client, id: number, attempt: number): Promise<RunReading> =>
  client.get(
    client.rest.actions.getWorkflowRunAttempt,
    { ...client.repo, run_id: id, attempt_number: attempt },
    expected,
  )

/** The first `count` attempts of a run, in their order. */
export const readAttempts = (
  client: Client,
  id: number,
  count: number,
): Promise<readonly RunReading[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => readAttempt(client, id, index + 1)))

/** In their order. */
export async function readEveryAttempt(client: Client, id: number): Promise<readonly RunReading[]> {
  const latest = await readRun(client, id)
  return [...(await readAttempts(client, id, latest.attempt - 1)), latest]
}

/** Did an attempt before the latest one succeed? */
export async function hasSucceededBefore(client: Client, id: number): Promise<boolean> {
  const { attempt: latest } = await readRun(client, id)
  for (let attempt = latest - 1; attempt > 0; attempt -= 1) {
    if ((await readAttempt(client, id, attempt)).succeeded) return true
  }
  return false
}

export const attemptsOf = (attempts: Fact<readonly RunReading[]>): Deployment['attempts'] =>
  attempts.known
    ? {
        ...attempts,
        value: attempts.value.map(({ attempt, actor, triggeringActor }) => ({
          ...{ number: attempt, actor, triggeringActor },
        })),
      }
    : attempts

const nothingNamed = (event: string): Fact<never> =>
  unknown(
    `the event \`${event}\` does not name what set it off`,
    'the event file',
    'Run the gate in a job of its own, with no step before it.',
  )

/** The event behind a run. */
export interface RunEvent {
  /** Null: asked from a terminal. */
  readonly event: string | null
  /** The run that this one followed, for the event `workflow_run`. */
  readonly upstreamRunId: number | null
  /** The deployment that the event names, for the event `deployment`. */
  readonly deploymentId: number | null
}

/** Who is behind a run beside its own actors: who created the deployment, and who started the run that it followed. */
export async function readTriggers(
  client: Client,
  { event, deploymentId, upstreamRunId }: RunEvent,
  records: Fact<RecordPage>,
): Promise<Fact<readonly Trigger[]>> {
  if (event === 'deployment') {
    if (deploymentId === null) return nothingNamed(event)
    return factFrom(client.rest.repos.getDeployment, () => creatorOf(client, records, deploymentId))
  }
  if (event === 'workflow_run') {
    if (upstreamRunId === null) return nothingNamed(event)
    return factFrom(client.rest.actions.getWorkflowRun, async () => {
      const attempts = await readEveryAttempt(client, upstreamRunId)
      return attempts.flatMap((attempt) => attemptStarters(attempt, upstreamRunId))
    })
  }
  return known([], 'the event')
}

/** A bot's deployment has no creator who could answer for it: the run's own actors remain. */
async function creatorOf(
  client: Client,
  records: Fact<RecordPage>,
  id: number,
): Promise<readonly Trigger[]> {
  const nodes = records.known ? records.value.nodes : []
  const listed = nodes.find((record) => record?.id === id)
  const by = listed ? listed.creator : await readCreator(client, id)
  return by?.kind === 'Bot' ? [] : [{ by, deed: `created deployment ${id}` }]
}

async function readCreator(client: Client, id: number): Promise<Actor | null> {
  const { creator } = await client.get(
    client.rest.repos.getDeployment,
    { ...client.repo, deployment_id: id },
    { shape: z.object({ creator: simpleUserShape }), needs: 'deployments: read' },
  )
  return creator
}

/** Nobody starts what a timetable starts; its actor is the person who touched the timetable last. */
function attemptStarters(run: RunReading, id: number): readonly Trigger[] {
  const isFirst = run.attempt === 1
  if (run.event === 'schedule' && isFirst) return []
  const started = { by: run.actor, deed: `started the upstream run ${id}` }
  if (isFirst && run.actor?.id === run.triggeringActor?.id) return [started]
  const deed = isFirst ? started.deed : `re-ran the upstream run ${id}`
  const again = { by: run.triggeringActor, deed }
  return isFirst ? [started, again] : [again]
}
