// Two commits compared: what one reaches and the other does not, with the accounts that only REST knows.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Actor } from '../../facts/actor.ts'
import { comparisonStatuses, type Range } from '../../facts/deployment.ts'
import { simpleUserShape } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'

const path = '/repos/{owner}/{repo}/compare/{basehead}'
const pageSize = 100

const shape = z.object({
  status: z.enum(comparisonStatuses),
  total_commits: z.number(),
  commits: z.array(
    z.object({
      sha: z.string(),
      parents: z.array(z.object({ sha: z.string() })),
      author: simpleUserShape,
      committer: simpleUserShape,
    }),
  ),
})

/** The accounts that REST links to a commit's author and committer. */
export interface Accounts {
  readonly oid: string
  readonly author: Actor | null
  readonly committer: Actor | null
}

export type AccountsByOid = ReadonlyMap<string, Accounts>

export const accountsByOid = (accounts: readonly Accounts[]): AccountsByOid =>
  new Map(accounts.map((one) => [one.oid, one]))

export interface ComparedCommit extends Accounts {
  readonly parents: readonly string[]
}

export interface Comparison {
  readonly status: Range['status']
  /** Reached by the head and not by the base: with diverged branches, since they parted. */
  readonly commits: readonly ComparedCommit[]
}

/** GET /repos/{owner}/{repo}/compare/{base}...{head}, every page: unpaged, GitHub stops at 250 without a word. */
export async function compareCommits(
  client: Client,
  repository: Repository,
  base: string,
  head: string,
): Promise<Comparison> {
  const first = await readPage(client, repository, `${base}...${head}`, 1)
  const total = first.total_commits
  const rest = Array.from({ length: Math.max(0, Math.ceil(total / pageSize) - 1) }, (_, index) =>
    readPage(client, repository, `${base}...${head}`, index + 2),
  )
  const pages = [first, ...(await Promise.all(rest))]
  const commits = new Map<string, ComparedCommit>()
  for (const { sha, parents, author, committer } of pages.flatMap((page) => page.commits)) {
    commits.set(sha, { oid: sha, parents: parents.map((one) => one.sha), author, committer })
  }
  if (commits.size !== total || pages.some((page) => page.total_commits !== total)) {
    throw new CollectError(`${commits.size} of ${total} commits were listed`, {
      source: `GET ${path}`,
      remedy: 'Run the gate again.',
    })
  }
  return { status: first.status, commits: [...commits.values()] }
}

async function readPage(
  client: Client,
  { owner, name }: Repository,
  basehead: string,
  page: number,
): Promise<z.output<typeof shape>> {
  const { value } = await client.get({
    path,
    parameters: { owner, repo: name, basehead, per_page: pageSize, page },
    shape,
    needs: 'contents: read',
  })
  return value
}

/** How the head stands to the base, without the commits in between. */
export async function statusBetween(
  client: Client,
  { owner, name }: Repository,
  base: string,
  head: string,
): Promise<Range['status']> {
  if (base === head) return 'identical'
  const { value } = await client.get({
    path,
    parameters: { owner, repo: name, basehead: `${base}...${head}`, per_page: 1 },
    shape: shape.pick({ status: true }),
    needs: 'contents: read',
  })
  return value.status
}
