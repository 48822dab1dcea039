// What a query of pull requests leaves out: authors beyond the first fifty, since many trailers must not stop a change, and rights.
import * as z from 'zod'
import type { Commit, Fact, Review } from '../../facts/facts.ts'
import {
  type Client,
  cannotTell,
  connectionOf,
  cursorOf,
  cursorPages,
  factFrom,
} from '../api/ask.ts'
import { withRights } from '../directory/permissions.ts'
import { authorsFields, type ReadCommit, readCommits, signatory } from './commits.ts'

const source = 'GraphQL Commit.authors'
const mostPages = 10

const authors = connectionOf(signatory)
const shape = z.object({
  repository: z.object({ commit: z.object({ authors }).nullable() }),
})

const document = `query Authors($owner: String!, $repo: String!, $c: GitObjectID!, $after: String){
  repository(owner: $owner, name: $repo){commit: object(oid: $c){
    ...on Commit{authors(first: 100, after: $after)${authorsFields}}}}
  rateLimit{cost}}`

/** @throws CollectError where a commit names more than are read: one of them could be the approver. */
async function withAuthors(client: Client, { commit, authorsAfter }: ReadCommit): Promise<Commit> {
  if (authorsAfter === null) return commit
  const more = await rest(client, commit.oid, authorsAfter)
  return { ...commit, coAuthors: [...commit.coAuthors, ...more] }
}

/** A commit that names too many makes this list unknown, and no other. */
async function withAllAuthors(
  client: Client,
  commits: Fact<readonly ReadCommit[]>,
): Promise<Fact<readonly Commit[]>> {
  if (!commits.known) return commits
  const whole = await factFrom(source, () =>
    Promise.all(commits.value.map((one) => withAuthors(client, one))),
  )
  return whole.known ? { ...commits, value: whole.value } : whole
}

interface Listed {
  readonly commits: Fact<readonly ReadCommit[]>
  readonly reviews: Fact<readonly Review[]>
}

/** With what only further questions tell of its commits and reviews. */
export async function whole<T extends Listed>(
  client: Client,
  listed: T,
): Promise<Omit<T, 'commits'> & { readonly commits: Fact<readonly Commit[]> }> {
  const [commits, reviews] = await Promise.all([
    withAllAuthors(client, listed.commits),
    withRights(client, listed.reviews),
  ])
  return { ...listed, commits, reviews }
}

/** By their oids; null for one that GitHub lost. */
export async function commitsByOid(
  client: Client,
  oids: readonly string[],
): Promise<readonly (Commit | null)[]> {
  const read = await readCommits(client, oids)
  return Promise.all(read.map(async (one) => (one === null ? null : withAuthors(client, one))))
}

async function rest(client: Client, oid: string, start: string): Promise<Commit['coAuthors']> {
  const ask = async (after: string | null) => {
    const variables = { ...client.repo, c: oid, after: after ?? start }
    const needs = 'contents: read'
    const { repository } = await client.query({
      name: 'Authors',
      document,
      variables,
      shape,
      needs,
    })
    if (repository.commit === null) throw cannotTell(`GitHub lost ${oid.slice(0, 7)}`, source)
    return repository.commit.authors
  }
  const fewer = 'Write such a commit again with fewer co-authors.'
  const more: Commit['coAuthors'][number][] = []
  let count = 0
  for await (const page of cursorPages(source, ask, cursorOf)) {
    if (count === mostPages) {
      throw cannotTell(`${oid.slice(0, 7)} names more than 1,000 co-authors`, source, fewer)
    }
    count += 1
    for (const one of page.nodes) {
      if (one === null) throw cannotTell(`GitHub hides an author of ${oid.slice(0, 7)}`, source)
      more.push(one)
    }
  }
  return more
}
