// What the files of merged changes are, asked only where a policy loosens for their paths or counts their lines.

import { type Change, type Fact, valueOr } from '../facts/facts.ts'
import { type Client, inTurns } from '../github/api/ask.ts'
import { withEntries } from '../github/pull-request/entries.ts'
import { hangsOnKinds } from '../policy/loosening.ts'
import type { Policy } from '../policy/schema.ts'

const width = 6

/** Of each change and of its parts, which the same policies judge. */
export async function withFileEntries(
  client: Client,
  changes: Fact<readonly Change[]>,
  policiesOf: (change: Change) => readonly Policy[],
): Promise<Fact<readonly Change[]>> {
  const complete = async (change: Change, policies: readonly Policy[]): Promise<Change> => {
    const { pull, files, parts } = change
    const isAsked = policies.some((policy) => hangsOnKinds(policy, valueOr(files, [])))
    const completed = await inTurns(valueOr(parts, []), width, async (part) => ({
      ...part,
      change: await complete(part.change, policies),
    }))
    return {
      ...change,
      files: isAsked ? await withEntries(client, pull, files) : files,
      parts: parts.known ? { ...parts, value: completed } : parts,
    }
  }
  if (!changes.known) return changes
  const value = await inTurns(changes.value, width, (one) => complete(one, policiesOf(one)))
  return { ...changes, value }
}
