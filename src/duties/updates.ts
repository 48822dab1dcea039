// Tells the clean merge that GitHub's "Update branch" makes from work that somebody did in a merge.

import type { Commit, Fact, MergeSides } from '../facts/facts.ts'

/**
 * A merge from the base that adds nothing of its own. GitHub signed it, its second parent is on the base, and no file
 * was changed on both sides; and, since an App can have any tree signed, it brings what the base brought, all of it and
 * nothing else.
 */
export function isCleanUpdate(
  commit: Commit,
  inChange: (oid: string | null) => boolean,
  sides: Fact<MergeSides> | undefined,
): boolean {
  const [first, second] = commit.parents
  if (first === undefined || second === undefined || commit.parents.length !== 2) return false
  if (!commit.signature?.valid || !commit.signature.byGitHub) return false
  if (!inChange(first) || inChange(second)) return false
  if (!sides?.known) return false
  const { head, base, merge } = sides.value
  const onHead = new Set(head)
  const fromBase = new Map(base.map((file) => [file.path, file]))
  const isBases = ({ path, blob, mode }: MergeSides['merge'][number]): boolean => {
    const its = fromBase.get(path)
    return its !== undefined && its.blob === blob && its.mode === mode
  }
  // As many, each the base's own: what is left out undoes the base's work.
  return (
    base.every((file) => !onHead.has(file.path)) &&
    fromBase.size === merge.length &&
    merge.every(isBases)
  )
}
