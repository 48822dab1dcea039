// Everything that a verdict rests on: the changes, what ships them, the requests for a break-glass, and the people beside them.
import * as z from 'zod'
import { change } from './change.ts'
import { deployment } from './deployment.ts'
import { actor, factOf, form, list, maybe, maybeActor, push, text, textFile } from './fact.ts'
import { branches, shipped } from './shipped.ts'

export * from './ancestry.ts'
export * from './branch-life.ts'
export * from './change.ts'
export * from './deployment.ts'
export * from './fact.ts'
export * from './github-accounts.ts'
export * from './need.ts'
export * from './shipped.ts'

/** What changed the policy of the default branch above the commit that is deployed. */
const policySince = form({
  /** The default branch. */
  branch: text,
  /** Pushes that changed the file. */
  pushed: list(push),
  /** What was merged by a push that changed it, each with the file as it stood before. */
  merged: list(form({ change, before: textFile.nullable() })),
})

const recordedDeployment = form({
  ...deployment.unwrap().shape,
  /** Earlier records lack both. */
  branches: factOf(branches).optional(),
  shipped: factOf(shipped).optional(),
  /** Asked only where the default branch has moved on. */
  policySince: factOf(policySince).optional(),
})

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

const breakGlassIssue = form({
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

/** As a record has it. */
export type PolicySince = z.output<typeof policySince>
export type RecordedDeployment = z.output<typeof recordedDeployment>
export type IssueComment = z.output<typeof issueComment>
export type PastDeployment = z.output<typeof pastDeployment>
export type Usage = z.output<typeof usage>
export type BreakGlassIssue = z.output<typeof breakGlassIssue>

/** What is known of people beside the change itself: asked only where the policy needs it. */
const directory = form({
  /** By slug; members of child teams included. */
  teams: z.record(text, factOf(list(actor))).readonly(),
  /** By account id: may it administer or maintain the repository? */
  maintainers: z.record(text, factOf(z.boolean())).readonly(),
  /** By account id: may it push to the repository? */
  writers: z.record(text, factOf(z.boolean())).readonly(),
  /** By login, in lower case and without a bot's suffix; a known null: there is no such account. */
  accounts: z.record(text, factOf(maybeActor)).readonly(),
})

/** Everything a verdict rests on. */
export const facts = form({
  /** owner/name. */
  repository: text,
  /** GitHub's clock, RFC 3339 in UTC: the runner's own may be wrong, and a step may set it. */
  readAt: text,
  /** Where the policy lives in the repository. */
  policyPath: text,
  /** Unknown where GitHub could not be asked for one of them: it could be the bad one. */
  changes: factOf(list(change)),
  /** Null: the merge gate asks, and nothing is deployed. */
  deployment: recordedDeployment.nullable(),
  /** Requests for a break-glass, newest first; asked only where the policy has one. */
  breakGlassIssues: factOf(list(breakGlassIssue)),
  directory,
})

export type Directory = z.output<typeof directory>
export type Facts = z.output<typeof facts>
