// The action: inputs in; log, annotations, summary, record and outputs out. Answers whether the step may go on.
import * as core from '@actions/core'
import { CollectError, isGateError } from '../errors.ts'
import { gate, type Outcome } from '../gate.ts'
import { type Client, connect } from '../github/api/client.ts'
import { type Annotation, annotations, findingsOutput } from '../report/formats/annotations.ts'
import { log } from '../report/formats/log.ts'
import { summary } from '../report/formats/summary.ts'
import { logUses } from './break-glass-log.ts'
import { publishStatus } from './commit-status.ts'
import { passes } from './exit-code.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { keep } from './record-file.ts'

export async function runAction(env: NodeJS.ProcessEnv): Promise<boolean> {
  // Whatever happens next, a later step never reads an empty verdict as a good one.
  core.setOutput('verdict', 'undetermined')
  try {
    const inputs = readInputs(env)
    for (const token of [inputs.access.token, inputs.orgAccess?.token])
      if (token) core.setSecret(token)
    const client = connect(inputs.access)
    const orgClient = inputs.orgAccess ? connect(inputs.orgAccess) : null
    const outcome = await gate(inputs, { client, orgClient }, inputs.run, (facts, verdict) =>
      logUses(client, inputs.repository, facts, verdict),
    )
    await tell(inputs, outcome)
    if (inputs.statusContext !== null) {
      await publishStatus(client, inputs, outcome, inputs.statusContext)
    }
    setSpent(orgClient === null ? [client] : [client, orgClient])
    core.setOutput('verdict', outcome.verdict.word)
    return passes(outcome)
  } catch (error) {
    core.error(sentenceFor(error), { title: 'Separation of duties' })
    return false
  }
}

async function tell(inputs: Inputs, outcome: Outcome): Promise<void> {
  const { verdict, uses, record, head } = outcome
  for (const { title, lines } of log(verdict)) {
    core.startGroup(title)
    for (const line of lines) core.info(line)
    core.endGroup()
  }
  for (const annotation of annotations(verdict)) annotate(annotation)
  for (const { unlogged } of uses) {
    if (unlogged !== null) core.warning(unlogged, { title: 'break-glass: not logged' })
  }

  const { path, digest } = await keep(record, inputs.evidence, nameFor(inputs, head))
  const outputs = {
    findings: findingsOutput(verdict),
    evidence: path,
    'evidence-digest': digest,
    statement: '',
    'head-sha': head ?? '',
  }
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
  if (inputs.hasSummary) await core.summary.addRaw(summary(verdict)).write()
}

function setSpent(clients: readonly Client[]): void {
  for (const part of ['requests', 'points'] as const) {
    const total = clients.reduce((sum, client) => sum + client.usage()[part], 0)
    core.setOutput(part, total)
  }
}

function annotate({ level, title, message, file, line }: Annotation): void {
  const properties = {
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
  }
  const { error, warning, notice } = core
  const print = { error, warning, notice }[level]
  print(message, properties)
}

/** merge-7-1a2b3c4.json: one a change and head, so that several gates of a job keep their records apart. */
const nameFor = ({ subject }: Inputs, head: string | null): string => {
  const what = subject.kind === 'pull-request' ? `pull-${subject.number}` : subject.kind
  return `${what}-${head?.slice(0, 7) ?? 'unread'}.json`
}

/** One clear sentence and what to do; a bug says that it is one. */
export function sentenceFor(error: unknown): string {
  if (error instanceof CollectError) return `${error.message} (${error.source}). ${error.remedy}`
  if (isGateError(error)) return `${error.message} ${error.remedy}`
  const told = error instanceof Error ? error.message : String(error)
  return `The gate itself failed: ${told}. Please report this at https://github.com/separation-of-duties/gate/issues.`
}
