// What GitHub shows once something was fixed that is no approval, grant or deployment.
import type { Doers, Fixing } from '../../src/duties/remedies/remedy.ts'
import { doersOf } from './people.ts'
import type { Going } from './source.ts'

/** False: there is nobody who can. */
export function fix(going: Going, who: Doers | null, what: Fixing): boolean {
  const { source } = going
  switch (what.act) {
    case 'run-again':
      for (const { pull, head } of source.moves ?? []) {
        const moved = going.pull(pull)
        if (moved) moved.head_commit = head
      }
      Object.assign(source, { faults: [], moves: [], lag: {} })
      return going.later !== ''
    case 'merge': {
      const [by] = (who && doersOf(going, who)) ?? []
      return by !== undefined && mergedBy(going, what.pull, by)
    }
    case 'reopen':
      return reopened(going, what.pull)
  }
}

/** The automatic merge, or the place in the queue, is another person's. */
function mergedBy(going: Going, number: number, by: string): boolean {
  const pull = going.pull(number)
  if (pull === undefined) return false
  const at = going.later
  const { events = [] } = pull
  if (pull.auto_merge) {
    pull.auto_merge = { by, at }
    pull.events = [
      ...events,
      { type: 'auto_merge_disabled', by, at },
      { type: 'auto_merge_enabled', by, at },
    ]
  }
  for (const entries of Object.values(going.source.merge_queues ?? {})) {
    for (const entry of entries) {
      if (entry.pull !== number) continue
      entry.by = by
      pull.events = [
        ...(pull.events ?? []),
        { type: 'removed_from_merge_queue', by, at },
        { type: 'added_to_merge_queue', by, at },
      ]
    }
  }
  return true
}

/** The branch stays as it is, and nothing was said of the new pull request yet. */
function reopened(going: Going, number: number): boolean {
  const pull = going.pull(number)
  if (pull === undefined) return false
  const successor = number + 1000
  const { world } = going
  const head_commit = world.pulls.find((one) => one.number === number)?.head_commit ?? ''
  going.source.pulls?.push({
    ...{ ...pull, number: successor, at: going.later, reviews: [], events: [], comments: [] },
    ...{ head_commit: going.named(head_commit), auto_merge: null },
  })
  pull.state = 'closed'
  if (going.source.event.pull === number) going.source.event.pull = successor
  going.successors.set(successor, number)
  return true
}
