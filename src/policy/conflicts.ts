// The conflicts of a policy, built in or the organization's own, each with its two duties.
import { type BuiltInConflict, builtIns, type Policy } from './schema.ts'
import type { duties } from './values.ts'

export type DutyName = (typeof duties)[number]

type Pair = readonly [DutyName, DutyName]

const ofBuiltIns: Readonly<Record<BuiltInConflict, Pair>> = {
  'self-approval': ['contributor', 'approver'],
  'author-deploys': ['contributor', 'deployer'],
  'author-releases': ['contributor', 'deployment-approver'],
  'self-release': ['deployer', 'deployment-approver'],
  'self-dismissal': ['contributor', 'dismisser'],
  'approver-deploys': ['approver', 'deployer'],
  'self-merge': ['contributor', 'merger'],
  'bypasser-deploys': ['bypasser', 'deployer'],
}

/** A conflict of the policy, with its name and its duties. */
export interface Conflict {
  readonly name: string
  readonly isBuiltIn: boolean
  readonly duties: Pair
  readonly entry: Policy['conflicts'][BuiltInConflict]
}

/** The built-in ones first, then the others in the order of the file. */
export const conflictsOf = ({ conflicts }: Policy): readonly Conflict[] => [
  ...builtIns.map((name) => ({
    ...{ name, isBuiltIn: true, duties: ofBuiltIns[name] },
    entry: conflicts[name],
  })),
  ...Object.entries(conflicts).flatMap(([name, entry]) => {
    const [one, other] = 'duties' in entry ? entry.duties : []
    if (Object.hasOwn(ofBuiltIns, name) || one === undefined || other === undefined) return []
    return [{ name, isBuiltIn: false, duties: [one, other] as const, entry }]
  }),
]

/** Equal for the same two duties. */
export const pairOf = ({ duties }: Conflict): string => duties.toSorted().join(' ')
