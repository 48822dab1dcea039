// A deployment of an earlier record, which says itself what the gate of then concluded of branches and commits.
import type { Past, Unknown } from '../../facts/facts.ts'
import { protectedBranches } from '../../policy/in-force.ts'
import type { Policy } from '../../policy/schema.ts'
import { startUnder } from './asked.ts'
import { elsewhere, factOfFound } from './open.ts'
import type { RangedWhole, Recorded } from './search.ts'

export function earlierUnder(recorded: Recorded, policy: Policy | null): RangedWhole {
  const { branch, range, ...rest } = recorded.deployment
  const { branches: _, shipped: __, ...deployment } = rest
  const { pastDeployments: past } = deployment
  const { changes } = recorded
  const concluded = {
    branch: branch ?? elsewhere('the branches'),
    range: range ?? elsewhere('what ships'),
  }
  const without = (gap: Unknown): RangedWhole => ({
    deployment: { ...deployment, ...concluded, range: gap, policyAtStart: gap },
    ...{ changes, start: null },
  })
  if (!past.known) return without(past)
  const gap = otherBranches(past.value, policy)
  if (gap !== null) {
    const { deployment: unranged } = without(gap)
    return { deployment: { ...unranged, branch: gap }, changes, start: null }
  }
  const start = factOfFound(startUnder(past, null, recorded, policy), 'another start')
  if (!start.known) return without(start)
  const { from } = start.value
  if (range?.known && range.value.from !== from) return without(anotherRange(from))
  return { deployment: { ...deployment, ...concluded }, changes, start: start.value }
}

/** Null: all was read for the branches that the policy protects. */
function otherBranches(past: Past, policy: Policy | null): Unknown | null {
  const { names } = protectedBranches(policy, past.defaultBranch)
  const isSame = names.toSorted().join(' ') === past.branches.toSorted().join(' ')
  return isSame ? null : elsewhere(`the protected branches ${names.join(', ')}`)
}

const anotherRange = (from: string): Unknown =>
  elsewhere(`a range that starts at ${from.slice(0, 7)}`)
