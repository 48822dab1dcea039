// Demands for approvals that can never be the strictest, so that their author believes in vain that they hold.
import { type ApprovalEntry, approvalEntries, asksAsMuch, isLimited } from '../approval-entries.ts'
import { type LineOf, type Policy, type Remark, warning } from '../policy.ts'

/** Only what is certain: what an entry without limits asks of every change in any case. */
export function idleApprovals(policy: Policy, lineOf: LineOf): readonly Remark[] {
  const entries = approvalEntries(policy)
  if (entries.length < 2) return []
  return entries.flatMap((entry, index): Remark[] => {
    const other = entries.findIndex((one, at) => at !== index && covers(one, entry, at < index))
    if (other === -1 || mayReplace(entry)) return []
    const where = `approvals[${other}] (line ${lineOf(['approvals', other])})`
    const message = `approvals[${index}] can never be the strictest: ${where} asks as much of every change; remove it`
    return [warning(message, ['approvals', index])]
  })
}

const mayReplace = ({ paths, by }: ApprovalEntry): boolean =>
  paths !== undefined || by !== undefined

/** Of two that ask for the same, the earlier one stays. */
function covers(one: ApprovalEntry, other: ApprovalEntry, isEarlier: boolean): boolean {
  if (isLimited(one)) return false
  const isSame = one.required === other.required && one.freshness === other.freshness
  if (!isLimited(other) && isSame) return isEarlier
  return asksAsMuch(one, other)
}
