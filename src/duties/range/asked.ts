// What a policy makes the gate ask of what is known so far: where the range starts, on which branch it ends, what it ships.
import type { Branches, Deployment, Fact, Need, Past, Shipped } from '../../facts/facts.ts'
import { protectedBranches } from '../../policy/in-force.ts'
import type { Policy } from '../../policy/schema.ts'
import { newestClaim } from './believed.ts'
import { factOfFound, type Settled, settled } from './open.ts'
import type { Standing, Start } from './search.ts'
import { type Shipment, shipmentUnder } from './shipment.ts'
import { findStart } from './start.ts'
import { branchAt } from './states.ts'

export interface Asked {
  /** owner/name. */
  readonly repository: string
  readonly deployment: Pick<Deployment, 'environment' | 'sha'>
}

export function startUnder(
  past: Fact<Past>,
  branches: Standing['branches'],
  { repository, deployment: { environment, sha } }: Asked,
  policy: Policy | null,
): Settled<Start> {
  if (!past.known) return { kind: 'unknown', gap: past }
  const workflows = policy?.deployment.workflows ?? []
  const baselines = (policy?.baselines ?? [])
    .filter((one) => one.environment.toLowerCase() === environment.toLowerCase())
    .map(({ commit, reason, 'granted-by': grantedBy }) => ({ commit, reason, grantedBy }))
  const standing = { branches, protects: protectedBranches(policy, past.value.defaultBranch) }
  const question = { repository, environment, sha, workflows, baselines, standing }
  return findStart(past.value, question)
}

export const branchUnder = (
  branches: Fact<Branches>,
  { deployment: { sha } }: Asked,
  policy: Policy | null,
): Settled<string | null> =>
  branches.known
    ? settled(() => {
        const protects = protectedBranches(policy, branches.value.defaultBranch)
        return branchAt(branches, protects, sha)
      })
    : { kind: 'unknown', gap: branches }

export const sourceOfBranch = "the branches' activity"

/** Of the start, and of the branch. */
export interface Search {
  /** Empty: both are settled. */
  readonly needs: readonly Need[]
  readonly from: Fact<string>
  readonly branch: Deployment['branch']
  /** What is looked at first, and so most likely where the range starts; null: nothing is. */
  readonly likely: ReturnType<typeof newestClaim>
}

export function searchUnder(
  past: Fact<Past>,
  branches: Fact<Branches>,
  asked: Asked,
  policy: Policy | null,
): Search {
  const start = startUnder(past, branches, asked, policy)
  const branch = branchUnder(branches, asked, policy)
  const found = factOfFound(start, 'another start')
  return {
    needs: [start, branch].flatMap((one) => (one.kind === 'needs' ? one.needs : [])),
    from: found.known ? { ...found, value: found.value.from } : found,
    branch: factOfFound(branch, 'other branches', sourceOfBranch),
    likely: past.known ? newestClaim(past.value) : null,
  }
}

interface Place {
  readonly branches: Fact<Branches>
  /** The one that holds the commit deployed; null: none does. */
  readonly branch: string | null
}

export function shippedUnder(
  shipped: Shipped,
  { branches, branch }: Place,
  { repository }: Pick<Asked, 'repository'>,
  policy: Policy | null,
): Settled<Shipment> {
  if (!branches.known) return { kind: 'unknown', gap: branches }
  const protects = protectedBranches(policy, branches.value.defaultBranch)
  return settled(() => shipmentUnder(shipped, { repository, protects, branch, branches }))
}
