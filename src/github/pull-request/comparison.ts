// Two commits compared: how they stand to each other, the commits and files between, the accounts that only REST knows.
import * as z from 'zod'
import {
  type Actor,
  type Change,
  type Commit,
  comparisonStatuses,
  type Fact,
  type Range,
  type SideFile,
  type Signatory,
} from '../../facts/facts.ts'
import { type Client, cannotTell, factFrom, furtherPages, simpleUserShape } from '../api/ask.ts'

const pageSize = 100
/** What more would cost: each must be asked about, and every one could be the bad one. */
const mostCommits = 5000
/** GitHub lists no more files than this, and does not say that it stopped. */
const mostFiles = 300

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
  /** As git has it, which anybody may write. RFC 3339. */
  readonly authoredAt: string
  readonly message: string
}

export interface Comparison {
  readonly status: Range['status']
  /** Reached by the head and not by the base: with diverged branches, since they parted. */
  readonly commits: readonly ComparedCommit[]
}

const statusShape = z.object({ status: z.enum(comparisonStatuses) })
const countShape = z.object({ total_commits: z.number() })
const commitsShape = statusShape.extend({
  ...countShape.shape,
  commits: z.array(
    z.object({
      sha: z.string(),
      parents: z.array(z.object({ sha: z.string() })),
      commit: z.object({ message: z.string(), author: z.object({ date: z.string() }).nullish() }),
      author: simpleUserShape,
      committer: simpleUserShape,
    }),
  ),
})
const mergeBaseShape = z.object({ merge_base_commit: z.object({ sha: z.string() }) })
const filesShape = mergeBaseShape.extend({
  files: z
    .array(
      z.object({
        filename: z.string(),
        previous_filename: z.string().optional(),
        status: z.string(),
        sha: z.string().nullable(),
      }),
    )
    .default([]),
})

/** What `facts` rest on that are compared. */
export const comparing = ({ rest }: Client) => rest.repos.compareCommitsWithBasehead

const compare = <T>(
  client: Client,
  [base, head]: readonly [base: string, head: string],
  shape: z.ZodType<T>,
  page: { readonly per_page: number; readonly page?: number } = { per_page: 1 },
): Promise<T> =>
  client.get(
    comparing(client),
    { ...client.repo, basehead: `${base}...${head}`, ...page },
    { shape, needs: 'contents: read' },
  )

/** Every page: unpaged, GitHub stops at 250 without a word. */
export async function compareCommits(
  client: Client,
  base: string,
  head: string,
): Promise<Comparison> {
  const readPage = (page: number) =>
    compare(client, [base, head], commitsShape, { per_page: pageSize, page })
  const first = await readPage(1)
  const total = first.total_commits
  if (total > mostCommits) {
    const [from, to] = [base, head].map((oid) => oid.slice(0, 7))
    throw cannotTell(
      `${total} commits lie between ${from} and ${to}, and the gate reads at most 5,000`,
      comparing(client),
      'Deploy in smaller steps, or add a `baselines` entry for a later commit to the policy.',
    )
  }
  const pages = [first, ...(await furtherPages(total, pageSize, readPage))]
  const commits = new Map<string, ComparedCommit>()
  for (const { sha, parents, author, committer, commit } of pages.flatMap((page) => page.commits)) {
    const git = { authoredAt: commit.author?.date ?? '', message: commit.message }
    commits.set(sha, {
      oid: sha,
      parents: parents.map((one) => one.sha),
      author,
      committer,
      ...git,
    })
  }
  if (commits.size !== total || pages.some((page) => page.total_commits !== total)) {
    throw cannotTell(`${commits.size} of ${total} commits were listed`, comparing(client))
  }
  return { status: first.status, commits: [...commits.values()] }
}

/** How the head stands to the base, without the commits in between. */
export async function statusBetween(
  client: Client,
  base: string,
  head: string,
): Promise<Range['status']> {
  if (base === head) return 'identical'
  return (await compare(client, [base, head], statusShape)).status
}

/** How many commits the head reaches and the base does not. */
export async function countBetween(client: Client, base: string, head: string): Promise<number> {
  return (await compare(client, [base, head], countShape)).total_commits
}

/** Where the two parted. */
export async function mergeBaseOf(client: Client, base: string, head: string): Promise<string> {
  return (await compare(client, [base, head], mergeBaseShape)).merge_base_commit.sha
}

type File = Omit<SideFile, 'mode'>

/** What changed on the way from where the two parted to `head`; both names of a rename. */
export async function filesSinceParting(
  client: Client,
  base: string,
  head: string,
): Promise<{ readonly mergeBase: string; readonly files: readonly File[] }> {
  const compared = await compare(client, [base, head], filesShape)
  if (compared.files.length >= mostFiles) {
    throw cannotTell(
      `${mostFiles} files or more changed`,
      comparing(client),
      'Rebase the branch instead of merging into it.',
    )
  }
  const files = compared.files.flatMap(({ filename, previous_filename, status, sha }) => [
    { path: filename, blob: status === 'removed' ? null : sha },
    ...(previous_filename === undefined || status === 'copied'
      ? []
      : [{ path: previous_filename, blob: null }]),
  ])
  return { mergeBase: compared.merge_base_commit.sha, files }
}

/** Fills in the accounts that GraphQL cannot name; the rest stays as it was. */
export function withAccounts(
  commits: readonly Commit[],
  accounts: AccountsByOid,
): readonly Commit[] {
  const fill = (one: Signatory, account: Actor | null | undefined): Signatory =>
    one.account === null && account ? { ...one, account } : one
  return commits.map((commit) => ({
    ...commit,
    author: fill(commit.author, accounts.get(commit.oid)?.author),
    committer: fill(commit.committer, accounts.get(commit.oid)?.committer),
  }))
}

/** Somebody behind a commit whom GraphQL could not name: a bot, or nobody. */
export const namesNobody = ({ author, committer }: Commit): boolean =>
  author.account === null || (committer.account === null && committer.email !== gitHubAddress)

const gitHubAddress = 'noreply@github.com'

/**
 * Fills in the accounts that are known already; one more list tells the rest, asked only where it matters: GraphQL leaves
 * bots out, and a bot is not nobody.
 */
export async function nameBots(
  client: Client,
  { pull, commits }: Pick<Change, 'pull' | 'commits'>,
  accounts: AccountsByOid = new Map(),
): Promise<Fact<readonly Commit[]>> {
  if (!commits.known) return commits
  const named = { ...commits, value: withAccounts(commits.value, accounts) }
  if (!named.value.some((commit) => namesNobody(commit) && !accounts.has(commit.oid))) return named
  const compared = await factFrom(commits.source, () =>
    compareCommits(client, pull.base.oid, pull.head.oid),
  )
  return compared.known
    ? { ...named, value: withAccounts(named.value, accountsByOid(compared.value.commits)) }
    : compared
}
