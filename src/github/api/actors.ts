// Accounts as GraphQL and REST spell them, turned into one: a numeric id, a login without suffix, a kind.
import * as z from 'zod'
import { type Actor, type ActorKind, actorKinds } from '../../facts/actor.ts'

/** The Actor interface has no id of its own: every type is asked for it. */
export const actorFragment = `fragment Who on Actor{__typename login ...on User{databaseId} ...on Bot{databaseId}
  ...on Mannequin{databaseId} ...on Organization{databaseId} ...on EnterpriseUserAccount{user{databaseId}}}`

/** The account that stands in the place of deleted ones: nobody knows who that was. */
const ghost = 10137

/** Null where the account is deleted; also null, and so unknown, where GitHub gives it no id. */
export const actorShape = z
  .object({
    __typename: z.enum(actorKinds),
    login: z.string(),
    databaseId: z.number().nullish(),
    user: z.object({ databaseId: z.number().nullish() }).nullish(),
  })
  .nullish()
  .transform((actor): Actor | null => {
    const id = actor?.databaseId ?? actor?.user?.databaseId
    return actor && id && id !== ghost ? { id, login: actor.login, kind: actor.__typename } : null
  })

/** A field typed `User`: GitHub leaves it null for a bot. */
export const userShape = z
  .object({ databaseId: z.number().nullish(), login: z.string() })
  .nullish()
  .transform((user): Actor | null =>
    user?.databaseId && user.databaseId !== ghost
      ? { id: user.databaseId, login: user.login, kind: 'User' }
      : null,
  )

/** REST's simple user, which knows bots too; null and `{}` stand for nobody. */
export const simpleUserShape = z
  .object({ id: z.number().optional(), login: z.string().optional(), type: z.string().optional() })
  .nullish()
  .transform((user): Actor | null => {
    const kind = actorKinds.find((one): one is ActorKind => one === user?.type)
    if (!user?.id || user.id === ghost || !user.login || kind === undefined) return null
    return { id: user.id, login: user.login.replace(/\[bot\]$/, ''), kind }
  })
