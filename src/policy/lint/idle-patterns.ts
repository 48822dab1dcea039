// Exclusions that exclude nothing: harmless, but not what somebody believes.

import { idleNegations } from '../pattern-flaws.ts'
import type { Policy } from '../schema.ts'
import { nameOf, quote } from '../wording.ts'
import type { Check } from './flaw.ts'

export const idlePatterns: Check = (policy) =>
  listsOf(policy).flatMap(({ paths = [], at }) =>
    idleNegations(paths).map(({ pattern, directory }) => {
      const path = [...at, 'paths', pattern]
      const whole = `${quote(directory)}, which other patterns take in whole`
      const remedy = `as in .gitignore, put ${quote(`!${directory}`)} before it`
      const message = `${nameOf(path)} takes nothing out of ${whole}; ${remedy}`
      return { severity: 'warning', path, at: 'value', message }
    }),
  )

interface Listed {
  readonly paths?: readonly string[] | undefined
  readonly at: readonly PropertyKey[]
}

const listsOf = (policy: Policy): readonly Listed[] => [
  ...policy['protected-paths'].map(({ paths }, at) => ({ paths, at: ['protected-paths', at] })),
  ...policy.exceptions.map(({ paths }, at) => ({ paths, at: ['exceptions', at] })),
  ...Object.entries(policy.conflicts).map(([name, { paths }]) => ({
    paths,
    at: ['conflicts', name],
  })),
]
