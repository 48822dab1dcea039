// The pushes to a branch, from the repository's activity: whom GitHub authenticated, not whom git names.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Fact } from '../../facts/fact.ts'
import { type Push, pushKinds } from '../../facts/git.ts'
import { simpleUserShape } from '../api/actors.ts'
import type { Client, Page } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import { type Repository, repositoryNamed } from '../api/repository.ts'

const source = 'GET /repos/{owner}/{repo}/activity'
const mostPages = 20

const rowShape = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  timestamp: z.string(),
  activity_type: z.enum(pushKinds),
  actor: simpleUserShape,
})

/** A push and the branch that it went to. */
export interface BranchPush extends Push {
  readonly branch: string
}

export interface Activity {
  /** Newest first. */
  readonly rows: readonly BranchPush[]
  /** Down to the very first: there is no more. */
  readonly isWhole: boolean
}

/**
 * GET /repos/{owner}/{repo}/activity, newest first, until `isEnough` says so. `ref`: one branch; null: all of them.
 * Asked before each further page with the pages read so far.
 */
export async function readActivity(
  client: Client,
  { owner, name }: Repository,
  branch: string | null,
  isEnough: (rows: readonly BranchPush[], pages: number) => boolean,
): Promise<Activity> {
  const rows: BranchPush[] = []
  let path: string | null = '/repos/{owner}/{repo}/activity'
  const ref = branch === null ? {} : { ref: `refs/heads/${branch}` }
  let parameters: Record<string, unknown> = { owner, repo: name, ...ref, per_page: 100 }
  for (let pages = 0; path !== null; pages += 1) {
    if (pages > 0 && isEnough(rows, pages)) return { rows, isWhole: false }
    const answer: Page<z.output<typeof rowShape>[]> = await client.get({
      path,
      parameters,
      shape: z.array(rowShape),
      needs: 'contents: read',
    })
    rows.push(...answer.value.map(pushOf))
    path = answer.next
    parameters = {}
  }
  return { rows, isWhole: true }
}

/**
 * The activity of a branch, newest first: all of it, or until it tells what is wanted. Unknown where the repository is
 * gone or may not be read, as with a private fork.
 */
export const readPushes = (
  client: Client,
  repository: string | null,
  branch: string,
  isTold: (pushes: readonly Push[]) => boolean = () => false,
): Promise<Fact<readonly Push[]>> =>
  factFrom(source, async () => {
    const named = repositoryNamed(repository ?? '')
    if (named === null) {
      throw new CollectError('the repository of the head branch is gone or may not be read', {
        source,
        remedy:
          'Push the branch to a repository that the gate can read, or let the policy excuse it (`facts: {fork-pushers: best-effort}`).',
      })
    }
    const { rows, isWhole } = await readActivity(
      client,
      named,
      branch,
      (pushes, pages) => pages >= mostPages || isTold(pushes),
    )
    if (!isWhole && !isTold(rows)) {
      throw new CollectError(`the branch had more than ${mostPages * 100} pushes`, {
        source,
        remedy: 'Open the pull request from a new branch.',
      })
    }
    return rows.map(({ branch: _, ...push }) => push)
  })

const pushOf = (row: z.output<typeof rowShape>): BranchPush => ({
  branch: row.ref.replace(/^refs\/heads\//, ''),
  by: row.actor,
  at: row.timestamp,
  before: oidOrNull(row.before),
  after: oidOrNull(row.after),
  kind: row.activity_type,
})

/** Git writes forty zeros for "no commit". */
const oidOrNull = (oid: string): string | null => (/^0*$/.test(oid) ? null : oid)
