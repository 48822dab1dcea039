// The verdict as an in-toto test result, the standard's own words: for those who verify attestations and know nothing of this gate.
import type { Finding, Occasion } from './occasion.ts'

export const testResultType = 'https://in-toto.io/attestation/test-result/v0.1'

/** The predicate alone, as signers take it. */
export const testResult = (occasion: Occasion): string => JSON.stringify(testResultOf(occasion))

/** The standard has no word for what could not be verified: that fails, so nobody takes it for a pass. */
const results = {
  pass: 'PASSED',
  'pass-with-exception': 'WARNED',
  fail: 'FAILED',
  undetermined: 'FAILED',
} as const

export function testResultOf({ verdict, run }: Occasion) {
  const named = (result: Result): readonly string[] =>
    verdict.findings.filter((one) => resultOf(one) === result).map(nameOf)
  return {
    result: results[verdict.word],
    configuration: policiesOf(verdict),
    ...(run === null ? {} : { url: run }),
    passedTests: named('passed'),
    warnedTests: named('warned'),
    failedTests: named('failed'),
  }
}

type Result = 'passed' | 'warned' | 'failed' | 'none'

function resultOf({ outcome, enforcement }: Finding): Result {
  if (outcome === 'not-applicable' || enforcement === 'off') return 'none'
  if (outcome === 'satisfied') return 'passed'
  return outcome === 'excepted' || enforcement === 'warn' ? 'warned' : 'failed'
}

const nameOf = ({ rule, pull }: Finding): string => (pull === null ? rule : `${rule} of #${pull}`)

/** Each once. What judged without a file is this version of the gate itself, and so is not listed. */
function policiesOf({ judged, deployment }: Occasion['verdict']) {
  const all = [...(deployment === null ? [] : [deployment]), ...judged]
  const files = all.flatMap(({ policy: { path, blob } }) => (blob === null ? [] : [{ path, blob }]))
  const byBlob = new Map(files.map((file) => [`${file.path} ${file.blob}`, file]))
  return [...byBlob.values()].map(({ path, blob }) => ({ name: path, digest: { gitBlob: blob } }))
}
