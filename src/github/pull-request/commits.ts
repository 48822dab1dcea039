// Commits as GraphQL tells them: the people whom git names, with the accounts that GitHub links.
import * as z from 'zod'
import type { Commit, Signatory } from '../../facts/facts.ts'
import {
  type Client,
  connectionOf,
  cursorOf,
  inBatches,
  userFields,
  userShape,
} from '../api/ask.ts'

export const authorsFields = `{totalCount pageInfo{hasNextPage endCursor} nodes{name email user${userFields}}}`

export const commitFragment = `fragment Authored on Commit{oid parents(first: 10){totalCount nodes{oid}}
  author{name email user${userFields}} committer{name email user${userFields}}
  authors(first: 50)${authorsFields}
  signature{isValid wasSignedByGitHub signer${userFields}}}`

export const signatory = z
  .object({ name: z.string().nullish(), email: z.string().nullish(), user: userShape })
  .nullish()
  .transform(
    (one): Signatory => ({
      name: one?.name ?? '',
      email: one?.email ?? '',
      account: one?.user ?? null,
    }),
  )

type AuthorsPage = z.output<ReturnType<typeof connectionOf<Signatory>>>

/** It goes on, or as many are there as GitHub states, none of them hidden. */
const isUncut = (page: AuthorsPage): boolean =>
  !page.nodes.includes(null) && (cursorOf(page) !== null || page.nodes.length === page.totalCount)

const counted = <T>(node: z.ZodType<T>) =>
  z
    .object({ totalCount: z.number(), nodes: z.array(node) })
    .refine(({ totalCount, nodes }) => nodes.length === totalCount, 'a list is cut short')
    .transform(({ nodes }) => nodes)

/** A commit as far as one query tells it. */
export interface ReadCommit {
  readonly commit: Commit
  /** Where the list of its authors goes on, one of whom could be the approver; null: it is whole. */
  readonly authorsAfter: string | null
}

export const commitShape = z
  .object({
    oid: z.string(),
    parents: counted(z.object({ oid: z.string() })),
    author: signatory,
    committer: signatory,
    authors: connectionOf(signatory).refine(isUncut, 'a list is cut short'),
    signature: z
      .object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean(), signer: userShape })
      .nullish(),
  })
  .transform(
    ({ oid, parents, author, committer, authors, signature }): ReadCommit => ({
      authorsAfter: cursorOf(authors),
      commit: {
        oid,
        parents: parents.map((parent) => parent.oid),
        author,
        committer,
        coAuthors: authors.nodes.filter((one) => one !== null).slice(1),
        signature: signature
          ? {
              valid: signature.isValid,
              byGitHub: signature.wasSignedByGitHub,
              signer: signature.signer,
            }
          : null,
      },
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
  /** How many a query asks for. */
  readonly most?: number
}

/** A fragment of many commits, in the order of their oids; null for one that GitHub lost. */
export async function ofCommits<T>(
  client: Client,
  oids: readonly string[],
  { name, fragment, fragments, shape, needs, most = 100 }: OfCommits<T>,
): Promise<readonly (T | null)[]> {
  const answers: (T | null)[] = []
  await inBatches(oids, most, async (batch, isDivisible, at) => {
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
    for (const index of batch.keys()) answers[at + index] = repository[`c${index}`] ?? null
  })
  return answers
}

/** By their oids; null for one that GitHub lost. */
export const readCommits = (
  client: Client,
  oids: readonly string[],
): Promise<readonly (ReadCommit | null)[]> =>
  ofCommits(client, oids, {
    ...{ name: 'Commits', fragment: 'Authored', fragments: commitFragment },
    ...{ shape: commitShape, needs: 'contents: read' },
  })
