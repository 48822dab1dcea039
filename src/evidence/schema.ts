// The closed form of a record: what is not named here is no record, whatever it says.
import * as z from 'zod'
import type { Actor } from '../change/actor.ts'
import type { Change, Directory, Facts, PullRequest } from '../change/change.ts'
import type { Commit, MergeSides, Signatory } from '../change/commit.ts'
import type { ChangedFile, TextFile } from '../change/file.ts'
import type { Push } from '../change/push.ts'
import type { BaseChange, Dismissal, Review } from '../change/review.ts'
import type { VerdictWord } from '../rules/finding.ts'
import { recordFormat } from './record.ts'

const text = z.string()
const maybe = text.nullable()

const fact = <T>(value: z.ZodType<T>) =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, source: text }),
    z.strictObject({ known: z.literal(false), reason: text, source: text, remedy: text }),
  ])

const actor: z.ZodType<Actor> = z.strictObject({
  id: z.int(),
  login: text,
  kind: z.enum(['User', 'Bot', 'Mannequin', 'Organization', 'EnterpriseUserAccount']),
})

const signatory: z.ZodType<Signatory> = z.strictObject({
  name: text,
  email: text,
  account: actor.nullable(),
})

const commit: z.ZodType<Commit> = z.strictObject({
  oid: text,
  parents: z.array(text),
  author: signatory,
  committer: signatory,
  coAuthors: z.array(signatory),
  signature: z
    .strictObject({ valid: z.boolean(), byGitHub: z.boolean(), signer: actor.nullable() })
    .nullable(),
})

const side = z.strictObject({ path: text, blob: maybe })
const sides: z.ZodType<MergeSides> = z.strictObject({
  head: z.array(text),
  base: z.array(side),
  merge: z.array(side),
})

const push: z.ZodType<Push> = z.strictObject({
  by: actor.nullable(),
  at: text,
  before: maybe,
  after: maybe,
  kind: z.enum([
    'push',
    'force_push',
    'branch_creation',
    'branch_deletion',
    'pr_merge',
    'merge_queue_merge',
  ]),
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

const textFile: z.ZodType<TextFile> = z.strictObject({
  path: text,
  commit: text,
  blob: text,
  text,
  byteSize: z.number(),
  flaw: z.enum(['symlink', 'binary', 'truncated', 'directory']).nullable(),
})

const pull: z.ZodType<PullRequest> = z.strictObject({
  number: z.int(),
  url: text,
  title: text,
  repository: z.strictObject({ id: z.int(), defaultBranch: text }),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  mergedAt: maybe,
  base: z.strictObject({ branch: text, oid: text }),
  head: z.strictObject({ branch: text, oid: text, repository: maybe }),
  isFork: z.boolean(),
  author: actor.nullable(),
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
})

const facts: z.ZodType<Facts> = z.strictObject({
  repository: text,
  readAt: text,
  policyPath: text,
  changes: fact(z.array(change)),
  directory,
})

const word: z.ZodType<VerdictWord> = z.enum(['pass', 'pass-with-exception', 'fail', 'undetermined'])

/** What is judged again is the facts; duties and findings follow from them and are read only by people. */
export const recordSchema = z.strictObject({
  format: z.literal(recordFormat),
  run: z.record(text, maybe),
  facts,
  judged: z.array(z.unknown()),
  findings: z.array(z.unknown()),
  verdict: word,
})
