// What a check of a policy finds: a remark, and how much it weighs.
import type { Problem, Remark } from '../problem.ts'
import type { Policy } from '../schema.ts'

/** An error: the policy must not stand so. A warning: it may, and somebody believes more of it than it says. */
export interface Flaw extends Remark {
  readonly severity: Problem['severity']
}

/** `lineOf` finds what else a sentence is about. */
export type Check = (policy: Policy, lineOf: (path: readonly PropertyKey[]) => number) => Flaw[]
