// What a verdict means, which commits it is about, and what to do now: sentences that all reports share.
import { counting, listed, short } from '../duties/evidence.ts'
import { isWaiting, type Verdict } from '../judge/verdict.ts'
import { isBlocking, worstFirst } from './ranking.ts'

const meaning: Readonly<Record<Verdict['word'], string>> = {
  pass: 'No conflict of duties was found.',
  'pass-with-exception':
    'A recorded exception or break-glass covers what would otherwise stop this change.',
  fail: 'The duties are not separated as the policy requires.',
  undetermined: 'The gate could not verify this, so it stops. No violation was found.',
}

const waiting = 'Waiting for approval. No conflict of duties was found so far.'

/** `advisory`: nothing is stopped, and every text says what would be. */
export type Mode = 'enforce' | 'advisory'

/** Before every text about what stops, with a space behind it; empty where it does stop. */
export const advice = (mode: Mode): string =>
  mode === 'advisory' ? 'Advisory: this would be stopped. ' : ''

/** "fail: The duties are not separated as the policy requires." */
export function headlineOf(verdict: Verdict, mode: Mode): string {
  const isOpen = verdict.word === 'pass' || verdict.word === 'pass-with-exception'
  return `${isOpen ? '' : advice(mode)}${verdict.word}: ${meaningOf(verdict)}`
}

function meaningOf(verdict: Verdict): string {
  if (isWaiting(verdict)) return waiting
  const { word, deployment } = verdict
  return deployment === null
    ? meaning[word]
    : meaning[word].replace('this change', 'this deployment')
}

/** "#7 at 4aadfff": every head that was judged. A verdict about another commit says nothing about this one. */
export function judgedHeads({ judged, deployment }: Verdict): string {
  if (deployment !== null) {
    const { sha, environment } = deployment.deployment
    const changes = judged.length === 0 ? '' : `, ${counting(judged.length, 'change')}`
    return `${short(sha)} for ${environment}${changes}`
  }
  if (judged.length === 0) return 'no change'
  return listed(judged.map(({ change: { pull } }) => `#${pull.number} at ${short(pull.head.oid)}`))
}

export interface Step {
  /** The rules that ask for it, and for which changes. */
  readonly why: string
  readonly what: string
}

/** What would change the verdict; one step where several rules ask for the same. */
export function nextSteps({ word, judged, deployment, findings }: Verdict): readonly Step[] {
  const isOneOfMany = deployment !== null || judged.length > 1
  const deciding = worstFirst(findings).filter(
    (finding) =>
      isBlocking(finding) ||
      (word === 'pass-with-exception' && finding.outcome === 'excepted' && finding.remedy !== null),
  )
  const steps = Map.groupBy(deciding, ({ remedy, message }) => remedy ?? message)
  const all = [...steps].map(([what, asking]) => {
    const rules = listed([...new Set(asking.map(({ rule }) => rule))])
    const subjects = listed([...new Set(asking.map(({ pull }) => subjectOf(pull)))])
    return { why: isOneOfMany ? `${rules} of ${subjects}` : rules, what }
  })
  if (all.length <= mostSteps) return all
  const what = 'The rules below tell them.'
  return [...all.slice(0, mostSteps), { why: `${all.length - mostSteps} more steps`, what }]
}

/** More could not be read in ten seconds. */
const mostSteps = 10

const subjectOf = (pull: number | null): string => (pull === null ? 'the deployment' : `#${pull}`)
