// Every page of a GraphQL connection, or an error: what is missing could be what matters.
import { CollectError } from '../../errors.ts'
import { cursorOf, wholeList } from './connections.ts'

interface Page<T> {
  readonly totalCount: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly (T | null)[]
}

/** Asks for what comes after a cursor, null for the first page. @throws CollectError where it ends before GitHub's count. */
export async function readPages<T>(
  of: string,
  ask: (after: string | null) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const pages: Page<T>[] = []
  const seen = new Set<string | null>()
  // A cursor that comes back would be read for ever: what is missing then shows in the count.
  for (let after: string | null = null; !seen.has(after); ) {
    seen.add(after)
    const page = await ask(after)
    pages.push(page)
    after = cursorOf(page)
  }
  const list = wholeList(pages, of)
  if (list.known) return list.value
  throw new CollectError(list.reason, { source: of, remedy: list.remedy })
}
