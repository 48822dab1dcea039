// What a person may do in the repository: by REST, one by one; and of who gave a review, where GraphQL says it.
import * as z from 'zod'
import { type Actor, type Fact, type Review, valueOr } from '../../facts/facts.ts'
import { actorShape, askParts, type Client, cannotTell, factFrom, inTurns } from '../api/ask.ts'

/** GitHub may refuse it by itself: then it is asked of each person. Queries include it by the variable `$rights`. */
export const reviewRights = 'authorCanPushToRepository'

export const reviewShape = z
  .object({
    id: z.string(),
    state: z.string(),
    submittedAt: z.string().nullable(),
    lastEditedAt: z.string().nullable(),
    editor: actorShape,
    author: actorShape,
    authorCanPushToRepository: z.boolean().optional(),
    commit: z.object({ oid: z.string() }).nullable(),
  })
  .transform(
    (review): Review => ({
      id: review.id,
      state: review.state,
      by: review.author,
      at: review.submittedAt ?? '',
      commit: review.commit?.oid ?? null,
      edited: review.lastEditedAt === null ? null : { by: review.editor },
      canPush: review.authorCanPushToRepository ?? null,
    }),
  )

const permissionShape = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
  user: z
    .object({ id: z.number(), permissions: z.object({ push: z.boolean() }).optional() })
    .nullish(),
})

export type Permission = z.output<typeof permissionShape>

/** GitHub is asked by the login, which may be another account's by now: the answer must be about this one. */
export function readPermission(client: Client, { id, login }: Actor): Promise<Fact<Permission>> {
  const { getCollaboratorPermissionLevel } = client.rest.repos
  return factFrom(getCollaboratorPermissionLevel, async () => {
    const told = await client.get(
      getCollaboratorPermissionLevel,
      { ...client.repo, username: login },
      { shape: permissionShape, needs: 'contents: read' },
    )
    if (told.user?.id === id) return told
    throw cannotTell(
      `GitHub knows ${login} by another id than ${id}`,
      getCollaboratorPermissionLevel,
      'Write the login and the id as the account has them now.',
    )
  })
}

/** Mostly, only `role_name` tells maintain from write. */
export const mayMaintain = ({ permission, role_name }: Permission): boolean =>
  ['admin', 'maintain'].some((one) => one === permission || one === role_name)

/** `permission` may answer with a role of which it does not say what it may. */
export const mayPush = ({ permission, user }: Permission): boolean =>
  user?.permissions?.push ?? ['admin', 'maintain', 'write'].includes(permission)

const width = 6
/** A dismissed one may have stood at the merge. */
const approving = new Set(['APPROVED', 'DISMISSED'])

/** It matters of who approved; who cannot be asked about stays unknown, and nobody beside them. */
export async function withRights(
  client: Client,
  reviews: Fact<readonly Review[]>,
): Promise<Fact<readonly Review[]>> {
  const untold = valueOr(reviews, []).filter(
    ({ canPush, state, by }) => canPush === null && approving.has(state) && by?.kind === 'User',
  )
  if (!reviews.known || untold.length === 0) return reviews
  const people = new Map(untold.flatMap(({ by }) => (by === null ? [] : [[by.id, by] as const])))
  const told = await inTurns([...people.values()], width, async (person) => {
    const permission = await readPermission(client, person)
    return [person.id, permission.known ? mayPush(permission.value) : null] as const
  })
  const rights = new Map(told)
  const value = reviews.value.map((review) => ({
    ...review,
    canPush: review.canPush ?? rights.get(review.by?.id ?? 0) ?? null,
  }))
  return { ...reviews, value }
}

/** Asks for the rights of reviewers until GitHub refuses to say. */
export function whileTold() {
  let parts: readonly (typeof reviewRights)[] = [reviewRights]
  return async <T>(ask: (rights: boolean) => Promise<T>): Promise<T> => {
    const { answer, refused } = await askParts(parts, (left) => ask(left.length > 0))
    if (refused[reviewRights]) parts = []
    return answer
  }
}
