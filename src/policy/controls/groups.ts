// The rules in groups, by what they give evidence of: each clause of a standard names groups, not rules one by one.
import type { RuleId } from '../rule-ids.ts'

export const groups = {
  /** Approvals. */
  A: [
    'self-approval',
    'independent-approval',
    'fresh-approval',
    'eligible-approver',
    'self-dismissal',
  ],
  /** Tests. */
  T: ['required-checks'],
  /** Merging. */
  M: ['self-merge'],
  /** Deploying. */
  D: ['author-deploys', 'author-releases', 'self-release', 'approver-deploys', 'reviewed-range'],
  /** Paths. */
  P: ['protected-paths'],
  /** The gate itself. */
  C: ['control-plane'],
  /** Emergencies. */
  B: ['break-glass', 'bypasser-deploys'],
  /** Pushing without review. */
  Y: ['bypasser-deploys'],
  /** Who answers for what was written. */
  S: ['sponsored-agents', 'attributable-commits'],
} as const satisfies Readonly<Record<string, readonly RuleId[]>>

export type RuleGroup = keyof typeof groups
