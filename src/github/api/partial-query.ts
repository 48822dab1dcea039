// Several questions in one query, where the token may be refused one of them: the rest is asked again without it.

import { CollectError } from '../../errors.ts'
import type { Unknown } from '../../facts/fact.ts'
import { refusedFields, unknownOf } from './failure.ts'

export type Refused<P extends string> = Readonly<Partial<Record<P, Unknown>>>

/**
 * Each part is named like its field in the query. A missing permission must hide its own part alone, or one forgotten
 * line would make everything unknown.
 * @throws CollectError for every other failure, and for a refusal that is no part's.
 */
export async function askParts<P extends string, T>(
  parts: readonly P[],
  ask: (parts: readonly P[]) => Promise<T>,
): Promise<{ readonly answer: T; readonly refused: Refused<P> }> {
  const refused: Partial<Record<P, Unknown>> = {}
  for (let left = parts; ; ) {
    try {
      return { answer: await ask(left), refused }
    } catch (error) {
      const fields =
        error instanceof CollectError && error.status === 403 ? refusedFields(error) : []
      const denied = left.filter((part) => fields.includes(part))
      if (denied.length === 0) throw error
      for (const part of denied) refused[part] = unknownOf(error)
      left = left.filter((part) => !denied.includes(part))
    }
  }
}
