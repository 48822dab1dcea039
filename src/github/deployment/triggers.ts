// Who is behind a run beside its own actors: who created the deployment, and who started the run that it followed.
import * as z from 'zod'
import type { Trigger } from '../../facts/deployment.ts'
import { type Actor, type Fact, known, unknown } from '../../facts/fact.ts'
import { simpleUserShape } from '../api/answers.ts'
import { type Client, factFrom } from '../api/ask.ts'
import type { DeploymentQuestion, Opened } from './deployment-context.ts'
import { type RunReading, readEveryAttempt } from './runs.ts'

const nothingNamed = (event: string): Fact<never> =>
  unknown(
    `the event \`${event}\` does not name what set it off`,
    'the event file',
    'Run the gate in a job of its own, with no step before it.',
  )

export async function readTriggers(
  client: Client,
  question: DeploymentQuestion,
  opened: Opened,
): Promise<Fact<readonly Trigger[]>> {
  const { event, deploymentId, upstreamRunId } = question
  if (event === 'deployment') {
    if (deploymentId === null) return nothingNamed(event)
    return factFrom(client.rest.repos.getDeployment, () => creatorOf(client, opened, deploymentId))
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
  { records }: Opened,
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

/** Nobody starts what a timetable starts; its actor is whoever touched the timetable last. */
function attemptStarters(run: RunReading, id: number): readonly Trigger[] {
  const isFirst = run.attempt === 1
  if (run.event === 'schedule' && isFirst) return []
  const started = { by: run.actor, deed: `started the upstream run ${id}` }
  if (isFirst && run.actor?.id === run.triggeringActor?.id) return [started]
  const deed = isFirst ? started.deed : `re-ran the upstream run ${id}`
  const again = { by: run.triggeringActor, deed }
  return isFirst ? [started, again] : [again]
}
