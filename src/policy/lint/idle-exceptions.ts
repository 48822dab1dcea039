// Exceptions that cover nothing, or that somebody grants to themselves; and what no break-glass can waive.

import type { Policy } from '../schema.ts'
import { neverExcepted, unwaivable } from '../unwaivable.ts'
import { nameOf, quote } from '../wording.ts'
import type { Check, Flaw } from './flaw.ts'
import { humansOf } from './humans.ts'

export const idleExceptions: Check = (policy) => [
  ...policy.exceptions.flatMap(({ rules }, at) =>
    rules.flatMap((rule, index) => covered(rule, at, index)),
  ),
  ...selfGranted(policy),
  ...unwaivableRules(policy),
]

function covered(rule: string, at: number, index: number): Flaw[] {
  const why = Object.hasOwn(neverExcepted, rule) ? neverExcepted[rule] : undefined
  if (why === undefined) return []
  const path = ['exceptions', at, 'rules', index]
  const message = `${nameOf(path)} covers nothing: ${quote(rule)} stands whatever is granted, since ${why}; leave it out`
  return [{ severity: 'warning', path, at: 'value', message }]
}

function selfGranted(policy: Policy): Flaw[] {
  const { keyOf } = humansOf(policy)
  return policy.exceptions.flatMap(({ people, 'granted-by': grantor }, at): Flaw[] => {
    const favoured = people.find((login) => keyOf(login) === keyOf(grantor))
    if (favoured === undefined) return []
    const path = ['exceptions', at, 'granted-by']
    const joined = favoured.toLowerCase() === grantor.toLowerCase() ? '' : ` as ${quote(favoured)}`
    const message = `${nameOf(path)} names ${quote(grantor)}, whom it favours${joined}; somebody else must grant it`
    return [{ severity: 'error', path, at: 'value', message }]
  })
}

const unwaivableRules = ({ 'break-glass': breakGlass }: Policy): Flaw[] =>
  (breakGlass?.rules ?? []).flatMap((rule, index): Flaw[] => {
    const path = ['break-glass', 'rules', index]
    const message = `${nameOf(path)} names ${quote(rule)}, which no emergency can waive; leave it out`
    return unwaivable.includes(rule) ? [{ severity: 'error', path, at: 'value', message }] : []
  })
