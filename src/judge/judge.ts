// Folds the rules into a verdict: a function of facts and policy alone, so that anybody can judge again.

import { rangedUnder } from '../duties/range/range.ts'
import type { Ranged } from '../duties/range/search.ts'
import { advised, remedyFor } from '../duties/roster.ts'
import { type Change, type Facts, type Unknown, valueOr } from '../facts/facts.ts'
import { exceptionsIn, usesIn } from '../findings/coverage.ts'
import { type Governing, type InForce, inForce } from '../policy/in-force.ts'
import { policyReader } from '../policy/reading.ts'
import { ruleIds } from '../policy/rule-ids.ts'
import type { Policy } from '../policy/schema.ts'
import { breakGlassUnder } from './break-glass.ts'
import { withFormerNames } from './former-names.ts'
import { judgeChange, judgeDeployment } from './judge-each.ts'
import { gravity, naming, settledTogether, worstOf } from './settled.ts'
import { withTrustedPolicy } from './trusted-policy.ts'
import {
  type FactsUnderPolicy,
  type Finding,
  type JudgedChange,
  type Verdict,
  type VerdictWord,
  whole,
} from './verdict.ts'

/** The worst finding stands. Each change is judged by the policy at its own base, a deployment's by the one of now. */
export function judge(facts: Facts): Verdict {
  const verdict = judgedBy(facts)
  const findings = verdict.findings.toSorted(worstFirst)
  const uses = usesIn(findings, facts.deployment === null ? 'merge' : 'deployment')
  return { ...verdict, word: wordFor(findings), findings, uses }
}

type Governings = ReturnType<InForce['ofChange']>
type Judged = Omit<Verdict, 'word' | 'uses'>

/** A deployment's range is what its policy lets it be. */
function judgedBy(given: Facts): Judged {
  const reading = policyReader(given.policyPath, given.readAt)
  const all = withTrustedPolicy(given, reading)
  const { ofDeployment } = inForce(all, reading)
  const policy = ofDeployment?.now.policy.policy ?? null
  const { repository, deployment } = all
  const read = withFormerNames(all.changes)
  const ranged = deployment && rangedUnder({ repository, deployment, changes: read }, policy)
  const facts = {
    ...all,
    deployment: ranged?.deployment ?? null,
    changes: ranged?.changes ?? read,
  }
  return judgedIn(facts, inForce(facts, reading), ranged?.start ?? null)
}

function judgedIn(facts: FactsUnderPolicy, policies: InForce, start: Ranged['start']): Judged {
  const { deployment, changes } = facts
  if (deployment === null && !changes.known) return withoutChanges(changes)
  // Changes under one policy share what follows from it: a request is weighed once, not by each of 150 changes.
  const under = once((policy: Policy | null) => ({
    coverages: policy === null ? [] : exceptionsIn(policy, facts.readAt),
    ...breakGlassUnder(policy, facts),
  }))
  const judgeUnder = (change: Change, [own, ...floors]: Governings): JudgedChange => {
    const isPromotion = policies.isPromotion(change)
    const by = (governing: Governing): JudgedChange => {
      const { coverages, ofChange: breakGlass } = under(governing.policy.policy)
      return judgeChange(change, facts, {
        ...{ ...governing, coverages, breakGlass, proposedBy: policies.proposedBy, isPromotion },
        environment: deployment?.environment ?? null,
      })
    }
    return worstOf(by(own), floors.map(by))
  }
  /** The parts of a promotion are judged by the policy that judges the promotion. */
  const partsOf = (change: Change, by: Governings): readonly JudgedChange[] =>
    (policies.isPromotion(change) ? valueOr(change.parts, []) : []).flatMap(({ change: part }) => [
      judgeUnder(part, by),
      ...partsOf(part, by),
    ])
  const judgeAll = (): readonly JudgedChange[] => {
    const all = valueOr(changes, [])
    const own = all.map((change) => judgeUnder(change, policies.ofChange(change)))
    const known = new Set(all.map(({ pull }) => pull.number))
    const parts = all
      .flatMap((change) => partsOf(change, policies.ofChange(change)))
      .filter(({ change }) => !known.has(change.pull.number))
    return [...own, ...new Map(parts.map((one) => [one.change.pull.number, one])).values()]
  }
  if (deployment === null || policies.ofDeployment === null) {
    return ofMerge(judgeAll(), (policy) => under(policy).recorded)
  }
  const { policy } = policies.ofDeployment.now.policy
  // Without a policy for the deployment nothing of it is judged.
  const judged = policy === null ? [] : judgeAll()
  const { coverages, ofAll, recorded } = under(policy)
  const criteria = { ...policies.ofDeployment, start, coverages, breakGlass: ofAll }
  const whole = judgeDeployment(facts, deployment, judged, criteria)
  return {
    ...{ judged, deployment: whole.deployment, breakGlassRequests: recorded },
    findings: settledTogether([...whole.findings, ...judged.flatMap(({ findings }) => findings)]),
  }
}

/** What is recorded of requests is told once, though several policies may see them. */
function ofMerge(
  changes: readonly JudgedChange[],
  recordedUnder: (policy: Policy | null) => Verdict['breakGlassRequests'],
): Judged {
  const judged =
    changes.length === 1
      ? changes
      : changes.map((one) => ({ ...one, findings: one.findings.map(naming) }))
  const findings = judged.flatMap((one) => one.findings)
  const recorded = judged.flatMap((one) => recordedUnder(one.policy.policy))
  const breakGlassRequests = [...new Map(recorded.map((one) => [one.issue, one])).values()]
  return { judged, deployment: null, findings, breakGlassRequests }
}

function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

/** What could not be read could be the bad change: nothing is judged, and nothing passes. */
function withoutChanges(unread: Unknown): Judged {
  const finding: Finding = {
    ...whole({
      outcome: 'undetermined',
      message: `Nothing could be judged: ${unread.reason}.`,
      ...advised([remedyFor(unread)]),
    }),
    rule: 'complete-facts',
    enforcement: 'enforce',
    pull: null,
  }
  return { judged: [], deployment: null, findings: [finding], breakGlassRequests: [] }
}

function wordFor(findings: readonly Finding[]): VerdictWord {
  const enforced = new Set(
    findings.flatMap(({ enforcement, outcome }) => (enforcement === 'enforce' ? [outcome] : [])),
  )
  if (enforced.has('violated')) return 'fail'
  // Nothing judged is nothing known.
  if (enforced.has('undetermined') || enforced.size === 0) return 'undetermined'
  return enforced.has('excepted') ? 'pass-with-exception' : 'pass'
}

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
