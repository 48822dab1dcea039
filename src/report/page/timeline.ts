// The timeline of a change or of a deployment, as a table in the order of GitHub's clock.
import type { Deployment } from '../../facts/facts.ts'
import { type Html, section, table, time } from './elements.ts'
import { type Event, loginOf, mergeOf } from './events.ts'

export { eventsOf } from './events.ts'

/** More would be no page; the record holds them all. */
const most = 200

/** What has no time stands before the end: it was so when the gate asked, at `readAt`. */
export function timelineSection(events: readonly Event[], readAt: string): Html {
  const dated = events
    .flatMap(({ at, text }) => (at === null ? [] : [{ at, text }]))
    .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
  const older = dated.length - most
  const rows = [
    ...(older > 0 ? [['earlier', `${older} more events: the record holds them.`]] : []),
    ...dated.slice(-most).map(({ at, text }) => [time(at), text]),
    ...events.flatMap(({ at, text }) => (at === null ? [['time not known', text]] : [])),
    [time(readAt), 'The gate asked GitHub and judged.'],
  ]
  const columns = ['Time by GitHub', 'Event']
  return section(3, 'Timeline', [table({ name: 'Timeline', columns, rows, otherwise: '' })])
}

type Changes = readonly { readonly change: Parameters<typeof mergeOf>[0] }[]

/** Merges, commits without review, and the acts of the deployment itself, of which GitHub names no time. */
export function deploymentEvents(deployment: Deployment, changes: Changes): readonly Event[] {
  const { attempts, triggers, releases, range, environment } = deployment
  const unreviewed = range.known ? range.value.unreviewed : []
  const untimed = [
    ...(triggers.known ? triggers.value.map(({ by, deed }) => `${loginOf(by)} ${deed}.`) : []),
    ...(attempts.known
      ? attempts.value.map(
          ({ number, actor, triggeringActor }) =>
            `${loginOf(triggeringActor ?? actor)} started attempt ${number} of the run that deploys.`,
        )
      : []),
    ...(releases.known
      ? releases.value.map(({ by, state }) => `${loginOf(by)} ${released[state]} ${environment}.`)
      : []),
  ]
  return [
    ...changes.flatMap(({ change }) => mergeOf(change)),
    ...unreviewed.flatMap(({ commit, pushes, why }) =>
      pushes.map(({ by, at }) => ({
        at,
        text: `${loginOf(by)} pushed ${commit.oid.slice(0, 7)}, which ${why}.`,
      })),
    ),
    ...untimed.map((text) => ({ at: null, text })),
  ]
}

const released = {
  approved: 'approved the deployment to',
  rejected: 'rejected the deployment to',
  pending: 'has not decided on the deployment to',
} as const
