// Which policy judges what: a change, a deployment as a whole, and the changes of it that edit the gate itself.
import type { Change } from '../facts/change.ts'
import { type Fact, valueOr } from '../facts/fact.ts'
import type { Facts } from '../facts/facts.ts'
import type { TextFile } from '../facts/git.ts'
import { controlPlanePaths } from './control-plane-paths.ts'
import type { PolicyReading } from './parsed-policy.ts'
import { readPolicy } from './reading.ts'

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

export type Read = (file: Fact<TextFile | null>) => PolicyReading

/** Each text is read once, however many commits hold it. `now` as for `readPolicy`. */
export function policyReader(path: string, now: string | null): Read {
  const readings = new Map<string, { readonly text: string; readonly reading: PolicyReading }>()
  return (file) => {
    if (!file.known || file.value === null) return readPolicy(file, path, now)
    const { blob, text, flaw, path: at, commit } = file.value
    const earlier = readings.get(blob)
    // A record may be forged, so that the same blob stands for two texts.
    if (earlier !== undefined && earlier.text === text && flaw === null) {
      return { ...earlier.reading, path: at, commit }
    }
    const reading = readPolicy(file, path, now)
    if (flaw === null) readings.set(blob, { text, reading })
    return reading
  }
}

/** `read` where some of it was read before. */
export function inForce(
  { policyPath, deployment, readAt }: Pick<Facts, 'policyPath' | 'deployment' | 'readAt'>,
  read: Read = policyReader(policyPath, readAt),
): InForce {
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

/** A change that edits the policy must not be judged by what it made of it. */
const governs = ({ files }: Change, policyPath: string): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).length > 0
