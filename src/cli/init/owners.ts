// What a CODEOWNERS says to those who begin: who owns the workflows, and whether it names teams, which take a token of their own.
import type { Codeowners, TextFile } from '../../facts/facts.ts'
import { askedFor } from '../../policy/paths/code-owners.ts'

export interface Owners {
  readonly teams: readonly string[]
  readonly users: readonly string[]
}

const gate = { path: '.github/workflows/separation-of-duties.yml', kind: 'file' } as const

/**
 * Those of the line that names the folder, since owners of all the code need not own the gate. Null: there is no such
 * line, or it is not certain whom GitHub asks.
 */
export function ownersOfGate(text: string): Owners | null {
  const [line, ...others] = askedFor(codeownersOf(text), gate) ?? []
  if (line === undefined || line.doubt !== null || others.length > 0) return null
  const { teams, users, number } = line
  return /^\s*\/?\.github\b/.test(text.split('\n')[number - 1] ?? '') ? { teams, users } : null
}

export const namesTeams = (text: string): boolean =>
  text.split('\n').some((line) => /\s@[^/\s]+\/\S/.test(line.replace(/(^|\s)#.*$/, '')))

function codeownersOf(text: string): Codeowners {
  const file: TextFile = {
    ...{ path: '.github/CODEOWNERS', commit: 'none', blob: 'none', flaw: null },
    ...{ text, byteSize: text.length },
  }
  return { file, errors: [] }
}
