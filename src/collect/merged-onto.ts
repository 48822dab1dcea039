// Onto what a change was merged, or is to be: the state that it is compared with, and by whose owners it is judged.

import { type Change, ontoWhat, valueOr } from '../facts/facts.ts'

/** By the number of the pull request; null: GitHub does not say. */
export type MergedOnto = (changes: readonly Change[]) => Promise<ReadonlyMap<number, string | null>>

/** Of each part of a change. A push of the queue may have merged several: each onto the end of the one before. */
export function partsOnto({ commits, parts }: Change): ReadonlyMap<Change, string | null> {
  const byOid = new Map(valueOr(commits, []).map((commit) => [commit.oid, commit]))
  const told = valueOr(parts, [])
  return new Map(
    told.map(({ before, change }) => {
      const others = told.filter((one) => one.change !== change)
      const ends = [before, ...others.map((one) => one.change.pull.mergeCommit)]
      return [change, ontoWhat(change, byOid, ends)]
    }),
  )
}
