// Plays a world: the built action against a GitHub double, started as a runner would start it.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Violation } from '../github-double/server/contract.ts'
import { type Probe, readProbe } from '../github-double/server/probe.ts'
import { type Double, startDouble } from '../github-double/server/server.ts'
import { ORG_TOKEN, WORKFLOW_TOKEN } from '../github-double/server/tokens.ts'
import { WorldError } from '../github-double/world/schema/references.ts'
import { loadWorld, type World } from '../github-double/world/world.ts'
import { bundle, processOf, type RunBundle } from './bundle-process.ts'
import { eventPayload } from './event-payload.ts'
import {
  type Annotation,
  githubVariables,
  inputVariables,
  readAnnotations,
  readOutputs,
} from './runner.ts'

export type Finding = {
  rule: string
  outcome: string
  enforcement: string
  message: string
  people: unknown[]
  paths: string[]
  commits: string[]
}

export type Replay = {
  /** Null when the action ended before it reached a verdict. */
  verdict: string | null
  findings: Finding[]
  requests: number
  points: number
  exitCode: number
  annotations: Annotation[]
  summary: string
  /** Path of the record; it is gone with the run's folder unless that is kept. */
  evidence: string | null
  /** What the record holds. */
  record: string | null
  outputs: Record<string, string>
  log: string
  violations: readonly Violation[]
  /** The commit statuses that the action wrote on the double, in their order. */
  statuses: Double['statuses']
  sequentialRoundTrips: number
}

export type ReplayOptions = {
  /** A double (or any GitHub) that runs already; requests and points are then the action's own. */
  github?: string
  /** What a probe was answered elsewhere: the double answers likewise. */
  probe?: Probe
  env?: Record<string, string>
  entry?: string
  /** A pool to start the action in, instead of a process; where GitHub misbehaves it is a process all the same. */
  pool?: RunBundle
  /** Keeps the run's folder, and with it the event, the outputs and the evidence. */
  keep?: boolean
}

const root = join(import.meta.dirname, '..', '..')

export async function replay(world: World | string, options: ReplayOptions = {}): Promise<Replay> {
  const played = typeof world === 'string' ? loadWorld(await textOf(world)) : world
  const probing = options.probe === undefined ? {} : { probe: options.probe }
  const double = options.github === undefined ? await startDouble(played, probing) : null
  const folder = await mkdtemp(join(tmpdir(), 'replay-'))
  try {
    const ran = await run(played, double?.url ?? options.github ?? '', folder, options)
    return {
      ...ran,
      requests: double?.requestCount ?? Number(ran.outputs.requests ?? 0),
      points: double?.points ?? Number(ran.outputs.points ?? 0),
      violations: double?.violations ?? [],
      statuses: double?.statuses ?? [],
      sequentialRoundTrips: double?.sequentialRoundTrips ?? 0,
    }
  } finally {
    await double?.close()
    if (!options.keep) await rm(folder, { recursive: true, force: true })
  }
}

async function textOf(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => {
    throw new WorldError(`The world ${path} cannot be read.`)
  })
}

async function run(world: World, github: string, folder: string, options: ReplayOptions) {
  const file = (name: string) => join(folder, name)
  for (const name of ['temp', 'workspace', 'tools']) await mkdir(file(name))
  for (const name of ['output', 'summary.md', 'env', 'state']) await writeFile(file(name), '')
  const api = github.replace(/\/$/, '')
  const payload = eventPayload(world, api)
  await writeFile(file('event.json'), JSON.stringify(payload))
  const env = { ...githubVariables(world, api, folder), ...(await inputsOf(world)), ...options.env }
  const pool = world.faults.length > 0 ? undefined : options.pool
  const start = pool ?? processOf(options.entry ?? bundle)
  const { exitCode, stdout, log } = await start([], env, file('workspace'))
  const outputs = readOutputs(file('output'))
  const evidence = outputs.evidence ? resolve(file('workspace'), outputs.evidence) : null
  return {
    verdict: outputs.verdict || null,
    findings: JSON.parse(outputs.findings || '[]') as Finding[],
    exitCode,
    annotations: readAnnotations(stdout),
    summary: await readFile(file('summary.md'), 'utf8'),
    evidence,
    record: evidence === null ? null : await readFile(evidence, 'utf8').catch(() => null),
    outputs,
    log,
  }
}

/** The world's own inputs win over the double's tokens, and both over the action's defaults. */
async function inputsOf(world: World): Promise<Record<string, string>> {
  const action = await readFile(join(root, 'action.yml'), 'utf8').catch(() => null)
  const tokens = world['org-token'] === null ? {} : { 'org-token': ORG_TOKEN }
  const given = { token: WORKFLOW_TOKEN, ...tokens, ...world.inputs }
  return inputVariables(action, given, WORKFLOW_TOKEN)
}

/** `node test/replay/replay.ts WORLD.yml [--github URL | --probe FILE]`: one line of JSON. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { github: { type: 'string' }, probe: { type: 'string' } },
    allowPositionals: true,
  })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) {
    console.error('Usage: node test/replay/replay.ts WORLD.yml [--github URL | --probe FILE]')
    return 2
  }
  const github = {
    ...(values.github !== undefined && { github: values.github }),
    ...(values.probe !== undefined && { probe: readProbe(values.probe) }),
  }
  const {
    verdict,
    findings,
    requests,
    points,
    exitCode,
    annotations,
    summary,
    evidence,
    violations,
  } = await replay(path, { ...github, keep: true })
  const told = { verdict, findings, requests, points, exitCode, annotations, summary, evidence }
  console.log(JSON.stringify(told))
  for (const { request, problem } of violations) console.error(`${request}: ${problem}`)
  return violations.length > 0 ? 1 : 0
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    console.error(error instanceof WorldError ? error.message : error)
    return error instanceof WorldError ? 2 : 1
  })
}
