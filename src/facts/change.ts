// What happened: one pull request as GitHub reports it, every part a fact or unknown. All times are GitHub's own.
import * as z from 'zod'
import {
  changedFile,
  commit,
  type Fact,
  factOf,
  form,
  formerHead,
  list,
  maybe,
  maybeActor,
  mergeSides,
  push,
  text,
  textFile,
} from './fact.ts'

const pullRequest = form({
  number: z.int(),
  url: text,
  title: text,
  /** The default branch and its tip; null: GitHub names none. */
  repository: form({ id: z.int(), defaultBranch: text, defaultTip: maybe }),
  /** OPEN, CLOSED or MERGED. */
  state: text,
  mergedAt: maybe,
  /** The commit that brought it onto its base; null: not merged. */
  mergeCommit: maybe,
  /** `oid` is the base of the diff, the branch's tip when GitHub last looked; `tip` is that of now, null where it is gone. */
  base: form({ branch: text, oid: text, tip: maybe }),
  head: form({ branch: text, oid: text, repository: maybe }),
  isFork: z.boolean(),
  /** Null: the account is deleted. */
  author: maybeActor,
})

const review = form({
  id: text,
  /** APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED or PENDING, as it stands now: a dismissal changes the review itself. */
  state: text,
  /** Null: the account is deleted. */
  by: maybeActor,
  at: text,
  /** Null: GitHub lost the commit that was reviewed. */
  commit: maybe,
  edited: form({ by: maybeActor }).nullable(),
  /** The right to push as of now, not of the review; null: GitHub does not say. */
  canPush: z.boolean().nullable(),
})

const dismissal = form({ by: maybeActor, at: text, review: maybe, was: text })

/** The base became another, by hand, by GitHub, or by a force-push to it. */
const baseChange = form({
  by: maybeActor,
  at: text,
  how: z.enum(['retargeted', 'retargeted-by-github', 'force-pushed']),
})

const merging = form({
  by: maybeActor,
  how: z.enum(['merged', 'queued', 'switched on auto-merge for']),
})

const workStart = form({ by: maybeActor, at: text })
const assigning = form({ by: maybeActor, at: text, assignee: maybeActor })

const codeowners = form({
  file: textFile,
  errors: list(form({ line: z.number(), message: text })),
})

/** What stands at a path; `mode` as octal digits. A submodule's blob is the commit that it names. */
const treeEntry = form({ blob: text, mode: text })

/** What a head changes against where it parted from what it is merged onto: by this alone two heads are known to be one change. */
const net = form({
  /** Where head and base parted, as GitHub compares them. Full oid. */
  mergeBase: text,
  /** Every name that changed, both of a renamed file; null: nothing stands there. */
  files: list(form({ path: text, before: treeEntry.nullable(), after: treeEntry.nullable() })),
  /** Of the latest head: other commits of the base on which its own ones rest, and whether the merge base holds each. */
  forks: list(form({ commit: text, isHeld: z.boolean() })),
})

const sharedHead = form({ number: z.int(), baseBranch: text, by: maybeActor })

/** A pull request that was merged into the head branch, by the row of its activity. Full oids. */
export interface Part {
  readonly before: string | null
  readonly after: string | null
  readonly change: Change
}

const part: z.ZodType<Part> = z.lazy(() => form({ before: maybe, after: maybe, change }))

const own = form({
  pull: pullRequest,
  /** The head once everything else had been read: it must be the one that is judged. */
  headAfter: factOf(text),
  /** GitHub's list: what the head reaches and the base does not. */
  commits: factOf(list(commit)),
  formerHeads: factOf(list(formerHead)),
  /** The activity of the head's branch, whenever it was. */
  pushes: factOf(list(push)),
  /** Those that the pull request's timeline tells of. */
  forcePushes: factOf(list(push)),
  /** By the oid of the merge commit, for those that "Update branch" may have made. */
  updates: z.record(text, factOf(mergeSides)).readonly(),
  /** By the oid of a head; asked only where an approval of an earlier head could count for the latest one. */
  nets: z.record(text, factOf(net)).readonly(),
  reviews: factOf(list(review)),
  dismissals: factOf(list(dismissal)),
  baseChanges: factOf(list(baseChange)),
  /** Who merged it, queued it or switched on its auto-merge. */
  mergers: factOf(list(merging)),
  /** Who gave the work to whom: an agent works for those who assigned it. */
  assignments: factOf(list(assigning)),
  /** Who set an agent of GitHub's to work, asked only where one contributed. */
  workStarters: factOf(list(workStart)),
  files: factOf(list(changedFile)),
  /** At the tip of the base, since an old base would keep an old policy; a known null where there is none. */
  policyFile: factOf(textFile.nullable()),
  /** At the tip of the default branch: the floor of every other branch's policy. */
  defaultPolicyFile: factOf(textFile.nullable()),
  /** At the head; a change must not leave it unusable. */
  policyProposed: factOf(textFile.nullable()),
  codeowners: factOf(codeowners.nullable()),
  /** Other open pull requests on the same head: a check run belongs to the commit, not to one of them. */
  sharing: factOf(list(sharedHead)),
})

export type Change = z.output<typeof own> & {
  /** Merging is not writing: the person who wrote them stands behind them, not who pressed the button. */
  readonly parts: Fact<readonly Part[]>
}

export const change: z.ZodType<Change> = form({
  ...own.unwrap().shape,
  parts: factOf(list(part)),
})

export type PullRequest = z.output<typeof pullRequest>
export type Review = z.output<typeof review>
export type Dismissal = z.output<typeof dismissal>
export type BaseChange = z.output<typeof baseChange>
export type Merging = z.output<typeof merging>
export type WorkStart = z.output<typeof workStart>
export type Assigning = z.output<typeof assigning>
export type Codeowners = z.output<typeof codeowners>
export type SharedHead = z.output<typeof sharedHead>
export type TreeEntry = z.output<typeof treeEntry>
export type Net = z.output<typeof net>
