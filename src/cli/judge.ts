// judge: judges the facts of a record again, offline, and compares the verdicts.

import { EvidenceError } from '../errors.ts'
import { type Facts, known } from '../facts/facts.ts'
import { judge } from '../judge/judge.ts'
import { parseRecord } from '../record/parse.ts'
import { terminal } from '../report/formats/terminal.ts'
import { exitCodeOf } from '../shell/exit-code.ts'
import { optionsOf, readText } from './command-line.ts'

/** Ends like the gate for the verdict that follows from the facts, or with 2 where the record says another. */
export function judgeCommand(args: readonly string[]): number {
  const { values, operands } = optionsOf(args, ['policy'], 1)
  const record = parseRecord(readText(operands[0] ?? ''))
  const policy = values.policy
  const facts = policy === undefined ? record.facts : withPolicy(record.facts, readText(policy))
  const verdict = judge(facts)
  process.stdout.write(terminal(verdict))
  const comparison = `The record says ${record.verdict}, its facts${policy === undefined ? '' : ` under ${policy}`} lead to ${verdict.word}.`
  if (policy === undefined && verdict.word !== record.verdict) {
    throw new EvidenceError(comparison, {
      remedy: 'Do not rely on this record: compare its digest.',
    })
  }
  process.stdout.write(`${comparison}\n`)
  return exitCodeOf({ facts, verdict })
}

/** The same facts under another policy. */
function withPolicy(facts: Facts, text: string): Facts {
  const { changes, deployment, policyPath: path } = facts
  const file = {
    path,
    commit: 'the command line',
    blob: 'given by hand',
    text,
    byteSize: text.length,
    flaw: null,
  }
  const policyFile = known(file, 'command line')
  const under = changes.known
    ? { ...changes, value: changes.value.map((change) => ({ ...change, policyFile })) }
    : changes
  return { ...facts, changes: under, deployment: deployment && { ...deployment, policyFile } }
}
