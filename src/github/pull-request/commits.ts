// Commits as GraphQL tells them: whoever git names, with the accounts that GitHub links.
import * as z from 'zod'
import type { Commit, Signatory } from '../../facts/facts.ts'
import { type Client, inBatches, userFields, userShape } from '../api/ask.ts'

export const commitFragment = `fragment Authored on Commit{oid parents(first: 10){totalCount nodes{oid}}
  author{name email user${userFields}} committer{name email user${userFields}}
  authors(first: 50){totalCount nodes{name email user${userFields}}}
  signature{isValid wasSignedByGitHub signer${userFields}}}`

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

/** By their oids, a hundred a query; null for one that GitHub lost. */
export async function commitsByOid(
  client: Client,
  oids: readonly string[],
): Promise<readonly (Commit | null)[]> {
  const commits: (Commit | null)[] = []
  await inBatches(oids, 100, async (batch, isDivisible) => {
    const { repository } = await client.query({
      name: 'Commits',
      document: documentFor(batch.length),
      variables: { ...client.repo, ...Object.fromEntries(batch.map((oid, i) => [`c${i}`, oid])) },
      shape: z.object({ repository: z.record(z.string(), commitShape.nullable()) }),
      needs: 'contents: read',
      isDivisible,
    })
    commits.push(...batch.map((_, index) => repository[`c${index}`] ?? null))
  })
  return commits
}

function documentFor(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index)
  return `query Commits($owner: String!, $repo: String!, ${indices.map((i) => `$c${i}: GitObjectID!`).join(', ')}){
  repository(owner: $owner, name: $repo){${indices.map((i) => `c${i}: object(oid: $c${i}){...Authored}`).join(' ')}}
  rateLimit{cost}}
${commitFragment}`
}
