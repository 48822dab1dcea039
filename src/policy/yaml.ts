// Reads YAML so that every part keeps its position, and nothing in the file means more than it shows.
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { cut, type Path, type Position, type Problem, quote } from './problem.ts'

/** Stands for a value that was not read; a problem says why. */
export const unread = Symbol('unread')

/** A part of the file; `key` and `start` are offsets into the text. */
interface YamlNode {
  readonly value: unknown
  readonly key: number
  readonly start: number
  readonly children: ReadonlyMap<string, YamlNode>
}

type Report = (offset: number, message: string) => void

export interface YamlFile {
  /** Plain data; unread where the text is no YAML. */
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** The position of a part, or of the mapping that lacks it. */
  readonly positionOf: (path: Path, at: 'key' | 'value') => Position
  readonly has: (path: Path) => boolean
}

/** YAML 1.2, whatever the file says, and no tags or merges, which hide what holds. */
const plain = {
  prettyErrors: false,
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
} as const

const reasons: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'the file holds several YAML documents; a policy is one',
  RESOURCE_EXHAUSTION: 'the file is nested too deeply for a policy',
}

/** Where parsing stopped, the other errors cannot be relied on. */
function decisive(errors: readonly YAMLError[]): readonly YAMLError[] {
  const end = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  return end ? [end] : errors
}

/** Keys given twice are found here, because the library would compare all pairs of keys. */
function read(node: ParsedNode | null, key: number, report: Report): YamlNode {
  const start = node?.range[0] ?? key
  const children = new Map<string, YamlNode>()
  if (isMap(node)) {
    for (const pair of node.items) {
      const at = pair.key.range[0]
      const child = read(pair.value, at, report)
      const name = isScalar(pair.key) ? String(pair.key.value ?? '') : null
      if (name === null) report(at, 'a key must be plain text')
      else if (!children.has(name)) children.set(name, child)
      else report(at, `the key ${quote(name)} stands twice; keep one of the two`)
    }
    const values = Array.from(children, ([name, { value }]) => [name, value] as const)
    return { value: Object.fromEntries(values), key, start, children }
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      children.set(String(index), read(item, start, report))
    }
    return { value: Array.from(children.values(), ({ value }) => value), key, start, children }
  }
  if (node === null || isScalar(node)) return { value: node?.value ?? null, key, start, children }
  // An auditor should not have to look up aliases, and a few nested ones can unfold to gigabytes.
  report(start, `aliases are not read; write out what ${quote(`*${node.source}`)} stands for`)
  return { value: unread, key, start, children }
}

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter()
  const { contents, errors, warnings } = parseDocument(text, { ...plain, lineCounter: lines })
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problems: Problem[] = []
  const report: Report = (offset, message) => {
    problems.push({ severity: 'error', ...positionAt(offset), message })
  }
  // The library leaves out what it warns about, such as an unknown tag: in a policy that is an error.
  for (const { code, message, pos } of decisive([...errors, ...warnings])) {
    const inYaml = `the file is not valid YAML: ${cut(message.replaceAll(/\s+/g, ' '), 95)}`
    report(pos[0], reasons[code] ?? inYaml)
  }
  const isYaml = problems.length === 0
  const root = read(isYaml ? contents : null, 0, report)

  /** The node at a path as far as it leads, and how many steps that is. */
  const follow = (path: Path): { node: YamlNode; depth: number } => {
    let node = root
    for (const [depth, step] of path.entries()) {
      const next = node.children.get(String(step))
      if (!next) return { node, depth }
      node = next
    }
    return { node, depth: path.length }
  }
  return {
    value: isYaml ? root.value : unread,
    problems,
    positionOf: (path, at) => {
      const { node } = follow(path)
      return positionAt(at === 'key' ? node.key : node.start)
    },
    has: (path) => follow(path).depth === path.length,
  }
}
