// gate: the merge gate or the deployment gate against a real GitHub, from a terminal.

import type { Subject } from '../collect/collect.ts'
import { gate } from '../gate.ts'
import { connect } from '../github/api/client.ts'
import { terminal } from '../report/formats/terminal.ts'
import {
  defaultPolicyPath,
  environmentFrom,
  numberFrom,
  oidFrom,
  policyPathFrom,
  repositoryFrom,
  tokenFrom,
} from '../shell/arguments.ts'
import { exitCodeOf } from '../shell/exit-code.ts'
import { keep } from '../shell/record-file.ts'
import { optionsOf } from './options.ts'

type Environment = Readonly<Record<string, string | undefined>>
type Values = Readonly<Record<string, string | undefined>>

const options = [
  ...['repo', 'pull-request', 'environment', 'sha', 'baseline', 'run', 'attempt'],
  ...['policy', 'evidence'],
]

export async function gateCommand(args: readonly string[], env: Environment): Promise<number> {
  const { values } = optionsOf(args, options, 0)
  const repository = repositoryFrom(values.repo ?? '', '--repo')
  const subject = subjectOf(values)
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '')
  const token = tokenFrom(env.GITHUB_TOKEN ?? '', 'the variable GITHUB_TOKEN')
  const orgToken = env.ORG_TOKEN

  const outcome = await gate(
    { repository, subject, policyPath: policyPathFrom(values.policy ?? defaultPolicyPath) },
    {
      client: connect({ token, apiUrl }),
      orgClient: orgToken ? connect({ token: orgToken, apiUrl }) : null,
    },
    {
      ...{ id: null, attempt: null, event: null, url: null },
      ...{ workflow: null, workflowSha: null, action: null },
    },
  )
  process.stdout.write(terminal(outcome.verdict))
  if (values.evidence !== undefined) {
    const what = subject.kind === 'pull-request' ? `pull-${subject.number}` : subject.kind
    const name = `${what}-${outcome.head?.slice(0, 7) ?? 'unread'}.json`
    const { path, digest } = await keep(outcome.record, values.evidence, name)
    process.stdout.write(`Record: ${path} (sha256 ${digest})\n`)
  }
  return exitCodeOf(outcome)
}

function subjectOf(values: Values): Subject {
  if (values.environment === undefined) {
    const number = numberFrom(values['pull-request'] ?? '', '--pull-request')
    return { kind: 'pull-request', number, headBranch: null }
  }
  const baseline = values.baseline
  return {
    kind: 'deployment',
    environment: environmentFrom(values.environment, '--environment'),
    sha: oidFrom(values.sha ?? '', '--sha'),
    baseline: baseline === undefined ? null : oidFrom(baseline, '--baseline'),
    runId: values.run === undefined ? null : numberFrom(values.run, '--run'),
    attempt: numberFrom(values.attempt ?? '1', '--attempt'),
    ...{ event: null, upstreamRunId: null, deploymentId: null },
  }
}
