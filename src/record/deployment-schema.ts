// The closed form of a deployment's facts in a record.
import * as z from 'zod'
import type {
  Attempt,
  Bypass,
  CheckResult,
  Deployment,
  Range,
  Release,
  Trigger,
  UnreviewedCommit,
} from '../facts/deployment.ts'
import { actor, commit, fact, maybe, push, text, textFile } from './schema-parts.ts'

const unreviewed: z.ZodType<UnreviewedCommit> = z.strictObject({
  commit,
  pushes: z.array(push),
  why: text,
})

const range: z.ZodType<Range> = z.strictObject({
  from: text,
  basis: z.enum(['deployment', 'baseline']),
  status: z.enum(['ahead', 'identical', 'behind', 'diverged']),
  count: z.int(),
  unreviewed: z.array(unreviewed),
})

const attempt: z.ZodType<Attempt> = z.strictObject({
  number: z.int(),
  actor: actor.nullable(),
  triggeringActor: actor.nullable(),
})

const trigger: z.ZodType<Trigger> = z.strictObject({ by: actor.nullable(), deed: text })

const release: z.ZodType<Release> = z.strictObject({
  by: actor.nullable(),
  state: z.enum(['approved', 'rejected', 'pending']),
})

const check: z.ZodType<CheckResult> = z.strictObject({
  name: text,
  app: text,
  conclusion: maybe,
  at: maybe,
  run: z.strictObject({ branch: maybe, head: text }).nullable(),
})

const bypass: z.ZodType<Bypass> = z.strictObject({ by: actor, after: text })

export const deployment: z.ZodType<Deployment> = z.strictObject({
  environment: text,
  sha: text,
  branch: fact(maybe),
  range: fact(range),
  event: maybe,
  run: z.int().nullable(),
  attempts: fact(z.array(attempt)),
  triggers: fact(z.array(trigger)),
  releases: fact(z.array(release)),
  hasReviewers: fact(z.boolean()),
  checks: fact(z.array(check)),
  bypasses: fact(z.array(bypass)),
  policyFile: fact(textFile.nullable()),
  policyAtStart: fact(textFile.nullable()),
})
