// Which commits one commit reaches and another does not: what a push brought, and onto what, whatever the shape of the history.
import type { Fact, Push } from './fact.ts'

interface Node {
  readonly oid: string
  readonly parents: readonly string[]
}

/** Of a change, what tells how it was merged. */
interface Merged {
  readonly pull: { readonly mergeCommit: string | null }
  readonly commits: Fact<readonly unknown[]>
}

/** The commits outside a list on which those in it rest. */
export function forksOf(commits: readonly Node[]): readonly string[] {
  const own = new Set(commits.map(({ oid }) => oid))
  const parents = commits.flatMap((commit) => commit.parents)
  return [...new Set(parents.filter((oid) => !own.has(oid)))]
}

/** Those of several commits that no other of them is known to reach; a sole one reaches all others. */
export const topsOf = (
  oids: readonly string[],
  reached: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] =>
  oids.filter((oid) => !oids.some((other) => other !== oid && reached.get(other)?.has(oid)))

/**
 * The state that a change was merged onto; null: the commits do not tell. A push of the queue merges several: each was merged
 * onto the end of the one before. A rebase leaves a copy of each commit behind, a squash one for all: only `ends`, states that
 * another change, or the push, began or ended at, tell the two apart.
 */
export function ontoWhat(
  { pull, commits }: Merged,
  byOid: ReadonlyMap<string, Node>,
  ends: readonly (string | null)[],
): string | null {
  const most = commits.known ? commits.value.length : 1
  let at = pull.mergeCommit
  for (let left = most; at !== null && left > 0; left -= 1) {
    const { parents = [] } = byOid.get(at) ?? {}
    at = parents[0] ?? null
    if (ends.includes(at) || parents.length > 1) return at
  }
  return most === 1 ? at : null
}

/** A commit's place is after those of all that it reaches. */
interface Placed {
  readonly commit: Node
  readonly place: number
}

/** The oids that `after` reaches and `before` does not, of the commits that are listed; null reaches none. */
export type Between = (before: string | null, after: string | null) => readonly string[]

const [byAfter, byBefore] = [1, 2]

/**
 * Walks from both ends at once, children before their parents, and stops where all that is left is reached by `before`:
 * a branch may have thousands of pushes, and each costs no more than what it brought.
 */
export function ancestryOf(commits: Iterable<Node>): Between {
  const byOid = new Map<string, Placed>()
  for (const [place, commit] of parentsFirst(commits).entries()) {
    byOid.set(commit.oid, { commit, place })
  }

  return (before, after) => {
    const reached = new Map<Placed, number>()
    const frontier: Placed[] = []
    let open = 0
    const reach = (oid: string | null, by: number): void => {
      const placed = oid === null ? undefined : byOid.get(oid)
      if (placed === undefined) return
      const known = reached.get(placed) ?? 0
      if (known === 0) insert(frontier, placed)
      open += Number((known | by) === byAfter) - Number(known === byAfter)
      reached.set(placed, known | by)
    }
    reach(before, byBefore)
    reach(after, byAfter)

    const brought: string[] = []
    for (let one = frontier.pop(); one !== undefined && open > 0; one = frontier.pop()) {
      const by = reached.get(one) ?? 0
      if (by === byAfter) {
        open -= 1
        brought.push(one.commit.oid)
      }
      for (const parent of one.commit.parents) reach(parent, by)
    }
    return brought
  }
}

/** By the commit: the pushes that brought it onto the branch, whose end reaches it and whose beginning does not. */
export function broughtBy(
  commits: readonly Node[],
): (pushes: readonly Push[]) => ReadonlyMap<string, readonly Push[]> {
  const between = ancestryOf(commits)
  return (pushes) => {
    const brought = new Map<string, Push[]>()
    for (const push of pushes) {
      for (const oid of between(push.before, push.after)) {
        const told = brought.get(oid)
        if (told === undefined) brought.set(oid, [push])
        else told.push(push)
      }
    }
    return brought
  }
}

function parentsFirst(commits: Iterable<Node>): readonly Node[] {
  const byOid = new Map([...commits].map((commit) => [commit.oid, commit]))
  const ordered = new Set<Node>()
  const seen = new Set<Node>()
  const stack = [...byOid.values()]
  for (let commit = stack.at(-1); commit !== undefined; commit = stack.at(-1)) {
    if (seen.has(commit)) {
      ordered.add(commit)
      stack.pop()
      continue
    }
    seen.add(commit)
    for (const oid of commit.parents) {
      const parent = byOid.get(oid)
      if (parent !== undefined && !seen.has(parent)) stack.push(parent)
    }
  }
  return [...ordered]
}

/** The last one is the next to be taken. Of few: histories are narrow. */
function insert(frontier: Placed[], one: Placed): void {
  let at = frontier.length
  while ((frontier[at - 1]?.place ?? -1) > one.place) at -= 1
  frontier.splice(at, 0, one)
}
