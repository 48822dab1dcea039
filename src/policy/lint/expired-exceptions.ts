// Exceptions that are over: they cover nothing, and whoever reads the file may think otherwise.
import type { Problem } from '../problem.ts'
import type { Policy } from '../schema.ts'
import type { Source } from '../source.ts'

/** The last day is covered. `today` is a day in UTC, as `until` is. */
export const hasEnded = ({ until }: Policy['exceptions'][number], today: string): boolean =>
  until < today

export const expiredExceptions = (
  { exceptions }: Policy,
  source: Pick<Source, 'placeOf'>,
  today: string,
): Problem[] =>
  exceptions.flatMap((exception, index): Problem[] => {
    if (!hasEnded(exception, today)) return []
    const path = ['exceptions', index]
    const message = `exceptions[${index}] ended on ${exception.until} and covers nothing; remove it`
    return [{ severity: 'warning', ...source.placeOf(path, 'value'), message }]
  })
