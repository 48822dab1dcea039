// The problems of a policy's text, for comparison.
import { parsePolicy } from '../../src/policy/reading.ts'

/** "2:1 sentence", one a problem. */
export const positionedProblems = (text: string): string[] =>
  parsePolicy(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)

/** "error 2 sentence" of a policy of version 1 that holds this text as well, which begins in line 2. */
export const problemsOf = (text: string): string[] =>
  parsePolicy(`version: 1\n${text}`).problems.map(
    ({ severity, line, message }) => `${severity} ${line} ${message}`,
  )
