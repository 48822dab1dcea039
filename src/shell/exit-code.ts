// The exit codes: 0 pass, 1 fail, 2 usage, policy or record error, 3 undetermined, 4 GitHub could not be asked.

import { isGateError } from '../errors.ts'
import { isWaiting, type Verdict } from '../judge/verdict.ts'

interface Ended {
  /** Whether the changes could be read. */
  readonly facts: { readonly changes: { readonly known: boolean } }
  readonly verdict: Verdict
}

/** Only these two verdicts open the gate. */
export const passes = ({ verdict: { word } }: Pick<Ended, 'verdict'>): boolean =>
  word === 'pass' || word === 'pass-with-exception'

/** What a status says at the end. */
export function endOf(
  { verdict }: Pick<Ended, 'verdict'>,
  isAdvisory: boolean,
): Verdict['word'] | 'waiting' | 'advisory' {
  if (isAdvisory && !passes({ verdict })) return 'advisory'
  return isWaiting(verdict) ? 'waiting' : verdict.word
}

export function exitCodeOf({ facts, verdict }: Ended): number {
  if (passes({ verdict })) return 0
  if (verdict.word === 'fail') return 1
  if (!facts.changes.known) return 4
  const hasBrokenPolicy = verdict.judged.some(
    ({ change, policy }) => change.policyFile.known && policy.policy === null,
  )
  return hasBrokenPolicy ? 2 : 3
}

export const exitCodeOfError = (error: unknown): number =>
  isGateError(error) && error.code === 'collect' ? 4 : 2
