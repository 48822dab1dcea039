// Plays a world: the built action against a GitHub double, started as a runner would start it.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Violation } from './github-double/contract.ts'
import { eventPayload } from './github-double/event-payload.ts'
import { WorldError } from './github-double/references.ts'
import {
  type Annotation,
  actorsOf,
  githubVariables,
  inputVariables,
  readAnnotations,
  readOutputs,
} from './github-double/runner.ts'
import { startDouble } from './github-double/server.ts'
import { ORG_TOKEN, WORKFLOW_TOKEN } from './github-double/tokens.ts'
import { loadWorld, type World } from './github-double/world.ts'

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
  violations: Violation[]
  sequentialRoundTrips: number
}

export type ReplayOptions = {
  /** A double (or any GitHub) that runs already; requests and points are then the action's own. */
  github?: string
  env?: Record<string, string>
  entry?: string
  /** Keeps the run's folder, and with it the event, the outputs and the evidence. */
  keep?: boolean
}

const root = join(import.meta.dirname, '..')

export async function replay(world: World | string, options: ReplayOptions = {}): Promise<Replay> {
  const played = typeof world === 'string' ? loadWorld(await readFile(world, 'utf8')) : world
  const double = options.github === undefined ? await startDouble(played) : null
  const folder = await mkdtemp(join(tmpdir(), 'replay-'))
  try {
    const ran = await run(played, double?.url ?? options.github ?? '', folder, options)
    return {
      ...ran,
      requests: double?.requestCount ?? Number(ran.outputs.requests ?? 0),
      points: double?.points ?? Number(ran.outputs.points ?? 0),
      violations: double?.violations ?? [],
      sequentialRoundTrips: double?.sequentialRoundTrips ?? 0,
    }
  } finally {
    await double?.close()
    if (!options.keep) await rm(folder, { recursive: true, force: true })
  }
}

async function run(world: World, github: string, folder: string, options: ReplayOptions) {
  const action = await readFile(join(root, 'action.yml'), 'utf8').catch(() => null)
  const given = {
    ...(world['org-token'] === null ? {} : { 'org-token': ORG_TOKEN }),
    ...world.inputs,
  }
  const inputs = inputVariables(action, { token: WORKFLOW_TOKEN, ...given }, WORKFLOW_TOKEN)
  const variables = githubVariables(world, github.replace(/\/$/, ''), folder)
  for (const name of ['temp', 'workspace', 'tools']) await mkdir(join(folder, name))
  for (const name of ['output', 'summary.md', 'env', 'state'])
    await writeFile(join(folder, name), '')
  const payload = eventPayload(world, actorsOf(world).triggering)
  await writeFile(join(folder, 'event.json'), JSON.stringify(payload))
  const entry = options.entry ?? join(root, 'dist', 'index.js')
  const { exitCode, log } = await start(entry, { ...variables, ...inputs, ...options.env }, folder)
  const outputs = readOutputs(join(folder, 'output'))
  const evidence = outputs.evidence || null
  return {
    verdict: outputs.verdict || null,
    findings: JSON.parse(outputs.findings || '[]') as Finding[],
    exitCode,
    annotations: readAnnotations(log),
    summary: await readFile(join(folder, 'summary.md'), 'utf8'),
    evidence,
    record: evidence === null ? null : await readFile(evidence, 'utf8').catch(() => null),
    outputs,
    log,
  }
}

function start(entry: string, env: Record<string, string>, folder: string) {
  return new Promise<{ exitCode: number; log: string }>((ended, failed) => {
    const child = spawn(process.execPath, [entry], { cwd: join(folder, 'workspace'), env })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text
      })
    }
    child.on('error', failed)
    child.on('close', (code) => ended({ exitCode: code ?? 1, log }))
  })
}

/** `node test/replay.ts WORLD.yml [--github URL]`: one line of JSON. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { github: { type: 'string' } },
    allowPositionals: true,
  })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) {
    console.error('Usage: node test/replay.ts WORLD.yml [--github URL]')
    return 2
  }
  const github = values.github === undefined ? {} : { github: values.github }
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
    const isAboutWorld =
      error instanceof WorldError || (error as { code?: string }).code === 'ENOENT'
    console.error(isAboutWorld ? (error as Error).message : error)
    return isAboutWorld ? 2 : 1
  })
}
