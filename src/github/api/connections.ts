// GraphQL connections: what a page says of the whole, and whether the whole was read.
import * as z from 'zod'
import { type Fact, known, unknown } from '../../facts/fact.ts'

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

/** All pages as one fact: known only if as many were read as GitHub states. */
export function wholeList<T>(pages: readonly Connection<T>[], source: string): Fact<readonly T[]> {
  const nodes = pages.flatMap((page) => page.nodes).filter((node) => node !== null)
  const stated = pages.at(-1)?.totalCount
  return nodes.length === stated
    ? known(nodes, source)
    : unknown(`${nodes.length} of ${stated ?? 'unknown'} could be read`, source)
}

/** What a page tells the next query to begin after; null: there is nothing more. */
export const cursorOf = (page: {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}): string | null => (page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null)
