// The only reader of the action's inputs, the event file and the runner's environment.
import { join } from 'node:path'
import { getInput } from '@actions/core'
import * as z from 'zod'
import type { Question, Subject } from '../collect/collect.ts'
import { InputError } from '../errors.ts'
import type { Access, Repository } from '../github/api/client.ts'
import type { Run } from '../record/record.ts'
import type { FormatName } from '../report/formats/files.ts'
import type { Mode } from '../report/wording.ts'
import {
  defaultPolicyPath,
  type Environment,
  environmentFrom,
  numberFrom,
  oidFrom,
  policyPathFrom,
  repositoryFrom,
  tokenFrom,
} from './arguments.ts'
import { debugExchange } from './debug-log.ts'
import { headOfEvent, pullOfEvent, readEvent } from './event-file.ts'
import { formatsFrom } from './format-files.ts'

/** Who asks, with whose rights, and where the answer shows: all that it takes to say that nothing is decided yet. */
export interface Caller {
  readonly repository: Repository
  readonly run: Run
  readonly access: Access
  readonly orgAccess: Access | null
  /** Null: no status is asked for. */
  readonly statusContext: string | null
  /** The commit that the event is about; null: only GitHub knows. */
  readonly eventHead: string | null
  /** The pull request under which a comment is to be kept; null: none is asked for, or none is judged. */
  readonly commentUnder: number | null
}

export interface Inputs extends Question {
  /** A directory. */
  readonly evidence: string
  /** Somebody named it, and so waits for a record there. */
  readonly isEvidenceNamed: boolean
  readonly mode: Mode
  /** Of files to be written beside the record. */
  readonly formats: readonly FormatName[]
}

/** @throws InputError naming the input or the variable, and what it should be. */
export function readCaller(env: Environment): Caller {
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '')
  const orgToken = getInput('org-token')
  const asking = { apiUrl, note: debugExchange }
  // Nobody reads one under a group or a deployment.
  const hasComment = getInput('comment') === 'true' && getInput('gate') !== 'deployment'
  return {
    access: { token: tokenFrom(getInput('token'), 'the input `token`'), ...asking },
    orgAccess: orgToken === '' ? null : { token: orgToken, ...asking },
    repository: repositoryFrom(env.GITHUB_REPOSITORY ?? '', 'GITHUB_REPOSITORY'),
    statusContext: getInput('status-context') || null,
    eventHead: headOfEvent(env, getInput('sha'), getInput('pull-request')),
    commentUnder: hasComment ? pullOfEvent(env, getInput('pull-request')) : null,
    run: runOf(env),
  }
}

/** @throws InputError as `readCaller`. */
export function readInputs(env: Environment): Inputs {
  checkComment(getInput('comment') || 'false')
  return {
    subject: subjectOf(env),
    policyPath: policyPathFrom(getInput('policy') || defaultPolicyPath),
    evidence: getInput('evidence') || join(env.RUNNER_TEMP || '.', 'separation-of-duties'),
    isEvidenceNamed: getInput('evidence') !== '',
    mode: modeOf(getInput('mode') || 'enforce'),
    formats: formatsFrom(getInput('formats')),
  }
}

function modeOf(mode: string): Mode {
  if (mode === 'enforce' || mode === 'advisory') return mode
  throw new InputError(`The input \`mode\` is "${mode}".`, {
    remedy: 'It may be enforce or advisory.',
  })
}

function checkComment(comment: string): void {
  if (comment === 'true' || comment === 'false') return
  throw new InputError(`The input \`comment\` is "${comment}".`, {
    remedy: 'It may be true or false.',
  })
}

const pullEvents = ['pull_request', 'pull_request_target', 'pull_request_review']

function subjectOf(env: Environment): Subject {
  const event = env.GITHUB_EVENT_NAME ?? ''
  const gate = getInput('gate') || 'auto'
  if (!['auto', 'merge', 'deployment'].includes(gate)) {
    throw new InputError(`The input \`gate\` is "${gate}".`, {
      remedy: 'It may be auto, merge or deployment.',
    })
  }
  if (gate === 'deployment') return deploymentSubject(env, event)
  const asked = getInput('pull-request')
  const number = asked === '' ? null : numberFrom(asked, 'The input `pull-request`')
  if (pullEvents.includes(event)) return pullSubject(env, number)
  if (number !== null) return { kind: 'pull-request', number, headBranch: null }
  if (event === 'merge_group') return groupSubject(env)
  if (gate === 'auto' && deploymentEvents.includes(event)) return deploymentSubject(env, event)
  throw new InputError(`The gate cannot tell from the event "${event}" what to judge.`, {
    remedy: `Run the merge gate on ${pullEvents.join(', ')} or merge_group, the deployment gate on ${deploymentEvents.join(', ')}, or name a pull request in the input \`pull-request\`.`,
  })
}

const deploymentEvents = [
  'push',
  'workflow_dispatch',
  'deployment',
  'release',
  'schedule',
  'workflow_run',
]

const followed = z.object({ workflow_run: z.object({ id: z.int() }) })
const created = z.object({ deployment: z.object({ id: z.int() }) })

function deploymentSubject(env: Environment, event: string): Subject {
  const [sha, baseline] = [getInput('sha'), getInput('baseline')]
  return {
    kind: 'deployment',
    environment: environmentFrom(getInput('environment'), 'the input `environment`'),
    sha: sha === '' ? oidFrom(env.GITHUB_SHA ?? '', 'GITHUB_SHA') : oidFrom(sha, 'The input `sha`'),
    baseline: baseline === '' ? null : oidFrom(baseline, 'The input `baseline`'),
    event,
    action: env.GITHUB_ACTION_REPOSITORY || null,
    // Without the run, nobody would be known to deploy.
    runId: numberFrom(env.GITHUB_RUN_ID ?? '', 'GITHUB_RUN_ID'),
    attempt: numberFrom(env.GITHUB_RUN_ATTEMPT ?? '', 'GITHUB_RUN_ATTEMPT'),
    upstreamRunId: event === 'workflow_run' ? readEvent(env, followed).workflow_run.id : null,
    deploymentId: event === 'deployment' ? readEvent(env, created).deployment.id : null,
  }
}

const numbered = z.object({ pull_request: z.object({ number: z.int().positive() }) })

/** The number is that of the event file, which an earlier step may have rewritten: the runner's variables must agree. */
function pullSubject(env: Environment, asked: number | null): Subject {
  const { pull_request } = readEvent(env, numbered)
  const { number } = pull_request
  const ref = env.GITHUB_REF?.match(/^refs\/pull\/(\d+)\//)?.[1]
  if (ref !== undefined && Number(ref) !== number) throw contradicted(`#${number}`, `#${ref}`)
  if (asked !== null && asked !== number) {
    throw new InputError(
      `The input \`pull-request\` is ${asked}, but the event is of #${number}.`,
      {
        remedy: 'Leave the input out: the check belongs to the pull request of the event.',
      },
    )
  }
  return { kind: 'pull-request', number, headBranch: env.GITHUB_HEAD_REF || null }
}

const grouped = z.object({ merge_group: z.object({ head_sha: z.string(), base_ref: z.string() }) })

function groupSubject(env: Environment): Subject {
  const { merge_group } = readEvent(env, grouped)
  const branch = merge_group.base_ref.replace(/^refs\/heads\//, '')
  const head = merge_group.head_sha
  const [sha, ref] = [env.GITHUB_SHA, env.GITHUB_REF]
  if (sha && sha !== head) throw contradicted(head, sha)
  const queue = 'refs/heads/gh-readonly-queue/'
  if (ref?.startsWith(queue) && !ref.startsWith(`${queue}${branch}/pr-`)) {
    throw contradicted(branch, ref)
  }
  const pull = ref?.startsWith(queue) ? /\/pr-(\d+)-[0-9a-f]+$/.exec(ref)?.[1] : undefined
  return { kind: 'merge-group', branch, head, pull: pull === undefined ? null : Number(pull) }
}

const contradicted = (file: string, runner: string): InputError =>
  new InputError(`The event file speaks of ${file}, but the run was started for ${runner}.`, {
    remedy: 'Run the gate in a job of its own, with no step before it.',
  })

function runOf(env: Environment): Run {
  const read = (name: string): string | null => env[name] || null
  const [server, repository, id] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map(
    read,
  )
  const action = read('GITHUB_ACTION_REPOSITORY')
  return {
    id: id ?? null,
    attempt: read('GITHUB_RUN_ATTEMPT'),
    event: read('GITHUB_EVENT_NAME'),
    url: server && repository && id ? `${server}/${repository}/actions/runs/${id}` : null,
    workflow: read('GITHUB_WORKFLOW_REF'),
    workflowSha: read('GITHUB_WORKFLOW_SHA'),
    retentionDays: read('GITHUB_RETENTION_DAYS'),
    action: action === null ? null : `${action}@${read('GITHUB_ACTION_REF') ?? ''}`,
  }
}
