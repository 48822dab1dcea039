// What covers a violation for a time: exceptions that the policy records beforehand, and break-glass.

import type { BreakGlassCase, Use, Waiver } from '../break-glass/break-glass.ts'
import { listed } from '../duties/evidence.ts'
import { type Actor, valueOr } from '../facts/facts.ts'
import { within } from '../policy/paths/patterns.ts'
import { means, neverExcepted, type Policy, sameName } from '../policy/policy.ts'
import {
  type Beneficiaries,
  type Coverage,
  type Finding,
  includesEnvironment,
  type Place,
} from './finding.ts'

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
    if (favoured.some(isSteeredByAnybody)) return null
    const fitting = inForce.filter((one) => one.rules.includes(rule) && fits(one, place))
    const used = fitting.filter((one) => favoured.some((person) => names(one, person, policy)))
    const isWhole = favoured.every((person) => used.some((one) => names(one, person, policy)))
    return isWhole ? { text: used.map(told).join(' ') } : null
  }
  return [cover]
}

/** Who names an agent that anybody may have had act names nobody. */
export const isSteeredByAnybody = ({ agent }: Favoured): boolean =>
  agent !== null && agent.sponsors === null && !agent.trusted.includes('work')

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
    return (
      isWithin === null || (valueOr(files, []).length > 0 && valueOr(files, []).every(isWithin))
    )
  })
}

/** It favours the person, by whichever of their accounts. */
function names({ people }: Exception, { account }: Favoured, policy: Policy): boolean {
  const joined = joinedWith(account, policy)
  return people.some((name) => means(name, account) || joined.some((one) => sameName(name, one)))
}

const joinedWith = (account: Actor, { people }: Policy): readonly string[] =>
  people.find(({ accounts }) => accounts.some((name) => means(name, account)))?.accounts ?? []

/** Covers the rules that a request names, where it is valid; `pull` as in the case: null is about all of it. */
export const coverageBy =
  ({ weighed }: BreakGlassCase, pull: number | null): Coverage =>
  (rule) => {
    const valid = weighed(pull).filter((one) => one.isValid)
    const covering = valid.find(({ rules }) => rules.includes(rule))
    if (covering === undefined) return null
    const { text, remedy, waiver } = covering
    return { text, remedy, waiver }
  }

interface Lifted {
  readonly rule: string
  readonly waiver: Waiver
}

/** What would have stopped without a break-glass; what merely warns would have passed all the same. */
export const liftedIn = (findings: readonly Finding[]): readonly Lifted[] =>
  findings.flatMap(({ rule, waiver, outcome, enforcement }) =>
    waiver !== undefined && outcome === 'excepted' && enforcement === 'enforce'
      ? [{ rule, waiver }]
      : [],
  )

/** `gate` is the one that asks: what was granted for a merge is no use of the deployment that ships it. */
export function usesIn(findings: readonly Finding[], gate: Use['gate']): readonly Use[] {
  const lifted = liftedIn(findings).filter(({ waiver }) => waiver.gate === gate)
  const alike = Map.groupBy(lifted, ({ waiver }) => `${waiver.issue} ${waiver.pull} ${waiver.oid}`)
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    const rules = [...new Set(group.map(({ rule }) => rule))].sort()
    return first === undefined ? [] : [{ ...first.waiver, rules }]
  })
}
