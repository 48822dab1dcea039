// Sentences that all reports share: the headline (who, and why), which commits a verdict is about, and what to do now.
import { counting, listed, short } from '../duties/evidence.ts'
import { type Finding, isWaiting, type Verdict } from '../judge/verdict.ts'
import { clip } from './formats/escape.ts'
import { isBlocking, worstFirst } from './ranking.ts'

/** `advisory`: nothing is stopped, and every text says what would be. */
export type Mode = 'enforce' | 'advisory'

/** Before every text about what stops, with a space behind it; empty where it does stop. */
export const advice = (mode: Mode): string =>
  mode === 'advisory' ? 'Advisory: this would be stopped. ' : ''

/** "fail: #7: bob's approval does not count because bob pushed 6b1f533." Foreign text in it is not escaped. */
export const headlineOf = (verdict: Verdict, mode: Mode): string =>
  `${adviceFor(verdict, mode)}${verdict.word}: ${meaningOf(verdict)}`

/** The same, where the word stands beside it. */
export const saidOf = (verdict: Verdict, mode: Mode): string =>
  `${adviceFor(verdict, mode)}${meaningOf(verdict)}`

const adviceFor = ({ word }: Verdict, mode: Mode): string =>
  word === 'pass' || word === 'pass-with-exception' ? '' : advice(mode)

function meaningOf(verdict: Verdict): string {
  const { word, findings, deployment } = verdict
  const subject = deployment === null ? 'change' : 'deployment'
  switch (word) {
    case 'pass':
      return warned(findings) ?? 'No conflict of duties was found.'
    case 'pass-with-exception':
      return `A recorded exception or break-glass covers what would otherwise stop this ${subject}.`
    case 'fail':
      return isWaiting(verdict) ? waitingFor(findings) : decisive(findings) || unsaid
    case 'undetermined':
      return [
        `The gate could not verify this ${subject}.`,
        ...[decisive(findings)].filter(Boolean),
        ...(findings.some(({ outcome }) => outcome === 'violated')
          ? []
          : ['No violation was found.']),
      ].join(' ')
  }
}

const unsaid = 'The duties are not separated as the policy requires.'

/** A rule that only warns has found something all the same. */
function warned(findings: readonly Finding[]): string | null {
  const warning = findings.filter(
    ({ outcome, enforcement }) => enforcement === 'warn' && outcome === 'violated',
  )
  const rules = [...new Set(warning.map(({ rule }) => rule))]
  return rules.length === 0
    ? null
    : `Nothing that is enforced stops this, but ${counting(rules.length, 'rule')} would: ${listed(rules)}.`
}

function waitingFor(findings: readonly Finding[]): string {
  const missing = worstFirst(findings).filter(isBlocking)
  return `Waiting for approval: ${opening(missing.map(({ message }) => message).join(' '))}`
}

/** Of what decides, that which names people says most: the count of approvals says only that one is missing. */
function decisive(findings: readonly Finding[]): string {
  const blocking = worstFirst(findings).filter(isBlocking)
  const alike = blocking.filter(({ outcome }) => outcome === blocking[0]?.outcome)
  const telling = alike.find(({ people, rule }) => people.length > 0 && rule !== counted)
  return opening((telling ?? alike[0])?.message ?? '')
}

const counted = 'independent-approval'

/** What is read in ten seconds: whole sentences, as many as have room in it, and always the first. */
function opening(message: string): string {
  const [first = '', ...others] = message.split(/(?<=\.) /)
  let text = clip(first, roomiest)
  for (const sentence of others) {
    if (`${text} ${sentence}`.length > roomiest) break
    text += ` ${sentence}`
  }
  return text
}

/** Bytes: two sentences of twenty words. */
const roomiest = 250

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
