// Every commit that a pull request has or once had, and how they hang together.
import {
  ancestryOf,
  type Change,
  type Commit,
  isMerge,
  type Push,
  valueOr,
} from '../facts/facts.ts'
import { isCleanUpdate } from './updates.ts'

export interface History {
  /** Without the clean merges of "Update branch": whatever makes somebody a contributor. */
  readonly authored: readonly Commit[]
  /** The authored commits that a push brought onto the branch. Oids. */
  readonly brought: (push: Push) => readonly string[]
  /** The authored commits that a push took off it. Oids. */
  readonly lost: (push: Push) => readonly string[]
  readonly has: (oid: string | null) => boolean
  /** The pull requests that were merged into the branch and brought work of their own, and those merged into them. */
  readonly parts: readonly Change[]
}

/** Former heads count like the present one, so that no rebase or force-push clears anybody. */
export function historyOf(change: Change): History {
  const commits = new Map<string, Commit>()
  for (const commit of valueOr(change.commits, [])) commits.set(commit.oid, commit)
  for (const head of valueOr(change.formerHeads, [])) {
    for (const commit of head.commits) commits.set(commit.oid, commit)
  }

  const has = (oid: string | null): boolean => oid !== null && commits.has(oid)

  const between = ancestryOf(commits.values())
  const rows = valueOr(change.parts, []).map((part) => ({
    part: part.change,
    brought: between(part.before, part.after),
  }))
  // While a merged pull request is not named, nobody can say whose its commits are: certainly not who pressed the button's.
  const unnamed = change.parts.known ? [] : valueOr(change.pushes, []).filter(isMerge)
  const merged = new Set([
    ...rows.flatMap(({ brought }) => brought),
    ...unnamed.flatMap(({ before, after }) => between(before, after)),
  ])
  const authored = [...commits.values()].filter(
    (commit) => !merged.has(commit.oid) && !isCleanUpdate(commit, has, change.updates[commit.oid]),
  )
  const counts = new Set(authored.map((commit) => commit.oid))
  const authoredBetween = (from: string | null, to: string | null): readonly string[] =>
    between(from, to).filter((oid) => counts.has(oid))
  /** A merge of the base brings the base's commits, which are no part of the change, and so nobody. */
  const bringsWork = ([oid, ...others]: readonly string[]): boolean =>
    others.length > 0 || (oid !== undefined && (commits.get(oid)?.parents.length ?? 0) < 2)
  return {
    ...{ authored, has },
    brought: ({ before, after }) => authoredBetween(before, after),
    lost: ({ before, after }) => authoredBetween(after, before),
    parts: rows.flatMap(({ part, brought }) =>
      bringsWork(brought) ? [part, ...historyOf(part).parts] : [],
    ),
  }
}
