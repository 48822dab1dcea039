// A policy that cannot be read could demand anything: no rule is judged, and nothing passes.

import { ended } from '../duties/evidence.ts'
import type { Fact } from '../facts/fact.ts'
import { type Answer, type Finding, whole } from '../findings/finding.ts'
import type { PolicyReading } from '../policy/parsed-policy.ts'
import type { RuleId } from '../policy/rule-ids.ts'

/** `pull` is null where the policy is a deployment's. */
export function unusablePolicy(
  { path, problems }: PolicyReading,
  file: Fact<unknown>,
  rules: readonly RuleId[],
  pull: number | null,
): readonly Finding[] {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors.slice(0, 5).map(({ line, message }) => `Line ${line}: ${ended(message)}`)
  const more = errors.length > first.length ? [`And ${errors.length - first.length} more.`] : []
  const stopping: Answer = file.known
    ? {
        outcome: 'undetermined',
        message: `The policy ${path} cannot be used. ${[...first, ...more].join(' ')}`,
        remedy: `Correct ${path} on the base branch; until then nothing is judged and nothing passes.`,
      }
    : {
        outcome: 'undetermined',
        message: `The policy ${path} could not be read: ${file.reason} (${file.source}).`,
        remedy: file.remedy,
      }
  const silent: Answer = { outcome: 'not-applicable', message: 'Not judged without a policy.' }
  return rules.map((rule) => ({
    ...whole(rule === 'complete-facts' ? stopping : silent),
    rule,
    enforcement: 'enforce',
    pull,
  }))
}
