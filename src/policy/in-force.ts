// Which policy judges what: a change, a deployment as a whole, and the changes of it that edit the gate itself.
import type { Change } from '../facts/change.ts'
import type { Deployment } from '../facts/deployment.ts'
import { type Fact, valueOr } from '../facts/fact.ts'
import type { TextFile } from '../facts/git.ts'
import { controlPlanePaths } from './control-plane-paths.ts'
import type { PolicyReading, Read } from './parsed-policy.ts'

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
