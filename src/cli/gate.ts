// gate: the merge gate or the deployment gate, asked from a terminal.

import type { Subject } from '../collect/collect.ts'
import { InputError } from '../errors.ts'
import { gate } from '../gate.ts'
import { terminal } from '../report/formats/terminal.ts'
import {
  defaultPolicyPath,
  type Environment,
  environmentFrom,
  numberFrom,
  oidFrom,
  policyPathFrom,
  repositoryFrom,
} from '../shell/arguments.ts'
import { exitCodeOf } from '../shell/exit-code.ts'
import { recordFile } from '../shell/record-file.ts'
import { clientsFrom, optionsOf } from './command-line.ts'

type Values = Readonly<Record<string, string | undefined>>

const options = [
  ...['repo', 'pull-request', 'environment', 'sha', 'baseline', 'run', 'attempt'],
  ...['policy', 'evidence'],
]

export async function gateCommand(args: readonly string[], env: Environment): Promise<number> {
  const { values } = optionsOf(args, options, 0)
  const repository = repositoryFrom(values.repo ?? '', '--repo')
  const subject = subjectOf(values)
  const outcome = await gate(
    { subject, policyPath: policyPathFrom(values.policy ?? defaultPolicyPath) },
    await clientsFrom(env, repository),
    {
      ...{ id: null, attempt: null, event: null, url: null },
      ...{ workflow: null, workflowSha: null, action: null, retentionDays: null },
    },
  )
  process.stdout.write(terminal(outcome.verdict))
  if (values.evidence !== undefined) {
    const { record, head } = outcome
    const run = { id: values.run ?? null, attempt: values.run ? (values.attempt ?? '1') : null }
    const recorded = { directory: values.evidence, subject, head, run }
    const { path, digest, write } = recordFile(record, recorded)
    const noRecord = await write()
    if (noRecord !== null) {
      const remedy = 'Name a directory in --evidence to which you may write.'
      throw new InputError(`The record could not be written: ${noRecord}.`, { remedy })
    }
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
    ...{ event: null, upstreamRunId: null, deploymentId: null, action: null },
  }
}
