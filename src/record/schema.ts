// The closed form of a record: what is not named here is no record, whatever it says.
import * as z from 'zod'
import type { Emergency, IssueComment, PastDeployment } from '../facts/break-glass.ts'
import type { Assigning, Change, Merging, PullRequest, WorkStart } from '../facts/change.ts'
import type { MergeSides } from '../facts/commit.ts'
import type { Directory, Facts } from '../facts/facts.ts'
import type { ChangedFile } from '../facts/file.ts'
import type { BaseChange, Dismissal, Review } from '../facts/review.ts'
import type { VerdictWord } from '../findings/finding.ts'
import { deployment } from './deployment-schema.ts'
import { recordFormat } from './record.ts'
import { actor, commit, fact, maybe, push, text, textFile } from './schema-parts.ts'

const side = z.strictObject({ path: text, blob: maybe })
const sides: z.ZodType<MergeSides> = z.strictObject({
  head: z.array(text),
  base: z.array(side),
  merge: z.array(side),
})

const state = z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING'])
const review: z.ZodType<Review> = z.strictObject({
  id: text,
  state,
  by: actor.nullable(),
  at: text,
  commit: maybe,
  edited: z.strictObject({ by: actor.nullable() }).nullable(),
  canPush: z.boolean(),
})

const dismissal: z.ZodType<Dismissal> = z.strictObject({
  by: actor.nullable(),
  at: text,
  review: maybe,
  was: state,
})

const baseChange: z.ZodType<BaseChange> = z.strictObject({
  by: actor.nullable(),
  at: text,
  how: z.enum(['retargeted', 'retargeted-by-github', 'force-pushed']),
})

const file: z.ZodType<ChangedFile> = z.strictObject({
  path: text,
  previous: maybe,
  status: z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']),
  kind: z.enum(['file', 'symlink', 'submodule']).nullable(),
})

const pull: z.ZodType<PullRequest> = z.strictObject({
  number: z.int(),
  url: text,
  title: text,
  repository: z.strictObject({ id: z.int(), defaultBranch: text }),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  mergedAt: maybe,
  mergeCommit: maybe,
  base: z.strictObject({ branch: text, oid: text }),
  head: z.strictObject({ branch: text, oid: text, repository: maybe }),
  isFork: z.boolean(),
  author: actor.nullable(),
})

const merging: z.ZodType<Merging> = z.strictObject({
  by: actor.nullable(),
  how: z.enum(['merged', 'queued', 'switched on auto-merge for']),
})

const workStart: z.ZodType<WorkStart> = z.strictObject({ by: actor.nullable(), at: text })

const assigning: z.ZodType<Assigning> = z.strictObject({
  by: actor.nullable(),
  at: text,
  assignee: actor.nullable(),
})

const change: z.ZodType<Change> = z.strictObject({
  pull,
  headAfter: fact(text),
  commits: fact(z.array(commit)),
  formerHeads: fact(z.array(z.strictObject({ oid: text, commits: z.array(commit) }))),
  pushes: fact(z.array(push)),
  forcePushes: fact(z.array(push)),
  updates: z.record(text, fact(sides)),
  reviews: fact(z.array(review)),
  dismissals: fact(z.array(dismissal)),
  baseChanges: fact(z.array(baseChange)),
  mergers: fact(z.array(merging)),
  assignments: fact(z.array(assigning)),
  workStarters: fact(z.array(workStart)),
  files: fact(z.array(file)),
  policyFile: fact(textFile.nullable()),
  policyProposed: fact(textFile.nullable()),
  codeowners: fact(
    z
      .strictObject({
        file: textFile,
        errors: z.array(z.strictObject({ line: z.number(), message: text })),
      })
      .nullable(),
  ),
  sharing: fact(z.array(z.strictObject({ number: z.int(), baseBranch: text }))),
})

const directory: z.ZodType<Directory> = z.strictObject({
  teams: z.record(text, fact(z.array(actor))),
  maintainers: z.record(text, fact(z.boolean())),
  writers: z.record(text, fact(z.boolean())),
  accounts: z.record(text, fact(actor.nullable())),
})

const comment: z.ZodType<IssueComment> = z.strictObject({
  by: actor.nullable(),
  at: text,
  body: text,
  isEdited: z.boolean(),
})

const pastDeployment: z.ZodType<PastDeployment> = z.strictObject({
  environment: text,
  sha: text,
  at: text,
  runs: z.array(z.int()),
  by: z.array(actor.nullable()),
})

const emergency: z.ZodType<Emergency> = z.strictObject({
  number: z.int(),
  url: text,
  by: actor.nullable(),
  at: text,
  body: text,
  isEdited: z.boolean(),
  closedAt: maybe,
  comments: z.array(comment),
  usage: fact(z.strictObject({ merged: z.array(change), deployed: z.array(pastDeployment) })),
})

const facts: z.ZodType<Facts> = z.strictObject({
  repository: text,
  readAt: text,
  policyPath: text,
  changes: fact(z.array(change)),
  deployment: deployment.nullable(),
  emergencies: fact(z.array(emergency)),
  directory,
})

const word: z.ZodType<VerdictWord> = z.enum(['pass', 'pass-with-exception', 'fail', 'undetermined'])

/** What is judged again is the facts; duties and findings follow from them and are read only by people. */
export const recordSchema = z.strictObject({
  format: z.literal(recordFormat),
  run: z.record(text, maybe),
  facts,
  judged: z.array(z.unknown()),
  deployment: z
    .strictObject({ environment: text, sha: text, policy: z.unknown(), duties: z.unknown() })
    .nullable(),
  emergencies: z.array(z.unknown()),
  findings: z.array(z.unknown()),
  uses: z.array(z.unknown()),
  verdict: word,
})
