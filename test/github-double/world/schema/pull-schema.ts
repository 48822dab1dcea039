// The shape of a pull request in a world file: its reviews, its timeline, its merge.
import * as z from 'zod'
import { written } from './conduct-schema.ts'
import { label, list, type References, time } from './references.ts'

const review = ({ login }: References) =>
  z.strictObject({
    by: login,
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED']),
    commit: label.nullable(),
    at: time,
    body: z.string().default(''),
    edited_at: time.nullable().default(null),
    editor: login.nullable().default(null),
    can_push: z.boolean().optional(),
  })

function event({ login }: References) {
  const entry = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
    z.strictObject({ type: z.literal(type), by: login.nullable(), at: time, ...shape })
  const fromTo = { from: z.string(), to: z.string() }
  return z.discriminatedUnion('type', [
    entry('head_ref_force_pushed', { before: label.nullable(), after: label.nullable() }),
    entry('head_ref_restored', {}),
    entry('base_ref_changed', fromTo),
    entry('automatic_base_change_succeeded', fromTo),
    entry('base_ref_force_pushed', { before: label.nullable(), after: label.nullable() }),
    entry('review_dismissed', {
      review: z.int(),
      was: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED']),
      message: z.string().default(''),
    }),
    entry('assigned', { assignee: login }),
    entry('added_to_merge_queue', {}),
    entry('removed_from_merge_queue', {}),
    entry('auto_merge_enabled', {}),
    entry('auto_merge_disabled', {}),
    entry('copilot_work_started', {}),
  ])
}

export const pull = (known: References) =>
  z.strictObject({
    number: z.int(),
    author: known.login,
    at: time.optional(),
    base: z.string(),
    base_commit: known.commit.optional(),
    head: z.string(),
    head_commit: known.commit.optional(),
    fork: z.string().nullable().default(null),
    fork_private: z.boolean().default(false),
    state: z.enum(['open', 'closed', 'merged']).default('open'),
    draft: z.boolean().default(false),
    title: z.string().default('change'),
    body: z.string().default(''),
    labels: list(z.string()),
    assignees: list(known.login),
    merged: z
      .strictObject({
        by: known.login,
        at: time,
        commit: known.commit,
        method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
      })
      .nullable()
      .default(null),
    auto_merge: z.strictObject({ by: known.login, at: time }).nullable().default(null),
    reviews: list(review(known)),
    events: list(event(known)),
    /** Those under the pull request; the ones beside its lines are none of them. */
    comments: list(z.strictObject(written(known))),
  })
