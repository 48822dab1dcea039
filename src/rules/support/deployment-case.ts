// What a rule about a deployment judges: the deployment, its people, and every change that it would ship.

import type { BreakGlassCase } from '../../break-glass/break-glass.ts'
import type { AssignedChange, Roster } from '../../duties/roster.ts'
import type { Deployment } from '../../facts/deployment.ts'
import type { Fact } from '../../facts/fact.ts'
import type { Answer, Finding } from '../../findings/finding.ts'
import type { PolicyReading } from '../../policy/parsed-policy.ts'
import type { Policy } from '../../policy/schema.ts'

export interface DeploymentCase {
  readonly deployment: Deployment
  /** Whether every change of the range could be read. */
  readonly changesRead: Fact<unknown>
  readonly roster: Roster
  readonly changes: readonly (AssignedChange & { readonly policy: PolicyReading })[]
  readonly policy: Policy
  readonly breakGlass: BreakGlassCase
  /** What the rules before this one found; break-glass comes last. */
  readonly found: readonly Finding[]
  /** What was found of the changes, each for itself. */
  readonly foundOfChanges: readonly Finding[]
}

/** About one change of the deployment, or, with null, about all of it. */
export interface DeploymentAnswer extends Answer {
  readonly pull: number | null
}

export type DeploymentRule = (judged: DeploymentCase) => readonly DeploymentAnswer[]

export const aboutAll = (answer: Answer): readonly DeploymentAnswer[] => [{ ...answer, pull: null }]
