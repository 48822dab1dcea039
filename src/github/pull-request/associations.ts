// The merged pull requests that GitHub associates with a commit.
import * as z from 'zod'
import type { Client } from '../api/ask.ts'
import { ofCommits } from './commits.ts'

export interface Candidate {
  readonly number: number
  readonly base: string
  /** owner/name of the repository that it was merged into. */
  readonly repository: string | null
  readonly mergeCommit: string | null
}

export interface Association {
  readonly oid: string
  /** Validly signed by GitHub: it made the commit itself. */
  readonly isGitHubs: boolean
  /** Merged pull requests whose head contains the commit, or whose merge it is. In no useful order. */
  readonly merged: readonly Candidate[]
  /** Were all of them listed? */
  readonly isWhole: boolean
}

export const associationFragment = `fragment A on Commit{oid signature{isValid wasSignedByGitHub}
  associatedPullRequests(first: 50){totalCount nodes{number merged baseRefName mergeCommit{oid}
    baseRepository{nameWithOwner}}}}`

export const associationShape = z
  .object({
    oid: z.string(),
    signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullish(),
    associatedPullRequests: z
      .object({
        totalCount: z.number(),
        nodes: z.array(
          z
            .object({
              number: z.number(),
              merged: z.boolean(),
              baseRefName: z.string(),
              mergeCommit: z.object({ oid: z.string() }).nullable(),
              baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
            })
            .nullable(),
        ),
      })
      .nullable(),
  })
  .transform(({ oid, signature, associatedPullRequests: list }): Association => {
    const nodes = (list?.nodes ?? []).filter((node) => node !== null)
    return {
      oid,
      isGitHubs: signature?.isValid === true && signature.wasSignedByGitHub,
      merged: nodes
        .filter(({ merged }) => merged)
        .map(({ number, baseRefName, mergeCommit, baseRepository }) => ({
          number,
          base: baseRefName,
          repository: baseRepository?.nameWithOwner ?? null,
          mergeCommit: mergeCommit?.oid ?? null,
        })),
      isWhole: list !== null && nodes.length === list.totalCount,
    }
  })

/** By the oid; those of commits that GitHub lost are left out. */
export async function associationsOf(
  client: Client,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Association>> {
  const read = await ofCommits(client, oids, {
    ...{ name: 'Associations', fragment: 'A', fragments: associationFragment },
    ...{ shape: associationShape, needs: 'pull-requests: read' },
  })
  return new Map(read.flatMap((one) => (one === null ? [] : [[one.oid, one]])))
}
