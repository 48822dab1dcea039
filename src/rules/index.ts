// The one register of rules: what is not here does not judge.
import { approverDeploys } from './approver-deploys.ts'
import { attributableCommits } from './attributable-commits.ts'
import { authorDeploys } from './author-deploys.ts'
import { authorReleases } from './author-releases.ts'
import { breakGlass, breakGlassOfAll } from './break-glass.ts'
import { bypasserDeploys } from './bypasser-deploys.ts'
import { completeFacts } from './complete-facts.ts'
import { controlPlane } from './control-plane.ts'
import { eligibleApprover } from './eligible-approver.ts'
import { freshApproval } from './fresh-approval.ts'
import { independentApproval } from './independent-approval.ts'
import { protectedPaths } from './protected-paths.ts'
import { requiredChecks } from './required-checks.ts'
import { reviewedRange } from './reviewed-range.ts'
import { selfApproval } from './self-approval.ts'
import { selfDismissal } from './self-dismissal.ts'
import { selfMerge } from './self-merge.ts'
import { selfRelease } from './self-release.ts'
import { sponsoredAgents } from './sponsored-agents.ts'
import type { Rule } from './support/case.ts'
import { attributableRange, completeDeployment } from './support/complete-deployment.ts'
import type { DeploymentRule } from './support/deployment-case.ts'

/** Of each change, by id, in the order in which they are told. `compliantIf` completes "The change is compliant if ...". */
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
  'self-merge': {
    judge: selfMerge,
    compliantIf: 'contributor and merger differ',
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
  'sponsored-agents': {
    judge: sponsoredAgents,
    compliantIf: "every agent's work has a human who answers for it, or two who approved it",
  },
  'complete-facts': {
    judge: completeFacts,
    compliantIf: 'every list is whole, and the head did not move meanwhile',
  },
  // It judges what lifts the violations of all others.
  'break-glass': {
    judge: breakGlass,
    compliantIf:
      'an emergency in use is approved by a second person, within its time and scope, and earlier ones are reconciled',
  },
} as const satisfies Record<string, { readonly judge: Rule; readonly compliantIf: string }>

/** Of a deployment as a whole. */
export const deploymentRules = {
  'author-deploys': {
    judge: authorDeploys,
    compliantIf: 'no contributor of any change deployed is a deployer',
  },
  'author-releases': {
    judge: authorReleases,
    compliantIf: 'no contributor of any change deployed released the environment',
  },
  'self-release': {
    judge: selfRelease,
    compliantIf: 'no deployer released their own deployment',
  },
  'approver-deploys': {
    judge: approverDeploys,
    compliantIf: 'approver and deployer differ',
  },
  'bypasser-deploys': {
    judge: bypasserDeploys,
    compliantIf:
      "who pushed a commit of the range past review, or past the branch's rules, does not deploy",
  },
  'reviewed-range': {
    judge: reviewedRange,
    compliantIf:
      'every commit deployed came through a pull request merged into the protected branch',
  },
  'required-checks': {
    judge: requiredChecks,
    compliantIf:
      'the newest result of each check named in the policy, by name and app, is success on the commit deployed',
  },
} as const satisfies Record<
  string,
  { readonly judge: DeploymentRule; readonly compliantIf: string }
>

/** What the rules of a change say of the deployment beside its changes. */
export const besideChanges = {
  'attributable-commits': attributableRange,
  'complete-facts': completeDeployment,
  'break-glass': breakGlassOfAll,
} as const satisfies Partial<Record<keyof typeof rules, DeploymentRule>>

export type RuleId = keyof typeof rules | keyof typeof deploymentRules

export const allRules: Readonly<Record<RuleId, { readonly compliantIf: string }>> = {
  ...deploymentRules,
  ...rules,
}

export const ruleIds = Object.keys(allRules) as readonly RuleId[]
