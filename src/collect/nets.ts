// The net changes that tell whether an approval of an earlier head counts: asked only where a policy and an approval need them.

import { assignedBy } from '../duties/assign.ts'
import { type Change, type Fact, type Facts, valueOr } from '../facts/facts.ts'
import { type Client, inTurns } from '../github/api/ask.ts'
import { readNets } from '../github/pull-request/nets.ts'
import { approvalEntries } from '../policy/approval-entries.ts'
import type { Policy } from '../policy/schema.ts'
import { type MergedOnto, partsOnto } from './merged-onto.ts'

const nobody: Facts['directory'] = { teams: {}, maintainers: {}, writers: {}, accounts: {} }
const width = 6

/** Of each change, and of its parts, which the same policies judge. */
export async function withNets(
  client: Client,
  changes: Fact<readonly Change[]>,
  policyPath: string,
  policiesOf: (change: Change) => readonly Policy[],
  ontoOf: MergedOnto,
): Promise<Fact<readonly Change[]>> {
  const compare = async (
    change: Change,
    policies: readonly Policy[],
    onto: () => Promise<string | null>,
  ): Promise<Change> => {
    const asking = policies.filter((policy) =>
      approvalEntries(policy).some(({ freshness }) => freshness === 'change'),
    )
    if (asking.length === 0) return change
    const heads = new Set(asking.flatMap((policy) => outdatedHeads(change, policy, policyPath)))
    const before = partsOnto(change)
    const compared = await inTurns(valueOr(change.parts, []), width, async (part) => ({
      ...part,
      change: await compare(part.change, policies, async () => before.get(part.change) ?? null),
    }))
    return {
      ...change,
      nets: heads.size === 0 ? {} : await readNets(client, change, [...heads], await onto()),
      parts: change.parts.known ? { ...change.parts, value: compared } : change.parts,
    }
  }
  if (!changes.known) return changes
  const value = await inTurns(changes.value, width, (one) =>
    compare(one, policiesOf(one), async () => (await ontoOf([one])).get(one.pull.number) ?? null),
  )
  return { ...changes, value }
}

/** Those of approvals that are good but for that. */
function outdatedHeads(change: Change, policy: Policy, policyPath: string): readonly string[] {
  const { approvals } = assignedBy(change, { directory: nobody, policyPath }, policy, true)
  return approvals.setAside
    .filter(({ reasons }) => reasons.every(({ kind }) => kind === 'stale'))
    .flatMap(({ review }) => review.commit ?? [])
    .filter((oid) => oid !== change.pull.head.oid)
}
