// The one comment under a pull request: what the job summary begins with, and which run says so.
import type { Verdict } from '../../judge/verdict.ts'
import type { Mode } from '../wording.ts'
import { withoutReferences } from './escape.ts'
import { brokenSummary, essence } from './summary.ts'

/** By its first line the gate finds its comment again. Anybody can write it, so it proves nothing by itself. */
const marker = '<!-- separation-of-duties-gate: its comment, kept up to date -->'

/** GitHub takes 65,536 characters. */
const roomiest = 60_000

export interface WritingRun {
  readonly id: number
  readonly attempt: number
  /** Its page; null: there is none. */
  readonly url: string | null
}

/** A verdict, or why there is none to rely on: what happened and what to do. */
export type Said = string | { readonly verdict: Verdict; readonly mode: Mode }

export function pullComment(said: Said, run: WritingRun): string {
  if (typeof said === 'string') {
    const broken = withoutReferences(brokenSummary(said), [])
    return `${marker}\n${broken}\n${nameOf(run)} broke off.\n`
  }
  const { verdict, mode } = said
  const verdictText = withoutReferences(essence(verdict, mode, roomiest), numbersIn(verdict))
  return `${marker}\n${verdictText}\n${nameOf(run)} says who held which duty, and what shows it.\n`
}

const numbersIn = ({ judged, breakGlassRequests }: Verdict): readonly number[] => [
  ...judged.map(({ change }) => change.pull.number),
  ...breakGlassRequests.map(({ issue }) => issue),
]

export const isMarked = (body: string): boolean => linesOf(body)[0] === marker

/** Whether a later run, or a later attempt, wrote it: what an older one found is outdated. */
export function isNewer(body: string, { id, attempt }: WritingRun): boolean {
  const named = runNamedIn(body)
  return named !== null && (named.id > id || (named.id === id && named.attempt > attempt))
}

/** Compared whole, but for which run says so: that another run says the same is no news. */
export function saysTheSame(body: string, said: Said, run: WritingRun): boolean {
  const named = runNamedIn(body) ?? run
  const url = run.url?.replace(/\d+$/, String(named.id)) ?? null
  return body.trimEnd() === pullComment(said, { ...named, url }).trimEnd()
}

/** Null: its last line names none. */
function runNamedIn(body: string): Pick<WritingRun, 'id' | 'attempt'> | null {
  const last = linesOf(body.trimEnd()).at(-1) ?? ''
  const [, id, attempt] = /^\[?Run (\d{1,15})\.(\d{1,6})\b/.exec(last) ?? []
  return id === undefined ? null : { id: Number(id), attempt: Number(attempt) }
}

const nameOf = ({ id, attempt, url }: WritingRun): string => {
  const name = `Run ${id}.${attempt}`
  return url === null ? name : `[${name}](${url})`
}

const linesOf = (body: string): readonly string[] => body.split(/\r?\n/)
