// Which policy judges what: a change, a deployment as a whole, and the changes of it that edit the gate itself; and what reading one gave.
import { type Change, type Deployment, type Fact, type TextFile, valueOr } from '../facts/facts.ts'
import { controlPlanePaths } from './control-plane-paths.ts'
import type { Problem } from './problem.ts'
import type { Policy } from './schema.ts'

/** A policy, and the fact that it was read from. */
export interface Governing {
  readonly policy: PolicyReading
  readonly file: Fact<TextFile | null>
}

/** Of a deployment: the default branch's policy now, and the one where the range starts. */
export interface OfDeployment {
  readonly now: Governing
  readonly atStart: Governing
}

export interface InForce {
  readonly ofDeployment: OfDeployment | null
  /** A merge is judged by the policy at its base. */
  readonly ofChange: (change: Change) => Governing
  /** What a change would make of the policy. */
  readonly proposedBy: (change: Change) => PolicyReading
}

interface Shipped {
  readonly policyPath: string
  readonly deployment: Deployment | null
}

export function inForce({ policyPath, deployment }: Shipped, read: Read): InForce {
  const governing = (file: Governing['file']): Governing => ({ policy: read(file), file })
  const ofDeployment = deployment && {
    now: governing(deployment.policyFile),
    atStart: governing(deployment.policyAtStart),
  }
  const ofChange = (change: Change): Governing => {
    if (ofDeployment === null) return governing(change.policyFile)
    return governs(change, policyPath) ? ofDeployment.atStart : ofDeployment.now
  }
  return { ofDeployment, ofChange, proposedBy: ({ policyProposed }) => read(policyProposed) }
}

/** A change of the gate itself must not be judged by the policy that it made. */
const governs = ({ files }: Change, policyPath: string): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).length > 0

export interface ParsedPolicy {
  /** Null: there are errors. A policy is used whole or not at all. */
  readonly policy: Policy | null
  /** All of them, in the order of the file. */
  readonly problems: readonly Problem[]
}

export interface PolicyReading extends ParsedPolicy {
  readonly path: string
  /** The commit at which the file was read, and its blob; null: there is no file. */
  readonly commit: string | null
  readonly blob: string | null
}

export type Read = (file: Fact<TextFile | null>) => PolicyReading
