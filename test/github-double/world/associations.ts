// Which pull requests a commit names: `associatedPullRequests`, and REST's pull requests of a commit.
import type { Oid } from '../git/oid.ts'
import type { GitHub } from './github.ts'
import { pullCommits } from './pulls.ts'
import type { Pull } from './schema/pull-defaults.ts'

/** Oldest first; nothing while GitHub has not caught up. */
export function associated(github: GitHub, oid: Oid): Pull[] {
  const { world, git, lag } = github
  if (lag.hides('associations', oid)) return []
  const tip = world.branches.get(world.default_branch)
  const isOnDefault = tip !== undefined && git.reaches(tip, oid)
  const bringing = world.pulls.filter((pull) => brings(github, pull, oid))
  const named = isOnDefault ? introducing(github, bringing, oid) : bringing.filter(isShown)
  return named.sort((a, b) => a.at.localeCompare(b.at))
}

/** Closed ones are never named, nor open ones from forks. */
const isShown = ({ state, fork }: Pull): boolean =>
  state === 'merged' || (state === 'open' && fork === null)

function brings(github: GitHub, pull: Pull, oid: Oid): boolean {
  if (pull.merged?.commit === oid) return true
  return pullCommits(github, pull).some((one) => one.oid === oid) || copies(github, pull, oid)
}

/** A rebase merge copies each commit that is no merge, one upon the other. */
function copies(github: GitHub, pull: Pull, oid: Oid): boolean {
  if (pull.merged?.method !== 'rebase') return false
  const { git, world } = github
  const { commit } = pull.merged
  const row = world.pushes.find(({ type, after }) => type === 'pr_merge' && after === commit)
  let left = pullCommits(github, pull).filter(({ parents }) => parents.length < 2).length
  let copy: Oid | undefined = commit
  for (; left > 0 && copy !== undefined && copy !== row?.before; left -= 1) {
    if (copy === oid) return true
    copy = git.commit(copy)?.parents[0]
  }
  return false
}

/** Of a commit of the default branch: the first that brought it there, and those that merged it elsewhere before. */
function introducing(github: GitHub, bringing: readonly Pull[], oid: Oid): Pull[] {
  const merged = bringing.filter(({ state }) => state === 'merged')
  const main = github.world.default_branch
  const [first] = merged.filter(({ base }) => base === main).sort(byMerge(github))
  const elsewhere = merged.filter(({ base }) => base !== main)
  if (elsewhere.length === 0) return first === undefined ? [] : [first]
  const until = first?.merged?.at ?? arrival(github, oid)
  const before = elsewhere.filter(({ merged: how }) => how !== null && how.at < until)
  return first === undefined ? before : [...before, first]
}

/** When a push first brought a commit to the default branch: by now, where no row tells. */
function arrival({ world, git }: GitHub, oid: Oid): string {
  const rows = world.pushes.filter(
    ({ repo = world.repository, ref }) => repo === world.repository && ref === world.default_branch,
  )
  const first = rows
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .find(({ after }) => after !== null && git.reaches(after, oid))
  return first?.at ?? world.now
}

/** In the same second, the merge that the other contains came first. */
const byMerge =
  ({ git }: GitHub) =>
  ({ merged: a }: Pull, { merged: b }: Pull): number => {
    if (a === null || b === null) return 0
    if (a.at !== b.at) return a.at < b.at ? -1 : 1
    return git.reaches(b.commit, a.commit) ? -1 : 1
  }
