// Workflow runs and their attempts: who started them, by which workflow, on which branch, and how they ended.
import * as z from 'zod'
import type { Actor } from '../../facts/actor.ts'
import { simpleUserShape } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'

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

/** GET /repos/{owner}/{repo}/actions/runs/{run_id}: its latest attempt. */
export const readRun = (client: Client, repository: Repository, id: number): Promise<RunReading> =>
  ask(client, repository, '/repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: id })

/** GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}. */
export const readAttempt = (
  client: Client,
  repository: Repository,
  id: number,
  attempt: number,
): Promise<RunReading> =>
  ask(client, repository, '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}', {
    run_id: id,
    attempt_number: attempt,
  })

/** The first `count` attempts of a run, in their order. */
export const readAttempts = (
  client: Client,
  repository: Repository,
  id: number,
  count: number,
): Promise<readonly RunReading[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) => readAttempt(client, repository, id, index + 1)),
  )

async function ask(
  client: Client,
  { owner, name }: Repository,
  path: string,
  parameters: Readonly<Record<string, number>>,
): Promise<RunReading> {
  const { value } = await client.get({
    path,
    parameters: { owner, repo: name, ...parameters },
    shape,
    needs: 'actions: read',
  })
  return value
}
