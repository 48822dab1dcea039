// An issue that asks for a break-glass, what was said under it, and what became of the commit that it was approved for.
import * as z from 'zod'
import { maybeActor } from './actor.ts'
import { change } from './change.ts'
import { factOf, form, list, maybe, text } from './fact.ts'

const issueComment = form({ by: maybeActor, at: text, body: text, isEdited: z.boolean() })

/** A commit that was shipped. */
const pastDeployment = form({
  environment: text,
  /** Full oid. */
  sha: text,
  at: text,
  /** The runs that its statuses name. */
  runs: list(z.int()),
  /** Who created it and who started those runs; null: somebody whom GitHub does not name. */
  by: list(maybeActor),
})

/** Of what the comments approve; nothing, where none of them does. */
const usage = form({
  /** The merged pull requests that it was for. */
  merged: list(change),
  deployed: list(pastDeployment),
})

export const breakGlassIssue = form({
  /** The issue's. */
  number: z.int(),
  url: text,
  /** Null: the account is deleted. */
  by: maybeActor,
  /** RFC 3339 in UTC, GitHub's clock, as all times here. */
  at: text,
  body: text,
  isEdited: z.boolean(),
  /** Null: it is open. */
  closedAt: maybe,
  comments: list(issueComment),
  usage: factOf(usage),
})

export type IssueComment = z.output<typeof issueComment>
export type PastDeployment = z.output<typeof pastDeployment>
export type Usage = z.output<typeof usage>
export type BreakGlassIssue = z.output<typeof breakGlassIssue>
