// Every commit that a pull request has or once had, and how they hang together.
import type { Change } from '../facts/change.ts'
import { valueOr } from '../facts/fact.ts'
import type { Commit, Push } from '../facts/git.ts'
import { isCleanUpdate } from './updates.ts'

export interface History {
  /** Without the clean merges of "Update branch": whatever makes somebody a contributor. */
  readonly authored: readonly Commit[]
  /** The authored commits that a push brought onto the branch. Oids. */
  readonly brought: (push: Push) => readonly string[]
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

  function reached(from: string | null): Set<string> {
    const seen = new Set<string>()
    const queue = [from]
    for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
      const commit = oid === null ? undefined : commits.get(oid)
      if (commit === undefined || seen.has(commit.oid)) continue
      seen.add(commit.oid)
      queue.push(...commit.parents)
    }
    return seen
  }

  const authored = [...commits.values()].filter(
    (commit) => !isCleanUpdate(commit, has, change.updates[commit.oid]),
  )
  const counts = new Set(authored.map((commit) => commit.oid))
  const brought = (push: Push): readonly string[] => [
    ...reached(push.after).difference(reached(push.before)).intersection(counts),
  ]
  return { authored, brought, has }
}
