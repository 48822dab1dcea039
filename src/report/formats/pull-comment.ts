// The one comment under a pull request: what the job summary begins with, and where the rest is.
import type { Verdict } from '../../judge/verdict.ts'
import type { Mode } from '../wording.ts'
import { essence } from './summary.ts'

/** By its first line the gate finds its comment again. Anybody can write it, so it proves nothing by itself. */
const marker = '<!-- separation-of-duties-gate: its comment, kept up to date -->'

/** GitHub takes 65,536 characters. */
const roomiest = 60_000

export interface PullComment {
  readonly text: string
  /** Another run that says the same is no news. */
  readonly saysTheSame: (body: string) => boolean
}

/** `url` is the page of the run; null: there is none. */
export function pullComment(verdict: Verdict, mode: Mode, url: string | null): PullComment {
  const said = `${marker}\n${essence(verdict, mode, roomiest)}`
  const link =
    url === null ? '' : `\n[This run](${url}) says who held which duty, and what shows it.\n`
  return {
    text: said + link,
    saysTheSame: (body) => unlinked(body) === said.trimEnd(),
  }
}

export const isMarked = (body: string): boolean => linesOf(body)[0] === marker

const linesOf = (body: string): readonly string[] => body.split(/\r?\n/)

/** Foreign text is escaped, so no other line begins with a bracket. */
const unlinked = (body: string): string =>
  linesOf(body)
    .filter((line) => !line.startsWith('['))
    .join('\n')
    .trimEnd()
