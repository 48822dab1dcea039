// Commits as GraphQL tells them, and the bots among their authors, whom only REST knows.
import * as z from 'zod'
import type { Actor } from '../../facts/actor.ts'
import type { Commit, Signatory } from '../../facts/git.ts'
import { userShape } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import type { AccountsByOid } from './comparison.ts'

export const commitFragment = `fragment Authored on Commit{oid parents(first: 10){totalCount nodes{oid}}
  author{name email user{databaseId login}} committer{name email user{databaseId login}}
  authors(first: 50){totalCount nodes{name email user{databaseId login}}}
  signature{isValid wasSignedByGitHub signer{databaseId login}}}`

const signatory = z
  .object({ name: z.string().nullish(), email: z.string().nullish(), user: userShape })
  .nullish()
  .transform(
    (one): Signatory => ({
      name: one?.name ?? '',
      email: one?.email ?? '',
      account: one?.user ?? null,
    }),
  )

const counted = <T>(node: z.ZodType<T>) =>
  z
    .object({ totalCount: z.number(), nodes: z.array(node) })
    // A co-author beyond the page could be the approver.
    .refine(({ totalCount, nodes }) => nodes.length === totalCount, 'a list is cut short')
    .transform(({ nodes }) => nodes)

export const commitShape = z
  .object({
    oid: z.string(),
    parents: counted(z.object({ oid: z.string() })),
    author: signatory,
    committer: signatory,
    authors: counted(signatory),
    signature: z
      .object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean(), signer: userShape })
      .nullish(),
  })
  .transform(
    ({ oid, parents, author, committer, authors, signature }): Commit => ({
      oid,
      parents: parents.map((parent) => parent.oid),
      author,
      committer,
      coAuthors: authors.slice(1),
      signature: signature
        ? {
            valid: signature.isValid,
            byGitHub: signature.wasSignedByGitHub,
            signer: signature.signer,
          }
        : null,
    }),
  )

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

/** Up to 100 commits by their oids; null for one that GitHub lost. */
export async function commitsByOid(
  client: Client,
  { owner, name }: Repository,
  oids: readonly string[],
): Promise<readonly (Commit | null)[]> {
  const fields = oids.map((_, index) => `c${index}: object(oid: $c${index}){...Authored}`)
  const declared = oids.map((_, index) => `$c${index}: GitObjectID!`)
  const answer = await client.query({
    name: 'Commits',
    document: `query Commits($o: String!, $r: String!, ${declared.join(', ')}){
      repository(owner: $o, name: $r){${fields.join(' ')}} rateLimit{cost}}
      ${commitFragment}`,
    variables: { o: owner, r: name, ...Object.fromEntries(oids.map((oid, i) => [`c${i}`, oid])) },
    shape: z.object({ repository: z.record(z.string(), commitShape.nullable()) }),
    needs: 'contents: read',
  })
  return oids.map((_, index) => answer.repository[`c${index}`] ?? null)
}
