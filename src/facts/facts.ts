// Everything that a verdict rests on: the changes, what ships them, the requests for a break-glass, and the people beside them.
import * as z from 'zod'
import { actor, maybeActor } from './actor.ts'
import { breakGlassIssue } from './break-glass.ts'
import { change } from './change.ts'
import { deployment } from './deployment.ts'
import { factOf, form, list, text } from './fact.ts'

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
  deployment: deployment.nullable(),
  /** Requests for a break-glass, newest first; asked only where the policy has one. */
  breakGlassIssues: factOf(list(breakGlassIssue)),
  directory,
})

export type Directory = z.output<typeof directory>
export type Facts = z.output<typeof facts>
