// Folds the rules into a verdict: a function of facts and policy alone, so that anybody can judge again.

import type { Unknown } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import { usesIn } from '../findings/break-glass.ts'
import { exceptionsIn } from '../findings/exceptions.ts'
import { type Finding, type Outcome, type VerdictWord, whole } from '../findings/finding.ts'
import { readPolicy } from '../policy/reading.ts'
import { ruleIds } from '../rules/index.ts'
import { breakGlassOfMerge } from './break-glass.ts'
import { judgeChange } from './judge-change.ts'
import { judgeDeployment } from './judge-deployment.ts'
import type { Verdict } from './verdict.ts'

/** The worst finding stands. Each change is judged by the policy at its own base, a deployment's by the one of now. */
export function judge(facts: Facts): Verdict {
  const verdict = judgedBy(facts)
  const findings = verdict.findings.toSorted(worstFirst)
  const uses = usesIn(findings, facts.deployment === null ? 'merge' : 'deployment')
  return { ...verdict, word: wordFor(findings), findings, uses }
}

type Judged = Omit<Verdict, 'word' | 'uses'>

function judgedBy(facts: Facts): Judged {
  if (facts.deployment !== null) return judgeDeployment(facts, facts.deployment)
  if (!facts.changes.known) return withoutChanges(facts.changes)
  const changes = facts.changes.value
  const measured = changes.map((change) => {
    const reading = readPolicy(change.policyFile, facts.policyPath, facts.readAt)
    const { policy } = reading
    const covers = policy === null ? [] : exceptionsIn(policy, facts.readAt)
    const { ofChange, recorded } = breakGlassOfMerge(policy, facts)
    const one = judgeChange(change, facts, {
      ...{ policy: reading, file: change.policyFile, environment: null, coverages: covers },
      breakGlass: ofChange,
    })
    const judged = changes.length === 1 ? one : { ...one, findings: one.findings.map(naming) }
    return { judged, asked: recorded }
  })
  const judged = measured.map((one) => one.judged)
  // Under the same policy, as a rule, and so told once.
  const asked = new Map(measured.flatMap((one) => one.asked.map((of) => [of.issue, of] as const)))
  const findings = judged.flatMap((one) => one.findings)
  return { judged, deployment: null, findings, breakGlassRequests: [...asked.values()] }
}

/** What could not be read could be the bad change: nothing is judged, and nothing passes. */
function withoutChanges({ reason, source, remedy }: Unknown): Judged {
  const finding: Finding = {
    ...whole({
      outcome: 'undetermined',
      message: `Nothing could be judged: ${reason} (${source}).`,
      remedy,
    }),
    rule: 'complete-facts',
    enforcement: 'enforce',
    pull: null,
  }
  return { judged: [], deployment: null, findings: [finding], breakGlassRequests: [] }
}

/** Where several are judged together, every sentence says which one it is about. */
const naming = (finding: Finding): Finding => ({
  ...finding,
  message: `#${finding.pull}: ${finding.message}`,
})

function wordFor(findings: readonly Finding[]): VerdictWord {
  const enforced = new Set(
    findings.flatMap(({ enforcement, outcome }) => (enforcement === 'enforce' ? [outcome] : [])),
  )
  if (enforced.has('violated')) return 'fail'
  // Nothing judged is nothing known.
  if (enforced.has('undetermined') || enforced.size === 0) return 'undetermined'
  return enforced.has('excepted') ? 'pass-with-exception' : 'pass'
}

const gravity: readonly Outcome[] = [
  'violated',
  'undetermined',
  'excepted',
  'satisfied',
  'not-applicable',
]

const order: readonly string[] = ruleIds

/** The organization's own conflicts come after the built-in rules. */
const rankOf = (rule: string): number =>
  (order.indexOf(rule) + order.length + 1) % (order.length + 1)

const worstFirst = (a: Finding, b: Finding): number =>
  Number(b.enforcement === 'enforce') - Number(a.enforcement === 'enforce') ||
  gravity.indexOf(a.outcome) - gravity.indexOf(b.outcome) ||
  rankOf(a.rule) - rankOf(b.rule) ||
  a.rule.localeCompare(b.rule) ||
  (a.pull ?? 0) - (b.pull ?? 0)
