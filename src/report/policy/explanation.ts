// A policy explained: a page of plain sentences and tables that an auditor can sign.
import type { ParsedPolicy } from '../../policy/in-force.ts'
import type { Policy } from '../../policy/schema.ts'
import { glossary, type Lines, printed, section, sentence } from '../formats/layout.ts'
import { conflictLines } from './conflicts.ts'
import {
  agentLines,
  approvalLines,
  breakGlassTerms,
  checkLines,
  controlPlaneLines,
  deploymentLines,
  exceptionLines,
  factLines,
  pathLines,
  peopleLines,
  ruleLines,
} from './demands.ts'
import { effectLines, matrixLines } from './matrix.ts'

export interface Explained {
  readonly policy: Policy
  readonly warnings: ParsedPolicy['problems']
  /** The file's path. */
  readonly file: string
  /** The SHA-256 of its text. */
  readonly digest: string
  /** A day in UTC, which decides which exceptions have ended. */
  readonly today: string
}

/** Every line ends with a line feed; the same arguments give the same page. */
export function policyPage({ policy, warnings, file, digest, today }: Explained): string {
  const title = 'What this separation-of-duties policy demands'
  const head = [
    ['File', file],
    ['SHA-256', digest],
    ['As of', `${today} (UTC)`],
  ] as const
  const sections: Readonly<Record<string, Lines>> = {
    'What every change needs': approvalLines(policy),
    'Conflicts: two duties that one person must not hold': conflictLines(policy),
    'Conflict matrix': matrixLines(policy),
    'What an effect means': effectLines(),
    'Other rules': ruleLines(policy),
    'Protected paths': pathLines(policy),
    'Control plane': controlPlaneLines(policy),
    'Required checks': checkLines(policy),
    'People with several accounts': peopleLines(policy),
    Agents: agentLines(policy),
    Exceptions: exceptionLines(policy, today),
    'Break-glass': breakGlassTerms(policy),
    Facts: factLines(policy),
    Deployments: deploymentLines(policy),
    ...(warnings.length > 0 ? { Warnings: warnings.flatMap(warningLines) } : {}),
  }
  return printed([
    ...section(title, glossary(head), '=').slice(1),
    ...Object.entries(sections).flatMap(([heading, lines]) => section(heading, lines)),
  ])
}

const warningLines = ({ line: at, message }: ParsedPolicy['problems'][number]): Lines =>
  sentence(`Line ${at}: ${message}.`)
