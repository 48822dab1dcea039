// Which policy judges what: a change, a deployment as a whole, and the changes of it that edit the gate itself; and what reading one gave.
import {
  type Change,
  type Fact,
  type RecordedDeployment,
  type TextFile,
  valueOr,
} from '../facts/facts.ts'
import { controlPlanePaths, isAtPolicy } from './paths/control-plane-paths.ts'
import { matchesBranch } from './paths/patterns.ts'
import type { Policy, Problem } from './policy.ts'

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
  /** All that judge a change: the worse answer of each rule stands. */
  readonly ofChange: (change: Change) => readonly [Governing, ...Governing[]]
  /** A protected branch is merged into another one: what was merged into it is judged as it was there. */
  readonly isPromotion: (change: Change) => boolean
  /** What a change would make of the policy. */
  readonly proposedBy: (change: Change) => PolicyReading
}

interface Shipped {
  readonly policyPath: string
  readonly deployment: RecordedDeployment | null
}

export function inForce({ policyPath, deployment }: Shipped, read: Read): InForce {
  const governing = (file: Governing['file']): Governing => ({
    policy: isMissed(file, policyPath) ? missed(policyPath) : read(file),
    file,
  })
  const ofDeployment = deployment && {
    now: governing(deployment.policyFile),
    // It may be older than the policy.
    atStart: { policy: read(deployment.policyAtStart), file: deployment.policyAtStart },
  }
  const before = ({ atStart }: OfDeployment, { pull }: Change): Governing => {
    const file = deployment?.policiesBefore[pull.number]
    return file === undefined ? atStart : { policy: read(file), file }
  }
  const ofChange = (change: Change): readonly [Governing, ...Governing[]] => {
    if (ofDeployment !== null) {
      return [governs(change, policyPath) ? before(ofDeployment, change) : ofDeployment.now]
    }
    return ofMerge(change, governing)
  }
  const isPromotion = ({ pull, defaultPolicyFile }: Change): boolean => {
    const { policy } = ofDeployment?.now.policy ?? read(defaultPolicyFile)
    const { isProtected } = protectedBranches(policy, pull.repository.defaultBranch)
    return !pull.isFork && isProtected(pull.head.branch)
  }
  return {
    ofDeployment,
    ofChange,
    isPromotion,
    proposedBy: ({ policyProposed }) => read(policyProposed),
  }
}

/** Who may write to some branch may write its policy too: the default branch's is the floor of every other. */
function ofMerge(
  { pull, policyFile, defaultPolicyFile }: Change,
  governing: (file: Governing['file']) => Governing,
): readonly [Governing, ...Governing[]] {
  const { defaultBranch } = pull.repository
  if (pull.base.branch === defaultBranch) return [governing(policyFile)]
  const floor = governing(defaultPolicyFile)
  const hasOwn = !policyFile.known || policyFile.value !== null
  return hasOwn ? [governing(policyFile), floor] : [floor]
}

export interface ProtectedBranches {
  /** Names, and patterns of names. */
  readonly names: readonly string[]
  readonly isProtected: (branch: string) => boolean
}

/** By the default branch's policy; a policy that cannot be used protects the default branch. */
export function protectedBranches(policy: Policy | null, defaultBranch: string): ProtectedBranches {
  const patterns = policy?.deployment.branches
  // The name of the default branch is no pattern, whatever stands in it.
  if (patterns === undefined) {
    return { names: [defaultBranch], isProtected: (branch) => branch === defaultBranch }
  }
  const isProtected = (branch: string) => matchesBranch(patterns, branch)
  return { names: patterns, isProtected }
}

export const defaultPolicyPath = '.github/separation-of-duties.yml'

/** The defaults stand in for a policy that nobody has written, never for one that somebody names and that is not there. */
const isMissed = (file: Governing['file'], path: string): boolean =>
  path !== defaultPolicyPath && file.known && file.value === null

function missed(path: string): PolicyReading {
  const message = 'The input `policy` names this file, and there is none.'
  const problem = { severity: 'error', line: 1, column: 1, message } as const
  return { path, commit: null, blob: null, policy: null, problems: [problem] }
}

/** A change of the gate itself must not be judged by the policy that it made. */
export const governs = ({ files }: Change, policyPath: string): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).length > 0

export const touchesPolicy = ({ files }: Change, policyPath: string): boolean =>
  controlPlanePaths(valueOr(files, []), policyPath).some((path) => isAtPolicy(path, policyPath))

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
