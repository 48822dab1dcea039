// The one register of rules: what is not here does not judge.
import { attributableCommits } from './attributable-commits.ts'
import type { Rule } from './case.ts'
import { completeFacts } from './complete-facts.ts'
import { controlPlane } from './control-plane.ts'
import { eligibleApprover } from './eligible-approver.ts'
import { freshApproval } from './fresh-approval.ts'
import { independentApproval } from './independent-approval.ts'
import { protectedPaths } from './protected-paths.ts'
import { selfApproval } from './self-approval.ts'
import { selfDismissal } from './self-dismissal.ts'

/** By id, in the order in which they are told. `compliantIf` completes "The change is compliant if ...". */
export const rules = {
  'self-approval': {
    judge: selfApproval,
    compliantIf: "no contributor's approval is needed to meet the demand",
  },
  'independent-approval': {
    judge: independentApproval,
    compliantIf: 'as many independent approvals of the head count as the policy demands',
  },
  'fresh-approval': {
    judge: freshApproval,
    compliantIf: 'no approval had to be set aside as stale while approvals are short',
  },
  'eligible-approver': {
    judge: eligibleApprover,
    compliantIf: 'no approval had to be set aside as not entitled while approvals are short',
  },
  'self-dismissal': {
    judge: selfDismissal,
    compliantIf: 'no contributor dismissed a review that asked for changes',
  },
  'protected-paths': {
    judge: protectedPaths,
    compliantIf: 'each protected path has its separate approvals',
  },
  'control-plane': {
    judge: controlPlane,
    compliantIf:
      'a change to the policy, CODEOWNERS, workflows or actions has an independent approval from their owners',
  },
  'attributable-commits': {
    judge: attributableCommits,
    compliantIf: 'every commit leads to known people',
  },
  'complete-facts': {
    judge: completeFacts,
    compliantIf: 'every list is whole, and the head did not move meanwhile',
  },
} as const satisfies Record<string, { readonly judge: Rule; readonly compliantIf: string }>

export type RuleId = keyof typeof rules

export const ruleIds = Object.keys(rules) as readonly RuleId[]
