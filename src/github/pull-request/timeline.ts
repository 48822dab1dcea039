// The pull request's timeline: force-pushes of its head, changes of its base, dismissed reviews, assignments, the merge.
import * as z from 'zod'
import type {
  Actor,
  Assigning,
  BaseChange,
  Dismissal,
  Fact,
  Merging,
  Push,
} from '../../facts/facts.ts'
import { actorShape, userFields, userShape } from '../api/ask.ts'

/** The connection, asked as `page` says; `directive` may leave it out. */
export const timelineFields = (page: string, directive = '') =>
  `timelineItems(${page}, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT,
    AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, BASE_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT, MERGED_EVENT,
    ADDED_TO_MERGE_QUEUE_EVENT, AUTO_MERGE_ENABLED_EVENT, ASSIGNED_EVENT])
    ${directive}{filteredCount pageInfo{hasNextPage endCursor} nodes{__typename
    ...on HeadRefForcePushedEvent{createdAt actor{...Who} beforeCommit{oid} afterCommit{oid}}
    ...on BaseRefChangedEvent{createdAt actor{...Who}}
    ...on AutomaticBaseChangeSucceededEvent{createdAt actor{...Who}}
    ...on BaseRefForcePushedEvent{createdAt actor{...Who}}
    ...on ReviewDismissedEvent{createdAt actor{...Who} previousReviewState review{id}}
    ...on MergedEvent{createdAt actor{...Who}}
    ...on AddedToMergeQueueEvent{createdAt actor{...Who} enqueuer${userFields}}
    ...on AutoMergeEnabledEvent{createdAt actor{...Who} enabler${userFields}}
    ...on AssignedEvent{createdAt actor{...Who} assignee{...Who}}}}`

const happened = { createdAt: z.string(), actor: actorShape }
const oid = z.object({ oid: z.string() }).nullable()

export const eventShape = z.discriminatedUnion('__typename', [
  z.object({
    __typename: z.literal('HeadRefForcePushedEvent'),
    ...happened,
    beforeCommit: oid,
    afterCommit: oid,
  }),
  z.object({ __typename: z.literal('BaseRefChangedEvent'), ...happened }),
  z.object({ __typename: z.literal('AutomaticBaseChangeSucceededEvent'), ...happened }),
  z.object({ __typename: z.literal('BaseRefForcePushedEvent'), ...happened }),
  z.object({
    __typename: z.literal('ReviewDismissedEvent'),
    ...happened,
    previousReviewState: z.string(),
    review: z.object({ id: z.string() }).nullable(),
  }),
  z.object({ __typename: z.literal('MergedEvent'), ...happened }),
  z.object({ __typename: z.literal('AddedToMergeQueueEvent'), ...happened, enqueuer: userShape }),
  z.object({ __typename: z.literal('AutoMergeEnabledEvent'), ...happened, enabler: userShape }),
  z.object({ __typename: z.literal('AssignedEvent'), ...happened, assignee: actorShape }),
])

type TimelineEvent = z.output<typeof eventShape>

type Events = Fact<readonly TimelineEvent[]>

const pick = <T>(events: Events, turn: (event: TimelineEvent) => T | null): Fact<readonly T[]> =>
  events.known ? { ...events, value: events.value.map(turn).filter((one) => one !== null) } : events

export const forcePushesOf = (events: Events): Fact<readonly Push[]> =>
  pick(events, (event) =>
    event.__typename === 'HeadRefForcePushedEvent'
      ? {
          by: event.actor,
          at: event.createdAt,
          before: event.beforeCommit?.oid ?? null,
          after: event.afterCommit?.oid ?? null,
          kind: 'force_push',
        }
      : null,
  )

export const dismissalsOf = (events: Events): Fact<readonly Dismissal[]> =>
  pick(events, (event) =>
    event.__typename === 'ReviewDismissedEvent'
      ? {
          by: event.actor,
          at: event.createdAt,
          review: event.review?.id ?? null,
          was: event.previousReviewState,
        }
      : null,
  )

const baseChange: Partial<Record<TimelineEvent['__typename'], BaseChange['how']>> = {
  BaseRefChangedEvent: 'retargeted',
  AutomaticBaseChangeSucceededEvent: 'retargeted-by-github',
  BaseRefForcePushedEvent: 'force-pushed',
}

export const baseChangesOf = (events: Events): Fact<readonly BaseChange[]> =>
  pick(events, (event) => {
    const how = baseChange[event.__typename]
    return how === undefined ? null : { by: event.actor, at: event.createdAt, how }
  })

export const assignmentsOf = (events: Events): Fact<readonly Assigning[]> =>
  pick(events, (event) =>
    event.__typename === 'AssignedEvent'
      ? { by: event.actor, at: event.createdAt, assignee: event.assignee }
      : null,
  )

/**
 * Who merged it, and who last queued it and switched on its auto-merge: of several only the last had an effect.
 * `enqueuer` and `enabler` are null where an App acted: the event's actor is whom GitHub names then.
 */
export function mergersOf(
  events: Events,
  merged: { readonly by: Actor | null } | null,
): Fact<readonly Merging[]> {
  if (!events.known) return events
  const mergings: Merging[] = []
  const merge = events.value.findLast((event) => event.__typename === 'MergedEvent')
  const by = merged?.by ?? merge?.actor ?? null
  if (merged !== null || merge !== undefined) mergings.push({ by, how: 'merged' })
  const queued = events.value.findLast((event) => event.__typename === 'AddedToMergeQueueEvent')
  if (queued) mergings.push({ by: queued.enqueuer ?? queued.actor, how: 'queued' })
  const enabled = events.value.findLast((event) => event.__typename === 'AutoMergeEnabledEvent')
  if (enabled) {
    mergings.push({ by: enabled.enabler ?? enabled.actor, how: 'switched on auto-merge for' })
  }
  return { ...events, value: mergings }
}
