// What a rule judges, a change or a deployment of changes, and what it answers.

import type { BreakGlassCase } from '../../break-glass/break-glass.ts'
import type { AssignedChange, Roster } from '../../duties/roster.ts'
import type { Deployment } from '../../facts/deployment.ts'
import type { Fact } from '../../facts/fact.ts'
import type { Directory } from '../../facts/facts.ts'
import type { Answer, Finding } from '../../findings/finding.ts'
import type { Problem } from '../../policy/problem.ts'
import type { Policy } from '../../policy/schema.ts'

/** One change, what people did for it, and what the policy demands. */
export interface Case extends AssignedChange {
  readonly directory: Directory
  readonly policy: Policy
  /** Where the policy lives: editing it is a control-plane change. */
  readonly policyPath: string
  /** What is wrong with the policy that the change proposes, read where that is asked. */
  readonly proposed: () => readonly Problem[]
  readonly breakGlass: BreakGlassCase
  /** What the rules before this one found; break-glass comes last. */
  readonly found: readonly Finding[]
}

/** The deployment, its people, and every change that it would ship. */
export interface DeploymentCase {
  readonly deployment: Deployment
  /** Whether every change of the range could be read. */
  readonly changesRead: Fact<unknown>
  readonly roster: Roster
  readonly changes: readonly AssignedChange[]
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

export const aboutAll = (answer: Answer): readonly DeploymentAnswer[] => [{ ...answer, pull: null }]

/** A rule never throws for what it finds, and never turns something unknown into satisfied. */
export type ChangeRule = (judged: Case) => Answer

/** One answer about all, or one for each change that there is something to say of. None: nothing to say. */
export type DeploymentRule = (judged: DeploymentCase) => readonly DeploymentAnswer[]

/** What the register holds of a rule, by what it judges. */
export interface Judging {
  readonly change: { readonly ofChange: ChangeRule }
  readonly deployment: { readonly ofDeployment: DeploymentRule }
  readonly both: { readonly ofChange: ChangeRule; readonly ofDeployment: DeploymentRule }
}
