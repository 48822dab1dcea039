// Every commit that a pull request has or once had, and how they hang together.
import { ancestryOf, type Change, type Commit, type Push, valueOr } from '../facts/facts.ts'
import { isCleanUpdate } from './updates.ts'

export interface History {
  /** Without the clean merges of "Update branch": whatever makes somebody a contributor. */
  readonly authored: readonly Commit[]
  /** The authored commits that a push brought onto the branch. Oids. */
  readonly brought: (push: Push) => readonly string[]
  /** The authored commits that a push took off it. Oids. */
  readonly lost: (push: Push) => readonly string[]
  readonly has: (oid: string | null) => boolean
}

/** Former heads count like the present one, so that no rebase or force-push washes anybody clean. */
export function historyOf(change: Change): History {
  const commits = new Map<string, Commit>()
  for (const commit of valueOr(change.commits, [])) commits.set(commit.oid, commit)
  for (const head of valueOr(change.formerHeads, [])) {
    for (const commit of head.commits) commits.set(commit.oid, commit)
  }

  const has = (oid: string | null): boolean => oid !== null && commits.has(oid)

  const authored = [...commits.values()].filter(
    (commit) => !isCleanUpdate(commit, has, change.updates[commit.oid]),
  )
  const counts = new Set(authored.map((commit) => commit.oid))
  const between = ancestryOf(commits.values())
  const authoredBetween = (from: string | null, to: string | null): readonly string[] =>
    between(from, to).filter((oid) => counts.has(oid))
  return {
    ...{ authored, has },
    brought: ({ before, after }) => authoredBetween(before, after),
    lost: ({ before, after }) => authoredBetween(after, before),
  }
}
