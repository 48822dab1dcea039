// GraphQL: who asks, and what GitHub does with a question that their token does not cover.

import type { Oid } from '../git/oid.ts'
import { mayUse, type Need } from '../server/tokens.ts'
import type { GitHub, Repository } from '../world/github.ts'
import type { Ref } from '../world/refs.ts'
import type { Scopes } from '../world/schema/conduct-schema.ts'
import type { Pull } from '../world/schema/pull-defaults.ts'
import type { Run } from '../world/schema/run-defaults.ts'
import { type connection, failure } from './execution/connection.ts'

export type Viewer = { github: GitHub; scopes: Scopes; back: Back }

/** GitHub's graph runs in circles: how a view leads back to one that is built from it. */
export type Back = {
  repository(viewer: Viewer, repository: Repository): object
  pull(viewer: Viewer, pull: Pull): object
  commit(viewer: Viewer, oid: Oid): object | null
  run(viewer: Viewer, run: Run): object
  deployments(viewer: Viewer, oid: Oid): ReturnType<typeof connection>
  deployment(viewer: Viewer, id: number): object | null
  ref(viewer: Viewer, repository: Repository, ref: Ref): object
}

/** The answer, or null at that place with an error beside the data. */
export function guarded<T>({ github, scopes }: Viewer, need: Need, answer: () => T): T {
  if (mayUse(github, scopes, need)) return answer()
  throw failure('FORBIDDEN', 'Resource not accessible by integration')
}

export const unresolved = (kind: string, by: string): Error =>
  failure('NOT_FOUND', `Could not resolve to ${kind} with the ${by}.`)
