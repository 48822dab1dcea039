// The action: reads inputs, judges, writes log, annotations, summary, record and outputs.
import * as core from '@actions/core'
import { sentenceFor } from '../errors.ts'
import { type GateResult, gate } from '../gate.ts'
import { type Client, connect } from '../github/api/client.ts'
import { type Annotation, annotations, findingsOutput } from '../report/formats/annotations.ts'
import { log } from '../report/formats/log.ts'
import { summary } from '../report/formats/summary.ts'
import { logUses } from './break-glass-log.ts'
import { publishStatus } from './commit-status.ts'
import { passes } from './exit-code.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { keepRecord } from './record-file.ts'

export async function runAction(env: NodeJS.ProcessEnv): Promise<boolean> {
  // If the gate breaks off, a later step must not take an empty verdict for a pass.
  core.setOutput('verdict', 'undetermined')
  try {
    const inputs = readInputs(env)
    const { access, orgAccess, repository } = inputs
    for (const token of [access.token, orgAccess?.token]) if (token) core.setSecret(token)
    const client = await connect(access, repository, 'workflow')
    const orgClient = orgAccess && (await connect(orgAccess, repository, 'workflow'))
    const outcome = await gate(inputs, { client, orgClient }, inputs.run, (facts, verdict) =>
      logUses(client, facts, verdict),
    )
    await report(inputs, outcome)
    await publishStatus(client, {
      context: inputs.statusContext,
      head: outcome.head,
      word: outcome.verdict.word,
      url: inputs.run.url,
    })
    setUsage(orgClient === null ? [client] : [client, orgClient])
    core.setOutput('verdict', outcome.verdict.word)
    return passes(outcome)
  } catch (error) {
    core.error(sentenceFor(error), { title: 'Separation of duties' })
    return false
  }
}

async function report(inputs: Inputs, outcome: GateResult): Promise<void> {
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

  const { path, digest } = await keepRecord(record, inputs.evidence, inputs.subject, head)
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

function setUsage(clients: readonly Client[]): void {
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
