// Where a policy says what a finding rests on, by the lines of its text.
import { readYaml } from '../../policy/yaml.ts'

/** Keys beside those under `conflicts` and `rules` that a rule reads. */
const keys: Readonly<Record<string, readonly string[]>> = {
  'self-approval': ['approvals'],
  'independent-approval': ['approvals'],
  'fresh-approval': ['approvals'],
  'eligible-approver': ['approvals'],
  'protected-paths': ['protected-paths'],
  'control-plane': ['control-plane'],
  'required-checks': ['required-checks'],
  'sponsored-agents': ['agents'],
  'break-glass': ['break-glass'],
}

export interface Deciding {
  readonly rule: string
  readonly outcome: string
  readonly waiver?: unknown
}

/** What covered a violation decided as well. */
const coverOf = ({ outcome, waiver }: Deciding): readonly string[] =>
  outcome !== 'excepted' ? [] : [waiver === undefined ? 'exceptions' : 'break-glass']

export interface Marks {
  /** By the number of the line, from 1: the rules that rest on it. */
  readonly byLine: ReadonlyMap<number, readonly string[]>
  /** Rules of which the text says nothing, so that their defaults hold. */
  readonly unnamed: readonly string[]
}

export function marksIn(text: string, deciding: readonly Deciding[]): Marks {
  const file = readYaml(text)
  const lines = text.split('\n')
  const byLine = new Map<number, readonly string[]>()
  const unnamed: string[] = []
  for (const [rule, alike] of Map.groupBy(deciding, (one) => one.rule)) {
    const others = [...(keys[rule] ?? []), ...alike.flatMap(coverOf)]
    const paths = [['conflicts', rule], ['rules', rule], ...others.map((key) => [key])]
    const named = paths.filter(file.has)
    if (named.length === 0) unnamed.push(rule)
    for (const path of named) {
      for (const at of blockAt(lines, file.positionOf(path, 'key').line)) {
        byLine.set(at, [...new Set([...(byLine.get(at) ?? []), rule])])
      }
    }
  }
  return { byLine, unnamed }
}

/** The line of a key, and those under it: deeper ones, and the items of a list at its own depth. */
function blockAt(lines: readonly string[], first: number): readonly number[] {
  const depth = depthOf(lines[first - 1] ?? '')
  const after = lines.slice(first)
  const isOutside = (line: string): boolean =>
    line.trim() !== '' &&
    (depthOf(line) < depth || (depthOf(line) === depth && !line.trimStart().startsWith('- ')))
  const length = after.findIndex(isOutside)
  const block = after.slice(0, length < 0 ? after.length : length)
  const end = block.findLastIndex((line) => line.trim() !== '')
  return Array.from({ length: end + 2 }, (_, at) => first + at)
}

const depthOf = (line: string): number => line.length - line.trimStart().length
