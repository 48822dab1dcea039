// What a valid policy can hardly mean: demands that nobody can meet, and entries without effect.
import type { LineOf, Policy, Remark } from '../policy.ts'
import { idleApprovals } from './approvals.ts'
import { expiredExceptions, idleExceptions, unwaivableRules } from './exceptions.ts'
import { idleConflicts, idlePatterns, repeatedPaths } from './idle-entries.ts'
import { misplacedAgents, selfGranted, unmeetable } from './people.ts'

const checks: readonly ((policy: Policy, lineOf: LineOf) => readonly Remark[])[] = [
  unmeetable,
  misplacedAgents,
  repeatedPaths,
  idleApprovals,
  idleConflicts,
  idleExceptions,
  selfGranted,
  unwaivableRules,
  idlePatterns,
]

/** `policy` keeps to the schema. `now` is RFC 3339 in UTC; null: ended exceptions are not looked for. */
export const lint = (policy: Policy, lineOf: LineOf, now: string | null): readonly Remark[] => [
  ...checks.flatMap((check) => check(policy, lineOf)),
  ...(now === null ? [] : expiredExceptions(policy, now.slice(0, 10))),
]
