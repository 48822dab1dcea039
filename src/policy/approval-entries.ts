// The demands of `approvals`: one mapping for every change, or a list whose entries have limits.
import type { Approvals } from './approvals-schema.ts'

type List = Extract<Approvals, readonly unknown[]>

/** An entry of the list; a mapping is one without limits. */
export type ApprovalEntry = List[number]

export type Freshness = ApprovalEntry['freshness']

export const approvalEntries = ({
  approvals,
}: {
  readonly approvals: Approvals
}): readonly ApprovalEntry[] => (Array.isArray(approvals) ? approvals : [approvals])

export const isLimited = (entry: ApprovalEntry): boolean =>
  entry.branches !== undefined ||
  entry.paths !== undefined ||
  entry['lines-over'] !== undefined ||
  entry['files-over'] !== undefined ||
  entry.by !== undefined

/** Whether an entry without limits asks as much of every change, so that this one can only ask for less. */
export const onlyLoosens = (entry: ApprovalEntry, entries: readonly ApprovalEntry[]): boolean =>
  entry.required === 0 || entries.some((one) => !isLimited(one) && asksAsMuch(one, entry))

export const asksAsMuch = (one: ApprovalEntry, other: ApprovalEntry): boolean =>
  one.required >= other.required && (one.freshness === 'head' || other.freshness === 'change')
