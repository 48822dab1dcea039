// Who is behind a run beside its own actors: who created the deployment, and who started the run that it followed.
import * as z from 'zod'
import type { Actor } from '../../facts/actor.ts'
import type { Trigger } from '../../facts/deployment.ts'
import { type Fact, known, unknown } from '../../facts/fact.ts'
import { simpleUserShape } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import type { DeploymentQuestion, Opened } from './deployment-context.ts'
import { type RunReading, readAttempts, readRun } from './runs.ts'

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
  const { repository, event, deploymentId, upstreamRunId } = question
  if (event === 'deployment') {
    if (deploymentId === null) return nothingNamed(event)
    return factFrom('GET /repos/{owner}/{repo}/deployments/{deployment_id}', () =>
      creatorOf(client, repository, opened, deploymentId),
    )
  }
  if (event === 'workflow_run') {
    if (upstreamRunId === null) return nothingNamed(event)
    return factFrom('GET /repos/{owner}/{repo}/actions/runs/{run_id}', () =>
      startersOf(client, repository, upstreamRunId),
    )
  }
  return known([], 'the event')
}

/** A bot's deployment has no creator who could answer for it: the run's own actors remain. */
async function creatorOf(
  client: Client,
  repository: Repository,
  { records }: Opened,
  id: number,
): Promise<readonly Trigger[]> {
  const nodes = records.known ? records.value.nodes : []
  const listed = nodes.find((record) => record?.id === id)
  const by = listed ? listed.creator : await readCreator(client, repository, id)
  return by?.kind === 'Bot' ? [] : [{ by, deed: `created deployment ${id}` }]
}

async function readCreator(
  client: Client,
  { owner, name }: Repository,
  id: number,
): Promise<Actor | null> {
  const { value } = await client.get({
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}',
    parameters: { owner, repo: name, deployment_id: id },
    shape: z.object({ creator: simpleUserShape }),
    needs: 'deployments: read',
  })
  return value.creator
}

async function startersOf(
  client: Client,
  repository: Repository,
  id: number,
): Promise<readonly Trigger[]> {
  const latest = await readRun(client, repository, id)
  const earlier = await readAttempts(client, repository, id, latest.attempt - 1)
  return [...earlier, latest].flatMap((attempt) => attemptStarters(attempt, id))
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
