// The refs of a repository: branches, the merge queue's among them, tags, and what GitHub keeps of pull requests.
import type { Oid } from '../git/oid.ts'
import type { Pull } from './schema/pull-defaults.ts'
import { testMergeOid } from './test-merge.ts'
import type { World } from './world.ts'

export type Ref = { prefix: string; name: string; oid: Oid }

type Named = Pick<World, 'branches' | 'tags'>

/** `main`, `heads/main` or `refs/tags/main`: a bare name is a branch's where one has it. Null: there is no such ref. */
export function findRef({ branches, tags }: Named, name: string): Ref | null {
  const [, kind, bare = ''] = /^(?:refs\/)?(?:(heads|tags)\/)?(.+)$/.exec(name) ?? []
  const branch = kind === 'tags' ? undefined : branches.get(bare)
  if (branch !== undefined) return { prefix: 'refs/heads/', name: bare, oid: branch }
  const tag = kind === 'heads' ? undefined : tags.get(bare)
  return tag === undefined ? null : { prefix: 'refs/tags/', name: bare, oid: tag }
}

/** As GitHub lists a run's or a deployment's ref: nothing tells a tag from a branch. */
export const bareName = (ref: string): string => ref.replace(/^refs\/(heads|tags)\//, '')

/** In the order of their names, as git has them. */
export const allRefs = (world: Named & { pulls: readonly Pull[] }): Ref[] =>
  [
    ...[...world.branches].map(([name, oid]) => ({ prefix: 'refs/heads/', name, oid })),
    ...[...world.tags].map(([name, oid]) => ({ prefix: 'refs/tags/', name, oid })),
    ...world.pulls.flatMap((pull) => pullRefs(world, pull)),
  ].sort((a, b) => (a.prefix + a.name < b.prefix + b.name ? -1 : 1))

/** Only an open pull request has a test merge. */
export const pullRefs = (world: Named, pull: Pull): Ref[] => [
  { prefix: 'refs/pull/', name: `${pull.number}/head`, oid: pull.head_commit },
  ...(pull.state === 'open'
    ? [{ prefix: 'refs/pull/', name: `${pull.number}/merge`, oid: testMergeOid(world, pull) }]
    : []),
]
