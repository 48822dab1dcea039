// The pushes to a branch, from the repository's activity: whom GitHub authenticated, not whom git names.
import * as z from 'zod'
import type { Fact } from '../change/fact.ts'
import type { Push } from '../change/push.ts'
import { CollectError } from '../errors.ts'
import { simpleUserShape } from './actors.ts'
import type { Client } from './client.ts'
import { factOf } from './failure.ts'
import { repositoryNamed } from './repository.ts'

const source = 'GET /repos/{owner}/{repo}/activity'
const mostPages = 20

const rowShape = z.object({
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  timestamp: z.string(),
  activity_type: z.enum([
    'push',
    'force_push',
    'branch_creation',
    'branch_deletion',
    'pr_merge',
    'merge_queue_merge',
  ]),
  actor: simpleUserShape,
})

/**
 * All activity of a branch, newest first: GET /repos/{owner}/{repo}/activity?ref=refs/heads/{branch}, every page.
 * Unknown where the repository is gone or may not be read, as with a private fork.
 */
export async function readPushes(
  client: Client,
  repository: string | null,
  branch: string,
): Promise<Fact<readonly Push[]>> {
  return factOf(source, async () => {
    const named = repositoryNamed(repository ?? '')
    if (named === null) {
      throw new CollectError('the repository of the head branch is gone or may not be read', {
        source,
        remedy:
          'Push the branch to a repository that the gate can read, or let the policy excuse it (`facts: {fork-pushers: best-effort}`).',
      })
    }
    const pushes: Push[] = []
    let path: string | null = '/repos/{owner}/{repo}/activity'
    let parameters: Record<string, unknown> | undefined = {
      owner: named.owner,
      repo: named.name,
      ref: `refs/heads/${branch}`,
      per_page: 100,
    }
    for (let page = 0; path !== null; page += 1) {
      if (page === mostPages) {
        throw new CollectError(`the branch had more than ${mostPages * 100} pushes`, {
          source,
          remedy: 'Open the pull request from a new branch.',
        })
      }
      const answer: { value: z.output<typeof rowShape>[]; next: string | null } = await client.get({
        path,
        ...(parameters === undefined ? {} : { parameters }),
        shape: z.array(rowShape),
        needs: 'contents: read',
      })
      pushes.push(...answer.value.map(pushOf))
      path = answer.next
      parameters = undefined
    }
    return pushes
  })
}

const pushOf = (row: z.output<typeof rowShape>): Push => ({
  by: row.actor,
  at: row.timestamp,
  before: oidOrNull(row.before),
  after: oidOrNull(row.after),
  kind: row.activity_type,
})

/** Git writes forty zeros for "no commit". */
const oidOrNull = (oid: string): string | null => (/^0*$/.test(oid) ? null : oid)
