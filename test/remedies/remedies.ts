// `node test/remedies/remedies.ts [FOLDER|WORLD ...]`: whatever a finding says is to be done is done, in every world that
// has one, and helps: then the finding is open no more, and no other is instead. Ends with 1 where one does not help.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Remedy } from '../../src/duties/remedies/remedy.ts'
import { worldOf } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldFile, worldsFitting } from '../replay/world-files.ts'
import { summaries } from '../tools/scenario-outcomes.ts'
import { type Carried, carriedOut } from './acts.ts'
import { type Source, sourceOf } from './source.ts'

interface Finding {
  readonly rule: string
  readonly pull: number | null
  readonly outcome: string
  readonly remedy: string | null
  readonly remedies: readonly Remedy[]
}

/** What one remedy leads to can ask for a further step. */
const mostSteps = 3
/** Percent of the findings to which nothing helps. */
const mostWithout = 5

const isOpen = ({ outcome }: Finding): boolean =>
  outcome === 'violated' || outcome === 'undetermined'

const keyOf = ({ rule, pull }: Finding): string => (pull === null ? rule : `${rule} of #${pull}`)

/** Null: the gate came to no verdict. */
async function openIn(
  source: Source,
  successors: Carried['successors'] = new Map(),
): Promise<readonly Finding[] | null> {
  const { record } = await replay(worldOf(source), { pool: runBundle })
  const findings: readonly Finding[] | null = record === null ? null : JSON.parse(record).findings
  return (
    findings?.filter(isOpen).map((one) => {
      return { ...one, pull: successors.get(one.pull ?? 0) ?? one.pull }
    }) ?? null
  )
}

/** Null: it helped. */
type Outcome = 'none' | { readonly problem: string } | null

interface Told {
  readonly world: string
  readonly finding: Finding
  readonly outcome: Outcome
}

const hasNone = ({ remedies }: Finding): boolean =>
  remedies.length === 0 || remedies.some(({ kind }) => kind === 'none')

async function outcomeOf(
  source: Source,
  before: readonly Finding[],
  finding: Finding,
  played: Played,
): Promise<Outcome> {
  const known = new Set(before.map(keyOf))
  let asked = finding
  let now: Carried = { source, successors: new Map() }
  let path = ''
  for (let step = 1; step <= mostSteps; step += 1) {
    if (hasNone(asked)) {
      return step === 1
        ? 'none'
        : { problem: `after step ${step - 1} nothing helps: ${keyOf(asked)}: ${asked.remedy}` }
    }
    const next = carriedOut(now, asked.remedies)
    if (next === null) return { problem: `nobody can: ${JSON.stringify(asked.remedies)}` }
    path += JSON.stringify(asked.remedies)
    const open = await (played.get(path) ?? remembered(played, path, next))
    if (open === null) return { problem: `step ${step}: no verdict` }
    // What is asked for may ask for more in turn, such as an approval of what is new.
    const left = open.find((one) => keyOf(one) === keyOf(finding) || !known.has(keyOf(one)))
    if (left === undefined) return null
    ;[asked, now] = [left, next]
  }
  return { problem: `still open: ${keyOf(asked)}: ${asked.remedy}` }
}

type Played = Map<string, Promise<readonly Finding[] | null>>

function remembered(played: Played, path: string, next: Carried) {
  const playing = openIn(next.source, next.successors)
  played.set(path, playing)
  return playing
}

async function tellOf(world: string): Promise<readonly Told[]> {
  const source = sourceOf(readFileSync(worldFile(world), 'utf8'))
  const open = (await openIn(source)) ?? []
  const played: Played = new Map()
  const told: Told[] = []
  for (const finding of open) {
    const outcome = await outcomeOf(source, open, finding, played).catch((error: unknown) => {
      return { problem: `${error}`.slice(0, 300) }
    })
    told.push({ world, finding, outcome })
  }
  return told
}

const asked = process.argv.slice(2)
const failing = summaries().filter(({ verdict }) => !verdict.startsWith('pass'))
const named = new Set(asked.flatMap((one) => worldsFitting(one)))
const worlds = failing
  .map(({ path }) => path)
  .filter((path) => asked.length === 0 || named.has(path))
const all: (readonly Told[])[] = []
const waiting = worlds.entries()
const next = async (): Promise<void> => {
  for (const [index, world] of waiting) all[index] = await tellOf(world)
}
await Promise.all(Array.from({ length: 2 * availableParallelism() }, next))

const told = all.flat()
const none = told.filter(({ outcome }) => outcome === 'none')
const failed = told.filter(({ outcome }) => outcome !== 'none' && outcome !== null)
for (const { world, finding, outcome } of failed) {
  console.log(`${world}: ${keyOf(finding)}: ${Object(outcome).problem}`)
}
const percent = (100 * none.length) / Math.max(told.length, 1)
const helped = told.length - none.length - failed.length
console.log(
  `remedies: ${told.length} findings, ${helped} helped, ${none.length} none (${percent.toFixed(1)} %)`,
)
if (process.env.SHOW_NONE) {
  for (const { world, finding } of none)
    console.log(`none: ${world}: ${keyOf(finding)} ${finding.outcome}: ${finding.remedy}`)
}
process.exitCode = failed.length > 0 || percent > mostWithout ? 1 : 0
