// judge: judges the facts of records again, offline, compares the verdicts, and says what another policy would have led to.
import { sentenceFor } from '../errors.ts'
import { judge } from '../judge/judge.ts'
import type { Verdict } from '../judge/verdict.ts'
import { underPolicy } from '../record/what-if.ts'
import { differenceLines } from '../report/differences.ts'
import { csv } from '../report/formats/csv.ts'
import { printed } from '../report/formats/layout.ts'
import type { Occasion } from '../report/formats/occasion.ts'
import { terminal } from '../report/formats/terminal.ts'
import { exitCodeOf } from '../shell/exit-code.ts'
import { flagged, optionsOf, readText } from './command-line.ts'
import { type JudgedRecord, judgedRecord, type NamedText, recordsIn } from './records.ts'

interface Rejudged {
  readonly exitCode: number
  /** What is said of it; empty where it is no record to rely on. */
  readonly text: string
  readonly occasion: Occasion | null
}

/** Ends like the gate for the worst verdict that follows from the facts, or with 2 where a record says another. */
export function judgeCommand(args: readonly string[]): number {
  const { isFlagged, rest } = flagged(args, 'csv')
  const { values, operands } = optionsOf(rest, ['policy'], 'some')
  const other =
    values.policy === undefined ? null : { path: values.policy, text: readText(values.policy) }
  const records = recordsIn(operands)
  const results = records.map((record) => rejudged(record, other, records.length > 1))
  process.stdout.write(
    isFlagged
      ? csv(results.flatMap(({ occasion }) => occasion ?? []))
      : results
          .map(({ text }) => text)
          .filter(Boolean)
          .join('\n'),
  )
  return worstOf(results.map(({ exitCode }) => exitCode))
}

/** One file that cannot be relied on says nothing of the others. */
function rejudged(record: NamedText, other: NamedText | null, isOneOfMany: boolean): Rejudged {
  try {
    return judgedAgain(record, other)
  } catch (error) {
    const of = isOneOfMany ? `${record.path}: ` : ''
    process.stderr.write(printed([`${of}${sentenceFor(error)}`]))
    return { exitCode: 2, text: '', occasion: null }
  }
}

function judgedAgain({ text }: NamedText, other: NamedText | null): Rejudged {
  const { record, verdict: own } = judgedRecord(text)
  const facts = other === null ? record.facts : underPolicy(record.facts, other.text)
  const verdict = other === null ? own : judge(facts)
  const { repository, readAt } = facts
  return {
    exitCode: exitCodeOf({ facts, verdict }),
    text: [
      printed(headerOf(record)),
      terminal(verdict),
      printed(comparison(own, verdict, other)),
    ].join(''),
    occasion: { repository, readAt, run: record.run.url ?? null, verdict },
  }
}

function headerOf({ facts, run }: JudgedRecord['record']): readonly string[] {
  const attempt = run.attempt ? `, attempt ${run.attempt}` : ''
  const ran = run.url ? `by ${run.url}${attempt}` : 'by no run that is known'
  return [`Record of ${facts.repository}, made at ${facts.readAt} ${ran}.`]
}

function comparison(own: Verdict, verdict: Verdict, other: NamedText | null): readonly string[] {
  const under = other === null ? '' : ` under ${other.path}`
  const differences = other === null ? [] : ['', ...differenceLines(own, verdict)]
  return [...differences, `The record says ${own.word}, its facts${under} lead to ${verdict.word}.`]
}

/** A record that cannot be relied on first, then what stops, then what could not be verified. */
const gravest = [2, 1, 4, 3, 0]

const worstOf = (codes: readonly number[]): number =>
  gravest.find((code) => codes.includes(code)) ?? 0
