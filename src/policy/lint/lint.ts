// What a policy says and cannot mean: demands that nobody could meet, and entries that say nothing.
import type { LineOf, Remark } from '../problem.ts'
import type { Policy } from '../schema.ts'
import { expiredExceptions, idleExceptions, unwaivableRules } from './exceptions.ts'
import { idleConflicts, idlePatterns, repeatedPaths } from './idle-entries.ts'
import { misplacedAgents, selfGranted, unmeetable } from './people.ts'

const checks: readonly ((policy: Policy, lineOf: LineOf) => readonly Remark[])[] = [
  unmeetable,
  misplacedAgents,
  repeatedPaths,
  idleConflicts,
  idleExceptions,
  selfGranted,
  unwaivableRules,
  idlePatterns,
]

/** Of a policy that keeps to the schema. `now` is RFC 3339 in UTC; null: nobody asks which exceptions have ended. */
export const lint = (policy: Policy, lineOf: LineOf, now: string | null): readonly Remark[] => [
  ...checks.flatMap((check) => check(policy, lineOf)),
  ...(now === null ? [] : expiredExceptions(policy, now.slice(0, 10))),
]
