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

interface OfCommits<T> {
  /** The query's. */
  readonly name: string
  /** A fragment on Commit by this name, and what it needs. */
  readonly fragment: string
  readonly fragments: string
  readonly shape: z.ZodType<T>
  readonly needs: string
}

/** A fragment of many commits, a hundred a query, in the order of their oids; null for one that GitHub lost. */
export async function ofCommits<T>(
  client: Client,
  oids: readonly string[],
  { name, fragment, fragments, shape, needs }: OfCommits<T>,
): Promise<readonly (T | null)[]> {
  const answers: (T | null)[] = []
  await inBatches(oids, 100, async (batch, isDivisible) => {
    const variables = batch.map((_, index) => `$c${index}: GitObjectID!`)
    const fields = batch.map((_, index) => `c${index}: object(oid: $c${index}){...${fragment}}`)
    const { repository } = await client.query({
      ...{ name, needs, isDivisible },
      document: `query ${name}($owner: String!, $repo: String!, ${variables.join(', ')}){
  repository(owner: $owner, name: $repo){${fields.join(' ')}}
  rateLimit{cost}}
${fragments}`,
      variables: { ...client.repo, ...Object.fromEntries(batch.map((oid, i) => [`c${i}`, oid])) },
      shape: z.object({ repository: z.record(z.string(), shape.nullable()) }),
    })
    answers.push(...batch.map((_, index) => repository[`c${index}`] ?? null))
  })
  return answers
}

/** By their oids; null for one that GitHub lost. */
export const commitsByOid = (
  client: Client,
  oids: readonly string[],
): Promise<readonly (Commit | null)[]> =>
  ofCommits(client, oids, {
    ...{ name: 'Commits', fragment: 'Authored', fragments: commitFragment },
    ...{ shape: commitShape, needs: 'contents: read' },
  })
