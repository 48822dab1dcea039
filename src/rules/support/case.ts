// What a rule judges: one change, what people did for it, and what the policy demands.

import type { BreakGlassCase } from '../../break-glass/break-glass.ts'
import type { Identify } from '../../duties/people.ts'
import type { Approvals, Roster } from '../../duties/roster.ts'
import type { Change } from '../../facts/change.ts'
import type { Directory } from '../../facts/facts.ts'
import type { Answer, Finding } from '../../findings/finding.ts'
import type { Policy } from '../../policy/schema.ts'

export interface Case {
  readonly change: Change
  readonly roster: Roster
  readonly approvals: Approvals
  readonly identify: Identify
  readonly directory: Directory
  readonly policy: Policy
  /** Where the policy lives: editing it is a control-plane change. */
  readonly policyPath: string
  readonly breakGlass: BreakGlassCase
  /** What the rules before this one found; break-glass comes last. */
  readonly found: readonly Finding[]
}

/** A rule never throws for what it finds, and never turns something unknown into satisfied. */
export type Rule = (judged: Case) => Answer
