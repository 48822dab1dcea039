// The story: ask GitHub what happened, assign the duties, judge them, record the verdict.
import type { Facts } from './change/change.ts'
import { collectFacts, headOf, type Question, type Witness } from './collection.ts'
import { type Run, recordOf } from './evidence/record.ts'
import { judge } from './rules/judge.ts'
import type { Verdict } from './rules/verdict.ts'

export interface Outcome {
  readonly facts: Facts
  readonly verdict: Verdict
  /** The record, as canonical JSON. */
  readonly record: string
  /** The commit that the verdict is about; null where it could not be read. */
  readonly head: string | null
}

export async function gate(question: Question, witness: Witness, run: Run): Promise<Outcome> {
  const facts = await collectFacts(question, witness)
  const verdict = judge(facts)
  const record = recordOf(facts, verdict, run)
  return { facts, verdict, record, head: headOf(question.subject, facts) }
}
