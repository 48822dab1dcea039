// What can still help where what was found is done: the exception, the break-glass or the baseline that would cover it.
import {
  contributing,
  holders,
  maintainers,
  named,
  namesBarred,
  nothingHelps,
  type Remedy,
} from '../duties/roster.ts'
import { loginNamed, neverExcepted, neverWaived, type Policy } from '../policy/policy.ts'
import { isSteeredByAnybody } from './coverage.ts'
import type { Beneficiaries, Place } from './finding.ts'

/** Its entry is ready to be pasted into the policy. No approval can be given after the merge. */
export function coverToAdd(
  policy: Policy,
  rule: string,
  place: Place,
  favoured: Beneficiaries,
): Remedy {
  const canName = favoured?.length && !favoured.some(isSteeredByAnybody)
  if (!neverExcepted.has(rule) && !place.isByEarlierPolicy && canName) {
    const people = favoured.map(({ account }) => account.login)
    const who = maintainers(barredBy(favoured, policy))
    return { kind: 'exception', who, what: { rules: [rule], people } }
  }
  const breakGlass = policy['break-glass']
  const isWaivable = !neverWaived.has(rule) && (breakGlass?.rules?.includes(rule) ?? true)
  if (breakGlass !== undefined && isWaivable) return request(breakGlass, rule, place, policy)
  const { environment, changes, deployed = null } = place
  if (environment === null) {
    return nothingHelps('Revert it, and bring it through a reviewed pull request.')
  }
  const commit = deployed ?? changes.at(-1)?.change.pull.mergeCommit ?? null
  if (commit === null) return nothingHelps('Add an entry to `baselines` in the policy.')
  return baselineAt(commit, environment, changes, policy)
}

/** Nobody of them counts who contributed to what it skips. */
export function baselineAt(
  commit: string,
  environment: string,
  changes: Place['changes'],
  policy: Policy,
): Remedy {
  const who = maintainers(barredBy(contributorsTo({ changes }), policy))
  return { kind: 'baseline', who, what: { environment, commit } }
}

type People = NonNullable<Beneficiaries>

const barredBy = (people: People, policy: Policy): readonly string[] =>
  namesBarred(
    people.map(({ account }) => account),
    policy,
  ).map(loginNamed)

const contributorsTo = ({ changes }: Pick<Place, 'changes'>): People =>
  changes.flatMap(({ roster }) =>
    contributing.flatMap((duty) => holders(roster, duty).map(({ person }) => person)),
  )

function request(
  { responders, approvers }: NonNullable<Policy['break-glass']>,
  rule: string,
  place: Place,
  policy: Policy,
): Remedy {
  const { environment, changes, deployed = null } = place
  const [only] = changes
  const pull = deployed === null ? (only?.change.pull.number ?? null) : null
  return {
    kind: 'break-glass',
    who: named(responders, []),
    what: {
      ...{ act: 'request', rules: [rule], pull, commit: deployed, environment },
      approvers: named(approvers, barredBy(contributorsTo(place), policy)),
    },
  }
}
