// What a re-run is given: the payload of the run's first attempt, however much has happened since.
import { askedAt, attemptOf } from '../github-double/world/asking.ts'
import type { Pull } from '../github-double/world/schema/pull-defaults.ts'
import type { World } from '../github-double/world/world.ts'

/** The world as the payload shows it; a webhook does not lag. */
export function worldOfPayload(world: World): World {
  const shown = { ...world, lag: { ...world.lag, associations: [], open: [], queue_events: [] } }
  const start = world.runs.find(({ id }) => id === world.event.run)?.attempts[0]?.at
  if (start === undefined || attemptOf(world) === 1) return shown
  const { head } = askedAt(world)
  const pulls = world.pulls.map((pull) =>
    pull.number === world.event.pull ? { ...before(pull, start), head_commit: head } : pull,
  )
  const runs = world.runs.map((run) => {
    const attempts = run.attempts.filter(({ at }) => at <= start)
    return { ...run, attempts: attempts.length > 0 ? attempts : run.attempts.slice(0, 1) }
  })
  return { ...shown, pulls, runs }
}

/** Not merged yet, into the branch of then, and no review dismissed. */
function before(pull: Pull, start: string): Pull {
  const since = pull.events.filter(({ at }) => at > start)
  const moved = since.find(({ type }) => type === 'base_ref_changed')
  const reviews = pull.reviews.map((review, index) => {
    const dismissed = since.find((one) => one.type === 'review_dismissed' && one.review === index)
    return dismissed?.type === 'review_dismissed' ? { ...review, state: dismissed.was } : review
  })
  const isMerged = pull.merged !== null && pull.merged.at <= start
  const base = moved?.type === 'base_ref_changed' ? moved.from : pull.base
  return {
    ...{ ...pull, base, reviews },
    ...(isMerged || pull.merged === null ? {} : { state: 'open', merged: null }),
  }
}
