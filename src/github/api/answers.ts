// What GitHub's answers are made of: accounts as GraphQL and REST spell them, and connections page by page.
import * as z from 'zod'
import { CollectError } from '../../errors.ts'
import { type Actor, type Fact, known, unknown } from '../../facts/facts.ts'
import { endless } from './failure.ts'

/** The Actor interface has no id of its own: every type is asked for it. */
export const actorFragment = `fragment Who on Actor{__typename login ...on User{databaseId} ...on Bot{databaseId}
  ...on Mannequin{databaseId} ...on Organization{databaseId} ...on EnterpriseUserAccount{user{databaseId}}}`

/** The account that stands in the place of deleted ones: nobody knows who that was. */
const ghost = 10137

/** Null where the account is deleted; also null, and so unknown, where GitHub gives it no id. */
export const actorShape = z
  .object({
    __typename: z.string(),
    login: z.string(),
    databaseId: z.number().nullish(),
    user: z.object({ databaseId: z.number().nullish() }).nullish(),
  })
  .nullish()
  .transform((actor): Actor | null => {
    const id = actor?.databaseId ?? actor?.user?.databaseId
    return actor && id && id !== ghost ? { id, login: actor.login, kind: actor.__typename } : null
  })

/** What is asked of a field typed `User`. */
export const userFields = '{id databaseId login}'

/** A field typed `User`, in which GitHub gives bots too: only the node id and the login's end tell them from people. */
export const userShape = z
  .object({ id: z.string().nullish(), databaseId: z.number().nullish(), login: z.string() })
  .nullish()
  .transform((user): Actor | null => {
    if (!user?.databaseId || user.databaseId === ghost) return null
    const isBot = isBotsNode(user.id ?? '') || botSuffix.test(user.login)
    const login = user.login.replace(botSuffix, '')
    return { id: user.databaseId, login, kind: isBot ? 'Bot' : 'User' }
  })

const botSuffix = /\[bot\]$/

/** `BOT_kgDO...`, or in the older form `03:Bot49699333` in base64. */
const isBotsNode = (id: string): boolean =>
  id.startsWith('BOT_') || /^\d+:Bot\d+$/.test(Buffer.from(id, 'base64').toString('latin1'))

/** REST's simple user, which knows bots too; null and `{}` stand for nobody. */
export const simpleUserShape = z
  .object({ id: z.number().optional(), login: z.string().optional(), type: z.string().optional() })
  .nullish()
  .transform((user): Actor | null => {
    if (!user?.id || user.id === ghost || !user.login || !user.type) return null
    return { id: user.id, login: user.login.replace(botSuffix, ''), kind: user.type }
  })

/** A page of a connection. GitHub may put null among the nodes: such a list is not whole. */
export const connectionOf = <T>(node: z.ZodType<T>) =>
  z.object({
    totalCount: z.number(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(node.nullable()),
  })

/** A page of a filtered connection, whose `totalCount` may be of more than the filter lets through. */
export const filteredConnectionOf = <T>(node: z.ZodType<T>) =>
  connectionOf(node)
    .omit({ totalCount: true })
    .extend({ filteredCount: z.number() })
    .transform(({ filteredCount, ...page }) => ({ ...page, totalCount: filteredCount }))

interface Connection<T> {
  readonly totalCount: number
  readonly nodes: readonly (T | null)[]
}

interface ConnectionPage<T> extends Connection<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** All pages as one fact: known only if as many were read as GitHub states. */
export function wholeList<T>(pages: readonly Connection<T>[], source: string): Fact<readonly T[]> {
  const nodes = pages.flatMap((page) => page.nodes).filter((node) => node !== null)
  const stated = pages.at(-1)?.totalCount
  return nodes.length === stated
    ? known(nodes, source)
    : unknown(`${nodes.length} of ${stated ?? 'unknown'} ${listedBy(source)} could be read`, source)
}

/** "GraphQL PullRequest.timelineItems" lists "timeline items". */
const listedBy = (source: string): string =>
  (source.split('.').at(-1) ?? source).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** What a page tells the next query to begin after; null: there is nothing more. */
export const cursorOf = (page: Pick<ConnectionPage<unknown>, 'pageInfo'>): string | null =>
  page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null

/** Page by page: `ask` is asked for what comes after a cursor, null for the first page. @throws CollectError where a cursor comes back. */
export async function* cursorPages<P, C>(
  source: string,
  ask: (after: C | null) => Promise<P>,
  next: (page: P) => C | null,
): AsyncGenerator<P> {
  const seen = new Set<string>()
  for (let after: C | null = null; ; ) {
    const page = await ask(after)
    yield page
    after = next(page)
    if (after === null) return
    const key = JSON.stringify(after)
    if (seen.has(key)) throw endless(source)
    seen.add(key)
  }
}

/** Every page. @throws CollectError where they end before GitHub's count: what is missing could be what matters. */
export async function readConnection<T>(
  source: string,
  ask: (after: string | null) => Promise<ConnectionPage<T>>,
): Promise<readonly T[]> {
  const list = wholeList(await Array.fromAsync(cursorPages(source, ask, cursorOf)), source)
  if (list.known) return list.value
  throw new CollectError(list.reason, list)
}
