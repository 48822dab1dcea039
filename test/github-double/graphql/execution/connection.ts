// GraphQL: connections, cut into pages the way GitHub cuts every one of them.
import { GraphQLError, type GraphQLResolveInfo } from 'graphql'

export type PageArguments = {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
}

const LARGEST_PAGE = 100

export const failure = (type: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { type } })

const cursorOf = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64')

function indexOf(cursor: string): number {
  const index = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]
  if (index === undefined) {
    throw failure('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`)
  }
  return Number(index)
}

function assertBounds({ first, last }: PageArguments, name: string): void {
  if (first == null && last == null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`
    throw failure('MISSING_PAGINATION_BOUNDARIES', message)
  }
  for (const [bound, records] of [
    ['first', first],
    ['last', last],
  ] as const) {
    if (records != null && (records < 0 || records > LARGEST_PAGE)) {
      const message = `Requesting ${records} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${LARGEST_PAGE} records.`
      throw failure('EXCESSIVE_PAGINATION', message)
    }
  }
}

type Beside<T> = {
  edge?: (item: T) => object
  /** Where GitHub counts more than the arguments choose. */
  total?: () => number
}

/** A field that is a connection over some items; the arguments beside the page may choose among them. */
export function connection<T, A extends object = object>(
  items: readonly T[] | ((args: A & PageArguments) => readonly T[]),
  view: (item: T, index: number) => unknown,
  { edge = () => ({}), total }: Beside<T> = {},
) {
  return (args: A & PageArguments, _context: unknown, info: GraphQLResolveInfo) => {
    assertBounds(args, info.fieldName)
    const all = typeof items === 'function' ? items(args) : items
    const lower = args.after == null ? 0 : indexOf(args.after) + 1
    const upper = args.before == null ? all.length : Math.min(indexOf(args.before), all.length)
    const end = args.first == null ? upper : Math.min(upper, lower + args.first)
    const start = args.first != null || args.last == null ? lower : Math.max(lower, end - args.last)
    const shown = all.slice(start, end).map((item, offset) => ({ item, index: start + offset }))
    return {
      totalCount: total?.() ?? all.length,
      filteredCount: all.length,
      pageCount: shown.length,
      pageInfo: {
        hasNextPage: end < all.length,
        hasPreviousPage: start > 0,
        startCursor: shown.length > 0 ? cursorOf(start) : null,
        endCursor: shown.length > 0 ? cursorOf(end - 1) : null,
      },
      nodes: () => shown.map(({ item, index }) => view(item, index)),
      edges: () =>
        shown.map(({ item, index }) => ({
          cursor: cursorOf(index),
          node: view(item, index),
          ...edge(item),
        })),
    }
  }
}
