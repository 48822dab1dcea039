// Everything that a verdict rests on: the changes, what ships them, the emergencies, and the people beside them.
import type { Actor } from './actor.ts'
import type { Emergency } from './break-glass.ts'
import type { Change } from './change.ts'
import type { Deployment } from './deployment.ts'
import type { Fact } from './fact.ts'

/** What is known of people beside the change itself: asked only where the policy needs it. */
export interface Directory {
  /** By slug; members of child teams included. */
  readonly teams: Readonly<Record<string, Fact<readonly Actor[]>>>
  /** By account id: may it administer or maintain the repository? */
  readonly maintainers: Readonly<Record<string, Fact<boolean>>>
  /** By account id: may it push to the repository? */
  readonly writers: Readonly<Record<string, Fact<boolean>>>
  /** By login, in lower case and without a bot's suffix; a known null: there is no such account. */
  readonly accounts: Readonly<Record<string, Fact<Actor | null>>>
}

/** Everything a verdict rests on. */
export interface Facts {
  /** owner/name. */
  readonly repository: string
  /** GitHub's clock, RFC 3339 in UTC: the runner's own may be wrong, and a step may set it. */
  readonly readAt: string
  /** Where the policy lives in the repository. */
  readonly policyPath: string
  /** Unknown where GitHub could not be asked for one of them: it could be the bad one. */
  readonly changes: Fact<readonly Change[]>
  /** Null: the merge gate asks, and nothing is deployed. */
  readonly deployment: Deployment | null
  /** Requests for a break-glass, newest first; asked only where the policy has one. */
  readonly emergencies: Fact<readonly Emergency[]>
  readonly directory: Directory
}
