// The action: reads inputs, judges, writes log, annotations, summary, record and outputs.
import * as core from '@actions/core'
import { InputError, sentenceFor } from '../errors.ts'
import { type GateResult, gate } from '../gate.ts'
import { type Client, connect } from '../github/api/client.ts'
import { type Annotation, annotations, findingsOutput } from '../report/formats/annotations.ts'
import { firstLine, log } from '../report/formats/log.ts'
import type { Said } from '../report/formats/pull-comment.ts'
import { brokenSummary, type Place, summary } from '../report/formats/summary.ts'
import { saidOf } from '../report/wording.ts'
import { logUses } from './break-glass-log.ts'
import { brokenOff, type CommitStatus, closeStatus } from './commit-status.ts'
import { endOf, passes } from './exit-code.ts'
import { writeFormats } from './format-files.ts'
import { type Caller, type Inputs, readCaller, readInputs } from './inputs.ts'
import { recordFile, whyNot } from './record-file.ts'
import { version } from './version.ts'

/** If the gate breaks off, a later step must not take an empty verdict for a pass. */
const unjudged = {
  ...{ verdict: 'undetermined', findings: '[]', evidence: '', 'evidence-digest': '' },
  ...{ statement: '', 'head-sha': '', requests: 0, points: 0 },
}

export async function runAction(env: NodeJS.ProcessEnv): Promise<boolean> {
  const clients: Client[] = []
  let status: CommitStatus | null = null
  let comment: Comment = async () => {}
  try {
    setOutputs(unjudged)
    const caller = readCaller(env)
    const { access, orgAccess, repository, run } = caller
    for (const token of [access.token, orgAccess?.token]) if (token) core.setSecret(token)
    const client = await connect(access, repository, 'workflow')
    clients.push(client)
    comment = commentWith(client, caller)
    status = await closeStatus(client, caller)
    const inputs = readInputs(env)
    const orgClient = orgAccess && (await connect(orgAccess, repository, 'workflow'))
    if (orgClient !== null) clients.push(orgClient)
    const outcome = await gate(inputs, { client, orgClient }, run, (facts, verdict) =>
      logUses(client, facts, verdict),
    )
    const failure = await report(inputs, outcome, env, run)
    const isAdvisory = inputs.mode === 'advisory'
    const end = failure === null ? endOf(outcome, isAdvisory) : 'broken'
    const description = failure === null ? saidOf(outcome.verdict, inputs.mode) : brokenOff
    const left = await status?.end(end, outcome.head, description)
    if (left) core.warning(left, { title })
    await comment(failure ?? { verdict: outcome.verdict, mode: inputs.mode })
    return failure === null && (isAdvisory || passes(outcome))
  } catch (error) {
    const said = sentenceFor(error)
    core.error(said, { title })
    await writeSummary(env, brokenSummary(said))
    await status
      ?.end('broken', null, brokenOff)
      .catch((also) => core.warning(sentenceFor(also), { title }))
    await comment(said)
    // Where outputs cannot be written at all, that is told already.
    if (clients.length > 0) setOutputs({ verdict: unjudged.verdict })
    return false
  } finally {
    if (clients.length > 0) setUsage(clients)
  }
}

const title = 'Separation of duties'

/** Says under the pull request what the status says too: the verdict, or why there is none to rely on. */
type Comment = (said: Said) => Promise<void>

/** Without it the verdict is the same. */
const commentWith =
  (client: Client, { commentUnder: number, run }: Caller): Comment =>
  async (said) => {
    if (number === null) return
    const { keepComment } = await import(/* webpackMode: "eager" */ './pull-comment.ts')
    await keepComment(client, { number, said, run }).catch((error: unknown) => {
      const message = `The comment under #${number} is not up to date. ${sentenceFor(error)}`
      core.warning(message, { title: 'comment: not written' })
    })
  }

/** Null, or why a record that somebody waits for could not be written: the verdict is told all the same. */
async function report(
  inputs: Inputs,
  outcome: GateResult,
  env: NodeJS.ProcessEnv,
  run: Caller['run'],
): Promise<string | null> {
  const { facts, verdict, uses, recorded, record, head } = outcome
  const { evidence: directory, subject } = inputs
  const { path, digest, write } = recordFile(record, { directory, subject, head, run })
  const findings = findingsOutput(verdict)
  // The record is its own predicate: what is signed can be judged again.
  const evidence = { evidence: path, 'evidence-digest': digest, statement: path }
  setOutputs({ verdict: verdict.word, findings, ...evidence, 'head-sha': head ?? '' })
  core.info(firstLine(verdict, inputs.mode))
  for (const { title: heading, lines } of log(verdict, inputs.mode)) {
    core.startGroup(heading)
    for (const line of lines) core.info(line)
    core.endGroup()
  }
  for (const annotation of annotations(verdict, inputs.mode)) annotate(annotation)
  for (const { unlogged } of uses) {
    if (unlogged !== null) core.warning(unlogged, { title: 'break-glass: not logged' })
  }

  await writeSummary(env, summary(verdict, { mode: inputs.mode, place: placeOf(run.url) }))
  const noRecord = await write()
  const { repository, readAt } = facts
  const occasion = { repository, readAt, run: run.url, verdict: recorded }
  for (const flaw of await writeFormats(inputs.formats, path, occasion)) {
    core.warning(`${flaw} The verdict stands without it.`, { title })
  }
  if (noRecord === null) return null
  setOutputs({ evidence: '', 'evidence-digest': '', statement: '' })
  const message = `The record could not be written: ${noRecord}.`
  if (!inputs.isEvidenceNamed) {
    core.warning(`${message} The verdict stands without it.`, { title })
    return null
  }
  const failure = `${message} Name a directory in \`evidence\` to which the job may write.`
  core.error(failure, { title })
  return failure
}

/** Null: nobody says where the run is. */
function placeOf(run: string | null): Place | null {
  const home = run?.replace(/\/actions\/runs\/\d+$/, '') ?? run
  return run === null || home === null ? null : { home, docs: `${pages}/v${version}/docs`, run }
}

const pages = 'https://github.com/separation-of-duties/gate/blob'

async function writeSummary(env: NodeJS.ProcessEnv, text: string): Promise<void> {
  if (!env.GITHUB_STEP_SUMMARY) return
  const noSummary = await whyNot(() => core.summary.addRaw(text).write())
  if (noSummary === null) return
  core.warning(`The job summary could not be written: ${noSummary}`, { title })
}

function setOutputs(outputs: Readonly<Record<string, string | number>>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
  } catch (cause) {
    const remedy = 'Run the gate in a job of its own, with no step before it.'
    throw new InputError('The outputs of the step cannot be written.', { remedy, cause })
  }
}

function setUsage(clients: readonly Client[]): void {
  const total = (part: 'requests' | 'points'): number =>
    clients.reduce((sum, client) => sum + client.usage()[part], 0)
  setOutputs({ requests: total('requests'), points: total('points') })
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
