// What GitHub said of the commits that a deployment ships, and of the branches that they came by. What it means is decided elsewhere.
import * as z from 'zod'
import {
  commit,
  comparisonStatuses,
  factOf,
  form,
  list,
  maybe,
  push,
  recordOf,
  text,
} from './fact.ts'

const branch = form({
  /** Full oid. */
  tip: text,
  /** Of its activity, newest first, as far as they were asked for. */
  rows: factOf(list(push)),
  /** Do those reach back as far as GitHub tells? */
  isWhole: z.boolean(),
})

export const branches = form({
  defaultBranch: text,
  /** By name; null: there is none of the name. */
  read: recordOf(branch.nullable()),
  /** By pattern: the branches whose names begin like it. */
  alike: recordOf(list(text)),
  /** By `commit...tip`: what the tip has beyond the commit, each with its first parent; null: it does not hold the commit. */
  steps: recordOf(list(form({ oid: text, parent: maybe })).nullable()),
  /** By `commit...tip`, as GitHub compares the two; null: one of them is lost. */
  orders: recordOf(z.enum(comparisonStatuses).nullable()),
})

/** A merged pull request that GitHub associates with a commit: generous, and no proof. */
const associated = form({
  number: z.int(),
  /** The branch that it was merged into, and the repository of that: owner/name, null where it is gone. */
  base: text,
  repository: maybe,
  mergeCommit: maybe,
})

const shippedCommit = form({
  oid: text,
  parents: list(text),
  /** Validly signed by GitHub: it made the commit itself. */
  isGitHubs: z.boolean(),
  pulls: list(associated),
  /** Were all of them listed? */
  isWhole: z.boolean(),
})

const pull = form({
  /** The commit that brought it onto its base. */
  mergeCommit: maybe,
  /** Its own. */
  commits: factOf(list(text)),
})

export const shipped = form({
  /** Where it was read from: what was trusted last. Full oid. */
  from: text,
  /** As GitHub compares that with the commit deployed; `diverged` counts from where the two parted. */
  status: z.enum(comparisonStatuses),
  /** In GitHub's order. */
  commits: list(shippedCommit),
  /** By number: those of the pull requests that were read. */
  pulls: recordOf(pull),
  /** Commits of which it matters who wrote them. */
  authored: list(commit),
  /** GitHub's clock when it was last asked for the pull requests. */
  askedAt: text,
})

export type Branches = z.output<typeof branches>
export type BranchRead = z.output<typeof branch>
export type Associated = z.output<typeof associated>
export type ShippedCommit = z.output<typeof shippedCommit>
export type Shipped = z.output<typeof shipped>
