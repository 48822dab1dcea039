// What a deployment ships under a policy: the range that was read, if it starts where that policy lets it start.
import {
  type Deployment,
  type Fact,
  known,
  type Need,
  type Past,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { protectedBranches } from '../../policy/in-force.ts'
import type { Policy } from '../../policy/schema.ts'
import { newestClaim } from './believed.ts'
import { source } from './open.ts'
import type { Start } from './search.ts'
import { type Found, findStart } from './start.ts'

interface Shipped {
  readonly repository: string
  readonly deployment: Pick<Deployment, 'environment' | 'sha'>
}

/** By the policy, from what is known so far. */
function startUnder(
  past: Past,
  { repository, deployment: { environment, sha } }: Shipped,
  policy: Policy | null,
): Found {
  const gap = otherBranches(past, policy)
  if (gap !== null) return { kind: 'unknown', gap }
  const workflows = policy?.deployment.workflows ?? []
  const baselines = (policy?.baselines ?? [])
    .filter((one) => one.environment.toLowerCase() === environment.toLowerCase())
    .map(({ commit, reason, 'granted-by': grantedBy }) => ({ commit, reason, grantedBy }))
  return findStart(past, { repository, environment, sha, workflows, baselines })
}

/** Null: all was read for the branches that the policy protects. */
function otherBranches(past: Past, policy: Policy | null): Unknown | null {
  const { names } = protectedBranches(policy, past.defaultBranch)
  const isSame = names.toSorted().join(' ') === past.branches.toSorted().join(' ')
  return isSame ? null : elsewhere(`the protected branches ${names.join(', ')}`)
}

/** Whether more must be asked before the start is settled. */
export function searchUnder(
  past: Past,
  shipped: Shipped,
  policy: Policy | null,
): {
  readonly needs: readonly Need[]
  readonly from: Fact<string>
  /** What is looked at first, and so most likely where it starts; null: nothing is. */
  readonly likely: ReturnType<typeof newestClaim>
} {
  const found = startUnder(past, shipped, policy)
  const likely = newestClaim(past)
  if (found.kind === 'needs')
    return { needs: found.needs, from: elsewhere('another start'), likely }
  const from = found.kind === 'start' ? known(found.start.from, source) : found.gap
  return { needs: [], from, likely }
}

export interface Ranged {
  readonly deployment: Deployment
  /** Null: where it starts is unknown. */
  readonly start: Start | null
}

/** The deployment as it is judged: what was read of another range says nothing of this one. */
export function rangedUnder(
  shipped: Omit<Shipped, 'deployment'> & { readonly deployment: Deployment },
  policy: Policy | null,
): Ranged {
  const { deployment } = shipped
  const { pastDeployments: past, range } = deployment
  const without = (gap: Unknown): Ranged => {
    return { deployment: { ...deployment, range: gap, policyAtStart: gap }, start: null }
  }
  if (!past.known) return without(past)
  const gap = otherBranches(past.value, policy)
  if (gap !== null) {
    const { deployment: unranged } = without(gap)
    return { deployment: { ...unranged, branch: gap }, start: null }
  }
  const found = startUnder(past.value, shipped, policy)
  if (found.kind === 'unknown') return without(found.gap)
  if (found.kind === 'needs') return without(elsewhere('another start'))
  const { start } = found
  if (range.known && range.value.from !== start.from) {
    return without(elsewhere(`a range that starts at ${start.from.slice(0, 7)}`))
  }
  return { deployment, start }
}

/** Only where a record is judged again under another policy. */
const elsewhere = (what: string): Unknown =>
  unknown(
    `the policy asks about ${what}, of which nothing was read`,
    'the record',
    'Run the gate again under this policy.',
  )
