// What follows about pull requests from the rest of a world: commits, files, timeline, how far GitHub shows a merge.
import { changedFiles } from '../git/diff.ts'
import type { Oid } from '../git/oid.ts'
import { fullName, type GitHub, type Repository } from './github.ts'
import type { Pull, PullEvent, Review } from './schema/pull-defaults.ts'
import type { Commit } from './world.ts'

export const findPull = (github: GitHub, number: number): Pull | null =>
  github.world.pulls.find((pull) => pull.number === number) ?? null

export const pullCommits = ({ git }: GitHub, pull: Pull): readonly Commit[] =>
  git.range(pull.base_commit, pull.head_commit)

export const pullFiles = ({ git }: GitHub, pull: Pull) =>
  changedFiles(git, pull.base_commit, pull.head_commit)

/** The repository of the head branch; nothing where that is gone. */
export function headRepository(github: GitHub, { fork }: Pull): Repository | null {
  if (fork === null) return github.repository
  return github.forks().find((repository) => fullName(repository) === fork) ?? null
}

export const closedAt = (pull: Pull): string | null =>
  pull.state === 'open' ? null : (pull.merged?.at ?? updatedAt(pull))

export const updatedAt = (pull: Pull): string =>
  [
    pull.at,
    pull.merged?.at ?? '',
    ...pull.reviews.map(({ at }) => at),
    ...pull.events.map(({ at }) => at),
  ]
    .sort()
    .at(-1) ?? pull.at

/** A pull request may look open for a while after its merge, to all but its timeline. */
export const asShown = ({ lag }: GitHub, pull: Pull): Pull =>
  pull.merged !== null && lag.hides('open', pull.number)
    ? { ...pull, state: 'open', merged: null }
    : pull

export type TimelineItem = { at: string; index: number } & (
  | { kind: 'commit'; commit: Commit }
  | { kind: 'review'; review: Review }
  | { kind: 'merged'; by: string; commit: Oid }
  | { kind: 'event'; event: PullEvent }
)

type Loose<T> = T extends unknown ? Omit<T, 'index'> : never

/** Everything that happened to a pull request, in the order of time. */
export function timeline(github: GitHub, pull: Pull): TimelineItem[] {
  const items: Loose<TimelineItem>[] = [
    ...pullCommits(github, pull).map((commit) => ({
      kind: 'commit' as const,
      at: commit.at,
      commit,
    })),
    ...pull.reviews.map((review) => ({ kind: 'review' as const, at: review.at, review })),
    ...[...eventsOf(github, pull), ...baseForcePushes(github, pull)].map((event) => ({
      kind: 'event' as const,
      at: event.at,
      event,
    })),
  ]
  if (pull.merged !== null) items.push({ kind: 'merged', ...pull.merged })
  return items.sort((a, b) => a.at.localeCompare(b.at)).map((item, index) => ({ ...item, index }))
}

/** That it was queued may stand there only later. */
function eventsOf({ lag }: GitHub, { number, events }: Pull): PullEvent[] {
  const isQueueing = ({ type }: PullEvent) => type === 'added_to_merge_queue'
  const hides = events.some(isQueueing) && lag.hides('queue_events', number)
  return hides ? events.filter((event) => !isQueueing(event)) : events
}

/** A force-push of the base branch shows on every pull request that was open then. */
function baseForcePushes({ world }: GitHub, pull: Pull): PullEvent[] {
  const until = closedAt(pull) ?? world.now
  return world.pushes.flatMap(({ repo, ref, type, at, by, before, after }) => {
    const own = repo === undefined || repo === world.repository
    const seen = own && ref === pull.base && type === 'force_push' && at > pull.at && at <= until
    return seen ? [{ type: 'base_ref_force_pushed' as const, by, at, before, after }] : []
  })
}
