// Folds the rules into a verdict: a function of facts and policy alone, so that anybody can judge again.
import type { Change, Facts } from '../change/change.ts'
import type { Unknown } from '../change/fact.ts'
import { assign } from '../duties/assign.ts'
import { identifier } from '../duties/people.ts'
import { ended } from '../duties/sentence.ts'
import { type PolicyReading, readPolicy } from '../policy/reading.ts'
import type { Case } from './case.ts'
import type { Answer, Finding, Outcome, VerdictWord } from './finding.ts'
import { type RuleId, ruleIds, rules } from './index.ts'
import type { JudgedChange, Verdict } from './verdict.ts'

/** Judges every change by the policy at its own base; the worst of them stands. */
export function judge(facts: Facts): Verdict {
  if (!facts.changes.known) return withoutFacts(facts.changes)
  const alone = facts.changes.value.length === 1
  const judged = facts.changes.value.map((change) => {
    const one = judgeChange(change, facts)
    return alone ? one : { ...one, findings: one.findings.map(naming) }
  })
  const findings = judged.flatMap((one) => one.findings).toSorted(worstFirst)
  return { word: wordFor(findings), judged, findings }
}

function judgeChange(change: Change, { policyPath, directory }: Facts): JudgedChange {
  const reading = readPolicy(change.policyFile, policyPath)
  const { policy } = reading
  const identify = identifier(policy?.people ?? [])
  const told = { change, policy: reading, ...assign(change, identify) }
  if (policy === null) return { ...told, findings: withoutPolicy(change, reading) }

  const judged: Case = { ...told, policy, policyPath, identify, directory }
  return { ...told, findings: ruleIds.map((rule) => findingOf(rule, judged)) }
}

/** Where several are judged together, every sentence says which one it is about. */
const naming = (finding: Finding): Finding => ({
  ...finding,
  message: `#${finding.pull}: ${finding.message}`,
})

function findingOf(rule: RuleId, judged: Case): Finding {
  const { conflicts, rules: others } = judged.policy
  const { enforcement } = { ...conflicts, ...others }[rule]
  const answer: Answer =
    enforcement === 'off'
      ? { outcome: 'not-applicable', message: 'Switched off by the policy.' }
      : rules[rule].judge(judged)
  return { ...whole(answer), rule, enforcement, pull: judged.change.pull.number }
}

/** What could not be read could be the bad change: nothing is judged, and nothing passes. */
function withoutFacts({ reason, source, remedy }: Unknown): Verdict {
  const findings: readonly Finding[] = [
    {
      ...whole({
        outcome: 'undetermined',
        message: `Nothing could be judged: ${reason} (${source}).`,
        remedy,
      }),
      rule: 'complete-facts',
      enforcement: 'enforce',
      pull: null,
    },
  ]
  return { word: wordFor(findings), judged: [], findings }
}

/** A policy that cannot be read could demand anything: no rule is judged, and the change does not pass. */
function withoutPolicy({ pull, policyFile }: Change, reading: PolicyReading): readonly Finding[] {
  const { path, problems } = reading
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors.slice(0, 5).map(({ line, message }) => `Line ${line}: ${ended(message)}`)
  const more = errors.length > first.length ? [`And ${errors.length - first.length} more.`] : []
  const reasons = [...first, ...more].join(' ')
  const stopping: Answer = policyFile.known
    ? {
        outcome: 'undetermined',
        message: `The policy ${path} cannot be used. ${reasons}`,
        remedy: `Correct ${path} on the base branch; until then nothing is judged and nothing passes.`,
      }
    : {
        outcome: 'undetermined',
        message: `The policy ${path} could not be read: ${policyFile.reason} (${policyFile.source}).`,
        remedy: policyFile.remedy,
      }
  const silent: Answer = { outcome: 'not-applicable', message: 'Not judged without a policy.' }
  return ruleIds.map((rule) => ({
    ...whole(rule === 'complete-facts' ? stopping : silent),
    rule,
    enforcement: 'enforce',
    pull: pull.number,
  }))
}

const whole = (answer: Answer) => ({
  outcome: answer.outcome,
  message: answer.message,
  remedy: answer.remedy ?? null,
  people: [...new Set(answer.people)],
  paths: [...new Set(answer.paths)],
  commits: [...new Set(answer.commits)],
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

const worstFirst = (a: Finding, b: Finding): number =>
  Number(b.enforcement === 'enforce') - Number(a.enforcement === 'enforce') ||
  gravity.indexOf(a.outcome) - gravity.indexOf(b.outcome) ||
  order.indexOf(a.rule) - order.indexOf(b.rule) ||
  (a.pull ?? 0) - (b.pull ?? 0)
