// Workflow runs and their attempts: who started them, by which workflow, on which branch, and how they ended.
import * as z from 'zod'
import type { Actor } from '../../facts/fact.ts'
import { simpleUserShape } from '../api/answers.ts'
import type { Client } from '../api/ask.ts'

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

export const readAttempt = (client: Client, id: number, attempt: number): Promise<RunReading> =>
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
