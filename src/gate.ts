// The story: ask GitHub what happened, assign the duties, judge them, record the verdict.

import { type Clients, collectFacts, headOf, type Question } from './collect/collect.ts'
import type { Facts } from './facts/facts.ts'
import { judge } from './judge/judge.ts'
import type { Verdict } from './judge/verdict.ts'
import { hidesNames, withoutNames } from './record/privacy/privacy.ts'
import { type RecordedUse, type Run, recordOf } from './record/record.ts'
import { sha256 } from './sha256.ts'

export interface GateResult {
  readonly facts: Facts
  readonly verdict: Verdict
  /** Of a break-glass. */
  readonly uses: readonly RecordedUse[]
  /** What the record says: the same verdict, where the policy asks for it without the names of people. */
  readonly recorded: Verdict
  /** The record, as canonical JSON. */
  readonly record: string
  /** The commit that the verdict is about; null where it could not be read. */
  readonly head: string | null
}

/** Logs each use of a break-glass that lets the verdict pass, before the record is written. */
export type Log = (facts: Facts, verdict: Verdict) => Promise<readonly RecordedUse[]>

/** A verdict asked for from a terminal lets nothing through, so it uses no break-glass and writes nothing. */
const nowhere: Log = async (_, { uses }) =>
  uses.map((use) => ({ ...use, unlogged: 'A look from a terminal logs nothing.' }))

export async function gate(
  question: Question,
  clients: Clients,
  run: Run,
  log: Log = nowhere,
): Promise<GateResult> {
  const facts = await collectFacts(question, clients)
  const verdict = judge(facts)
  const uses = await log(facts, verdict)
  const named = { facts, verdict, uses }
  const told = hidesNames(verdict) ? withoutNames(named, judge) : named
  const record = recordOf(told.facts, told.verdict, run, sha256, told.uses)
  const head = headOf(question.subject, facts)
  return { facts, verdict, uses, recorded: told.verdict, record, head }
}
