// A verdict, and where and when it was reached: what every file for machines begins with.
import type { Verdict } from '../../judge/verdict.ts'

export interface Occasion {
  readonly repository: string
  /** GitHub's clock, RFC 3339 in UTC. */
  readonly readAt: string
  /** The address of the run; null: it is not known. */
  readonly run: string | null
  readonly verdict: Verdict
}

export type Finding = Verdict['findings'][number]
