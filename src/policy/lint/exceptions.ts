// Exceptions that cover nothing, because they ended or name a rule that none can cover, and rules that no break-glass can waive.
import {
  error,
  nameOf,
  neverExcepted,
  neverWaived,
  type Policy,
  quote,
  type Remark,
  warning,
} from '../policy.ts'

/** The day named by `until` is still covered. `today` is a day in UTC, like `until`. */
export const hasEnded = ({ until }: Policy['exceptions'][number], today: string): boolean =>
  until < today

export const expiredExceptions = ({ exceptions }: Policy, today: string): Remark[] =>
  exceptions.flatMap((exception, index): Remark[] => {
    const message = `exceptions[${index}] ended on ${exception.until} and covers nothing; remove it`
    return hasEnded(exception, today) ? [warning(message, ['exceptions', index])] : []
  })

export const idleExceptions = ({ exceptions }: Policy): Remark[] =>
  exceptions.flatMap(({ rules }, at) =>
    rules.flatMap((rule, index): Remark[] => {
      const why = neverExcepted.get(rule)
      if (why === undefined) return []
      const path = ['exceptions', at, 'rules', index]
      const message = `${nameOf(path)} covers nothing: ${quote(rule)} stands whatever is granted, since ${why}; leave it out`
      return [warning(message, path)]
    }),
  )

export const unwaivableRules = ({ 'break-glass': breakGlass }: Policy): Remark[] =>
  (breakGlass?.rules ?? []).flatMap((rule, index): Remark[] => {
    const why = neverWaived.get(rule)
    if (why === undefined) return []
    const path = ['break-glass', 'rules', index]
    const message = `${nameOf(path)} names ${quote(rule)}, which no emergency can waive, since ${why}; leave it out`
    return [error(message, path)]
  })
