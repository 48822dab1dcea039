// What a policy says and cannot mean: demands that nobody could meet, and entries that say nothing.

import type { Problem } from '../problem.ts'
import type { Policy } from '../schema.ts'
import type { Source } from '../source.ts'
import type { Check } from './flaw.ts'
import { idleConflicts } from './idle-conflicts.ts'
import { idleExceptions } from './idle-exceptions.ts'
import { idlePatterns } from './idle-patterns.ts'
import { misplacedAgents } from './misplaced-agents.ts'
import { repeatedPaths } from './repeated-paths.ts'
import { unmeetable } from './unmeetable.ts'

const checks: readonly Check[] = [
  unmeetable,
  misplacedAgents,
  repeatedPaths,
  idleConflicts,
  idleExceptions,
  idlePatterns,
]

/** Of a policy that keeps to the schema. */
export const contradictions = (
  policy: Policy,
  { placeOf }: Pick<Source, 'placeOf'>,
): readonly Problem[] =>
  checks
    .flatMap((check) =>
      check(
        policy,
        (path) => placeOf(path, typeof path.at(-1) === 'number' ? 'value' : 'key').line,
      ),
    )
    .map(({ severity, path, at, message }) => ({ severity, ...placeOf(path, at), message }))
