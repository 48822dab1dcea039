// What a start is looked for by, what is passed on the way, and what is found.
import type {
  Actor,
  Branches,
  Change,
  Deployment,
  Fact,
  RecordedDeployment,
} from '../../facts/facts.ts'

/** The branches that a policy protects. */
export interface Protecting {
  /** Names, and patterns of names. */
  readonly names: readonly string[]
  readonly isProtected: (branch: string) => boolean
}

/** By what a commit is known for a state. */
export interface Standing {
  /** Null: an earlier record, which says itself where the branches that were protected then had stood. */
  readonly branches: Fact<Branches> | null
  readonly protects: Protecting
}

/** What a start is looked for by. */
export interface StartQuestion {
  /** owner/name. */
  readonly repository: string
  readonly environment: string
  /** The commit to be deployed. */
  readonly sha: string
  /** Files of the workflows that the policy names beside the one that asks. */
  readonly workflows: readonly string[]
  readonly standing: Standing
  /** Of the environment. */
  readonly baselines: readonly Baseline[]
}

/** A commit that the policy trusts. */
interface Baseline {
  readonly commit: string
  readonly reason: string
  /** A login with its id. */
  readonly grantedBy: string
}

/** A record that is no start, and why. */
export interface Aside {
  readonly record: number
  readonly commit: string
  /** Completes "the deployment of abc1234 ...": "was by another workflow". */
  readonly why: string
}

/** What was passed on the way, newest first. */
export interface Passed {
  readonly asides: Aside[]
  /** States to which a deployment that is no start may have taken the environment back. */
  readonly back: string[]
  /** States at which this workflow, or one beside it, deployed: those that are believed, but for their notes. */
  readonly ours: string[]
  /** A record was passed over for a note alone, which anybody may write. */
  hasDoubtfulNote: boolean
}

/** Where a range starts. */
export interface Start {
  readonly from: string
  readonly basis: 'deployment' | 'baseline' | 'granted'
  /** Newer records that are no start, each once. */
  readonly asides: readonly Aside[]
  /** By which it starts; null: by no grant. */
  readonly grant: Grant | null
}

/** A baseline of the policy that is used. */
export interface Grant extends Baseline {
  /** Who contributed to what it skips; nobody, where nothing was deployed before and all is skipped. */
  readonly skipped: Fact<readonly Actor[]>
}

export const nothingPassed = (): Passed => ({
  asides: [],
  back: [],
  ours: [],
  hasDoubtfulNote: false,
})

/** As it is judged: what was read of another range says nothing of this one. */
export interface Ranged {
  readonly deployment: Deployment
  /** Null: where it starts is unknown. */
  readonly start: Start | null
}

export interface Read {
  readonly changes: Fact<readonly Change[]>
}

/** With what ships of the changes that were read. */
export type RangedWhole = Ranged & Read

export interface Recorded extends Read {
  /** owner/name. */
  readonly repository: string
  readonly deployment: RecordedDeployment
}
