// What others know of a policy: its type and defaults, what can be wrong with it, and the accounts that it names.

export { accountNamed, isPinned, loginNamed, means, sameName } from './accounts.ts'
export {
  cut,
  error,
  type LineOf,
  nameOf,
  nearest,
  type Path,
  type Position,
  type Problem,
  quote,
  type Remark,
  warning,
} from './problem.ts'
export { conflictIds, neverExcepted, neverWaived, otherRuleIds } from './rule-ids.ts'
export { defaultPolicy, type Parties, type Policy, policySchema } from './schema.ts'
