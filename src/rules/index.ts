// The one register of rules: what is not here does not judge. A rule without a row in the catalogue does not compile, nor a row without a rule.
import { changeRuleIds, type RuleId, ruleIds, type ScopeOf } from '../policy/rule-ids.ts'
import { attributableCommits, attributableRange } from './attributable-commits.ts'
import { breakGlass, breakGlassOfAll } from './break-glass.ts'
import { completeDeployment, completeFacts } from './complete-facts.ts'
import { builtInConflicts, ownConflictsOfChanges, ownConflictsOfDeployments } from './conflicts.ts'
import { controlPlane } from './control-plane.ts'
import { eligibleApprover } from './eligible-approver.ts'
import { freshApproval } from './fresh-approval.ts'
import { independentApproval } from './independent-approval.ts'
import { protectedPaths } from './protected-paths.ts'
import { requiredChecks } from './required-checks.ts'
import { reviewedRange } from './reviewed-range.ts'
import { selfApproval } from './self-approval.ts'
import { sponsoredAgents } from './sponsored-agents.ts'
import type { Case, ChangeRule, DeploymentRule, Judging } from './support/case.ts'

const rules = {
  ...builtInConflicts,
  // A contributor's approval makes no approver, so the matrix never finds one who is both: the shortage tells it.
  'self-approval': { ofChange: selfApproval },
  'independent-approval': { ofChange: independentApproval },
  'fresh-approval': { ofChange: freshApproval },
  'eligible-approver': { ofChange: eligibleApprover },
  'reviewed-range': { ofDeployment: reviewedRange },
  'required-checks': { ofDeployment: requiredChecks },
  'protected-paths': { ofChange: protectedPaths },
  'control-plane': { ofChange: controlPlane },
  'attributable-commits': { ofChange: attributableCommits, ofDeployment: attributableRange },
  'sponsored-agents': { ofChange: sponsoredAgents },
  'complete-facts': { ofChange: completeFacts, ofDeployment: completeDeployment },
  'break-glass': { ofChange: breakGlass, ofDeployment: breakGlassOfAll },
} as const satisfies { readonly [Id in RuleId]: Judging[ScopeOf<Id>] }

type Policy = Case['policy']

type Entry<Rule> = readonly [rule: string, judge: Rule]

/** Those under a policy, in order; `last` judges what the others found. */
interface Rules<Rule> {
  readonly first: readonly Entry<Rule>[]
  readonly last: Entry<Rule>
}

export const rulesOfChanges = (policy: Policy): Rules<ChangeRule> => ({
  first: [...changeRuleIds.flatMap(ofChange), ...ownConflictsOfChanges(policy)],
  last: ['break-glass', rules['break-glass'].ofChange],
})

export const rulesOfDeployments = (policy: Policy): Rules<DeploymentRule> => ({
  first: [...ruleIds.flatMap(ofDeployment), ...ownConflictsOfDeployments(policy)],
  last: ['break-glass', rules['break-glass'].ofDeployment],
})

function ofChange(id: RuleId): readonly Entry<ChangeRule>[] {
  const rule = rules[id]
  return id !== 'break-glass' && 'ofChange' in rule ? [[id, rule.ofChange]] : []
}

function ofDeployment(id: RuleId): readonly Entry<DeploymentRule>[] {
  const rule = rules[id]
  return id !== 'break-glass' && 'ofDeployment' in rule ? [[id, rule.ofDeployment]] : []
}
