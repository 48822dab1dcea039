// The pull request's timeline: force-pushes of its head, changes of its base, dismissed reviews.
import * as z from 'zod'
import type { Fact } from '../change/fact.ts'
import type { Push } from '../change/push.ts'
import type { BaseChange, Dismissal } from '../change/review.ts'
import { actorShape } from './actors.ts'

export const timelineFields = `timelineItems(first: 100, after: $t, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT,
    BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, BASE_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT])
    @include(if: $timeline){totalCount pageInfo{hasNextPage endCursor} nodes{__typename
    ...on HeadRefForcePushedEvent{createdAt actor{...Who} beforeCommit{oid} afterCommit{oid}}
    ...on BaseRefChangedEvent{createdAt actor{...Who}}
    ...on AutomaticBaseChangeSucceededEvent{createdAt actor{...Who}}
    ...on BaseRefForcePushedEvent{createdAt actor{...Who}}
    ...on ReviewDismissedEvent{createdAt actor{...Who} previousReviewState review{id}}}}`

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
    previousReviewState: z.enum([
      'APPROVED',
      'CHANGES_REQUESTED',
      'COMMENTED',
      'DISMISSED',
      'PENDING',
    ]),
    review: z.object({ id: z.string() }).nullable(),
  }),
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

const baseChange = {
  BaseRefChangedEvent: 'retargeted',
  AutomaticBaseChangeSucceededEvent: 'retargeted-by-github',
  BaseRefForcePushedEvent: 'force-pushed',
} as const

export const baseChangesOf = (events: Events): Fact<readonly BaseChange[]> =>
  pick(events, (event) =>
    event.__typename === 'HeadRefForcePushedEvent' || event.__typename === 'ReviewDismissedEvent'
      ? null
      : { by: event.actor, at: event.createdAt, how: baseChange[event.__typename] },
  )
