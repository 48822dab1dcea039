// The story: ask GitHub what happened, assign the duties, judge them, record the verdict.

import { type Clients, collectFacts, headOf, type Question } from './collect/collect.ts'
import type { Facts } from './facts/facts.ts'
import { judge } from './judge/judge.ts'
import type { Verdict } from './judge/verdict.ts'
import { type RecordedUse, type Run, recordOf } from './record/record.ts'

export interface Outcome {
  readonly facts: Facts
  readonly verdict: Verdict
  /** Of a break-glass. */
  readonly uses: readonly RecordedUse[]
  /** The record, as canonical JSON. */
  readonly record: string
  /** The commit that the verdict is about; null where it could not be read. */
  readonly head: string | null
}

/** Logs what the verdict passes by, before the record is sealed. */
export type Log = (facts: Facts, verdict: Verdict) => Promise<readonly RecordedUse[]>

/** A look is no use: nothing is written. */
const nowhere: Log = async (_, { uses }) =>
  uses.map((use) => ({ ...use, unlogged: 'A look from a terminal logs nothing.' }))

export async function gate(
  question: Question,
  clients: Clients,
  run: Run,
  log: Log = nowhere,
): Promise<Outcome> {
  const facts = await collectFacts(question, clients)
  const verdict = judge(facts)
  const uses = await log(facts, verdict)
  const record = recordOf(facts, verdict, run, uses)
  return { facts, verdict, uses, record, head: headOf(question.subject, facts) }
}
