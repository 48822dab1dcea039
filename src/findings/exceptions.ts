// Exceptions: permissions that the policy records beforehand, for some people and until a day.

import { listed } from '../duties/evidence.ts'
import { type Actor, sameLogin } from '../facts/fact.ts'
import { within } from '../policy/patterns.ts'
import { neverExcepted } from '../policy/rule-ids.ts'
import type { Policy } from '../policy/schema.ts'
import { includesEnvironment } from './enforcement.ts'
import type { Beneficiaries, Coverage, Place } from './finding.ts'

type Exception = Policy['exceptions'][number]
type Favoured = NonNullable<Beneficiaries>[number]

/** `now` is GitHub's clock, RFC 3339 in UTC; without a clock nothing is in force. */
export const isExpired = ({ until }: Exception, now: string): boolean =>
  now === '' || now.slice(0, 10) > until

/** Those of a policy that are in force: they cover a violation where they name everybody whom it favours. */
export function exceptionsIn(policy: Policy, now: string): readonly Coverage[] {
  const inForce = policy.exceptions.filter((one) => !isExpired(one, now))
  const cover: Coverage = (rule, place, favoured) => {
    if (neverExcepted.has(rule) || favoured === null || favoured.length === 0) return null
    const fitting = inForce.filter((one) => one.rules.includes(rule) && fits(one, place))
    const used = fitting.filter((one) => favoured.some((person) => names(one, person, policy)))
    const isWhole = favoured.every((person) => used.some((one) => names(one, person, policy)))
    return isWhole ? { text: used.map(told).join(' ') } : null
  }
  return [cover]
}

const told = ({ people, until, reason, 'granted-by': grantedBy }: Exception): string =>
  `Excepted for ${listed(people)} until ${until}, granted by ${grantedBy}: ${reason.trim().replace(/[.]?$/, '.')}`

/** An exception for some files covers nothing beside them, and what nobody knows lies beside them. */
function fits({ environments, branches, paths }: Exception, place: Place): boolean {
  if (!includesEnvironment(environments, place.environment)) return false
  if (place.beyond !== null) {
    if (paths !== undefined) return false
    if (branches !== undefined && !branches.some((one) => one === place.beyond?.branch))
      return false
  }
  const isWithin = paths === undefined ? null : within(paths)
  return place.changes.every(({ change: { pull, files } }) => {
    if (branches !== undefined && !branches.includes(pull.base.branch)) return false
    return isWithin === null || (files.known && files.value.every(isWithin))
  })
}

/** It favours the person, by whichever of their accounts. */
function names({ people }: Exception, { account }: Favoured, policy: Policy): boolean {
  const accounts = [account.login, ...joinedWith(account, policy)].map(sameLogin)
  return people.some((login) => accounts.includes(sameLogin(login)))
}

const joinedWith = ({ login }: Actor, { people }: Policy): readonly string[] =>
  people.find(({ accounts }) => accounts.map(sameLogin).includes(sameLogin(login)))?.accounts ?? []
