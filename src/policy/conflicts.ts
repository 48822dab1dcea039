// The conflicts of a policy: those of the catalogue, and the organization's own.
import { catalogue, type DutyName } from './catalogue.ts'
import { type ConflictId, conflictIds } from './rule-ids.ts'
import type { ConflictEntry, OwnConflictEntry } from './values.ts'

/** The part of a policy that this file reads. */
interface Conflicts {
  readonly conflicts: Readonly<Record<ConflictId, ConflictEntry>> &
    Readonly<Record<string, ConflictEntry | OwnConflictEntry>>
}

/** A conflict of the policy, with its name and its duties. */
export interface Conflict {
  readonly name: string
  readonly isBuiltIn: boolean
  readonly duties: readonly [DutyName, DutyName]
  readonly entry: ConflictEntry
}

/** The built-in ones first, then the others in the order of the file. */
export const conflictsOf = ({ conflicts }: Conflicts): readonly Conflict[] => [
  ...conflictIds.map((name) => ({
    ...{ name, isBuiltIn: true, duties: catalogue[name].duties },
    entry: conflicts[name],
  })),
  ...Object.entries(conflicts).flatMap(([name, entry]) => {
    const [one, other] = 'duties' in entry ? entry.duties : []
    if (Object.hasOwn(catalogue, name) || one === undefined || other === undefined) return []
    return [{ name, isBuiltIn: false, duties: [one, other] as const, entry }]
  }),
]

/** Equal for the same two duties. */
export const pairOf = ({ duties }: Conflict): string => duties.toSorted().join(' ')
