// The life of a branch by the rows of its activity, newest first: where it began, and whether older rows could matter.
import { type Commit, type Fact, type Push, valueOr } from './fact.ts'

/**
 * The rows of the branch as it lives now, newest first. One that is deleted and restored where it ended lives on: to forget
 * what was before would clear the person who deletes it.
 */
export function lifeOf(pushes: readonly Push[]): readonly Push[] {
  const end = pushes.findIndex(({ kind, after }, index) => {
    if (kind !== 'branch_creation') return false
    const below = pushes[index + 1]
    return below?.kind !== 'branch_deletion' || below.before !== after
  })
  return end === -1 ? pushes : pushes.slice(0, end + 1)
}

/**
 * Commits that no row older than these names, nor any that rests on them: the merge button makes its commit when it is
 * pressed. The queue builds before it merges, and so proves nothing here.
 */
export const bornIn = (rows: readonly Push[]): ReadonlySet<string> =>
  new Set(rows.flatMap(({ kind, after }) => (kind === 'pr_merge' && after !== null ? [after] : [])))

/** A change, by the head that it ended at. */
interface Ended {
  readonly head: string
  readonly commits: Fact<readonly Commit[]>
  /** That its timeline tells of. */
  readonly forcePushes: Fact<readonly Push[]>
}

/**
 * Can no row of the head branch older than these tell of the change? A creation with nothing below it may be a restore, and
 * the person who pushed before the deletion must not be cleared. So every commit of the change, and all that the branch was since
 * its creation, must be one of the change itself, or rest on what was `born` within the rows that were read.
 */
export function isClosed(
  { head, commits, forcePushes }: Ended,
  pushes: readonly Push[],
  born: ReadonlySet<string>,
): boolean {
  const listed = valueOr(commits, [])
  const own = new Set(listed.map(({ oid }) => oid))
  const isYoung = (oid: string): boolean => own.has(oid) || born.has(oid)
  const life = lifeOf(pushes)
  const named = [...life, ...valueOr(forcePushes, [])]
    .flatMap(({ before, after }) => [before, after])
    .filter((oid) => oid !== null)
  return (
    life.at(-1)?.kind === 'branch_creation' &&
    life.some(({ after }) => after === head) &&
    named.every(isYoung) &&
    listed.every(({ parents }) => parents.some(isYoung))
  )
}

/** More are not worth their pages. */
const mostRows = 1500

/** Do the rows reach back to a state of the branch, or further than is worth asking? Newest first. */
export const areFarBack = (rows: readonly Push[], state: string): boolean =>
  rows.length >= mostRows || rows.some(({ before, after }) => before === state || after === state)
