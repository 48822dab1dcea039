// CODEOWNERS as it stood before each merge: asked only for the files of which a policy lets it name the owners.

import { type Change, type Fact, unknown, valueOr } from '../facts/facts.ts'
import type { Client } from '../github/api/ask.ts'
import { readCodeowners } from '../github/pull-request/codeowners.ts'
import { matches } from '../policy/paths/patterns.ts'
import type { Policy } from '../policy/schema.ts'
import { type MergedOnto, partsOnto } from './merged-onto.ts'

/**
 * Of what a deployment ships, and of the parts of a promotion, which the same policies judge. `mergedOnto` is null where
 * nothing is deployed: an open change is judged by what stands at its base now.
 */
export async function withCodeowners(
  client: Client,
  changes: Fact<readonly Change[]>,
  policiesOf: (change: Change) => readonly Policy[],
  mergedOnto: MergedOnto | null,
): Promise<Fact<readonly Change[]>> {
  if (!changes.known) return changes
  const shipped =
    mergedOnto === null ? [] : changes.value.filter((one) => asks(one, policiesOf(one)))
  const onto = mergedOnto === null || shipped.length === 0 ? new Map() : await mergedOnto(shipped)
  const before = new Map<Change, string | null>([
    ...shipped.map((one) => [one, onto.get(one.pull.number) ?? null] as const),
    ...changes.value.flatMap((one) => partsAsking(one, policiesOf(one))),
  ])
  if (before.size === 0) return changes
  const oids = new Set([...before.values()].filter((oid) => oid !== null))
  const read = await readCodeowners(client, [...oids])
  const completed = (change: Change): Change => {
    const { parts } = change
    const oid = before.get(change)
    const codeowners = oid === undefined ? change.codeowners : read.get(oid ?? '')
    return {
      ...change,
      codeowners: codeowners ?? lost,
      parts: parts.known
        ? { ...parts, value: parts.value.map((one) => ({ ...one, change: completed(one.change) })) }
        : parts,
    }
  }
  return { ...changes, value: changes.value.map(completed) }
}

const lost = unknown('GitHub does not say onto what it was merged', 'GraphQL CodeownersBefore')

/** An earlier part of a push of the queue may have named owners of what a later one changes. */
const partsAsking = (
  change: Change,
  policies: readonly Policy[],
): readonly (readonly [Change, string | null])[] =>
  [...partsOnto(change)].flatMap(([part, onto]) => [
    ...(asks(part, policies) ? [[part, onto] as const] : []),
    ...partsAsking(part, policies),
  ])

const asks = ({ files }: Change, policies: readonly Policy[]): boolean =>
  policies
    .flatMap((policy) => policy['protected-paths'])
    .filter(({ from }) => from === 'codeowners')
    .some(({ paths }) => valueOr(files, []).some((file) => matches(paths)(file).length > 0))
