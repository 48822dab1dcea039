// What is told together: of several changes, each sentence names its own; of several policies, the worse answer stands.
import { counting } from '../duties/evidence.ts'
import type { Finding, JudgedChange, Outcome } from './verdict.ts'

export const gravity: readonly Outcome[] = [
  'violated',
  'undetermined',
  'excepted',
  'satisfied',
  'not-applicable',
]

export const naming = (finding: Finding): Finding =>
  finding.pull === null ? finding : { ...finding, message: `#${finding.pull}: ${finding.message}` }

/** What is settled of a rule is told once for all changes; what is not, change by change. */
export function settledTogether(findings: readonly Finding[]): readonly Finding[] {
  const isSettled = ({ outcome }: Finding): boolean =>
    outcome === 'satisfied' || outcome === 'not-applicable'
  const open = findings.filter((one) => !isSettled(one)).map(naming)
  const settled = [...Map.groupBy(findings.filter(isSettled), ({ rule }) => rule).values()]
  return [...open, ...settled.flatMap(together)]
}

function together(alike: readonly Finding[]): readonly Finding[] {
  const [first, ...others] = alike.toSorted(
    (a, b) => Number(b.outcome === 'satisfied') - Number(a.outcome === 'satisfied'),
  )
  if (first === undefined) return []
  if (others.length === 0) return [naming(first)]
  const like = alike.filter(({ outcome }) => outcome === first.outcome)
  const own = first.pull === null ? first.message : `So in ${counting(like.length, 'change')}.`
  return [{ ...first, message: own, pull: null, people: [], paths: [], commits: [] }]
}

/** By the policy at its own base and by those that no branch may fall below. A policy that cannot be used is the one that is told. */
export function worstOf(own: JudgedChange, others: readonly JudgedChange[]): JudgedChange {
  if (others.length === 0) return own
  const all = [own, ...others]
  const byRule = Map.groupBy(
    all.flatMap(({ findings }) => findings),
    ({ rule }) => rule,
  )
  const { policy } = all.find((one) => one.policy.policy === null) ?? own
  const findings = [...byRule.values()].flatMap((alike) => alike.toSorted(worse).slice(0, 1))
  return { ...own, policy, findings }
}

const isOpen = ({ outcome }: Finding): boolean => gravity.indexOf(outcome) < 3

/** What decides comes before what only warns, and that before what is settled. */
const worse = (a: Finding, b: Finding): number =>
  Number(isOpen(b)) - Number(isOpen(a)) ||
  Number(b.enforcement === 'enforce') - Number(a.enforcement === 'enforce') ||
  gravity.indexOf(a.outcome) - gravity.indexOf(b.outcome)
