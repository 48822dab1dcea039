// Reads YAML so that every part of it keeps its place, and nothing in it means more than it shows.
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLError,
} from 'yaml'
import type { Place, Problem } from './problem.ts'
import { cut, quote } from './wording.ts'

/** Stands for a value that was not read; why not has been told. */
export const unread = Symbol('unread')

/** A part of the file; `key` and `start` are offsets into the text. */
interface Part {
  readonly value: unknown
  readonly key: number
  readonly start: number
  readonly parts: ReadonlyMap<string, Part>
}

type Tell = (offset: number, message: string) => void

type Path = readonly PropertyKey[]

export interface Source {
  /** Plain data; unread where the text is no YAML. */
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Where something stands, or where it is missing: then the place of what should hold it. */
  readonly placeOf: (path: Path, at: 'key' | 'value') => Place
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

/** Where reading broke off, nothing that is said of the rest can be relied on. */
function decisive(errors: readonly YAMLError[]): readonly YAMLError[] {
  const end = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  return end ? [end] : errors
}

/** Reads a node. Keys given twice are told here, since the library would compare all pairs. */
function read(node: ParsedNode | null, key: number, tell: Tell): Part {
  const start = node?.range[0] ?? key
  const parts = new Map<string, Part>()
  if (isMap(node)) {
    for (const pair of node.items) {
      const at = pair.key.range[0]
      const part = read(pair.value, at, tell)
      const name = isScalar(pair.key) ? String(pair.key.value ?? '') : null
      if (name === null) tell(at, 'a key must be plain text')
      else if (parts.has(name)) tell(at, `the key ${quote(name)} stands twice; keep one of the two`)
      else parts.set(name, part)
    }
    const values = Array.from(parts, ([name, { value }]) => [name, value] as const)
    return { value: Object.fromEntries(values), key, start, parts }
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      parts.set(String(index), read(item, start, tell))
    }
    return { value: Array.from(parts.values(), ({ value }) => value), key, start, parts }
  }
  if (node === null || isScalar(node)) return { value: node?.value ?? null, key, start, parts }
  // An auditor should not have to unravel what stands elsewhere, nor the gate what unfolds to a bomb.
  tell(start, `aliases are not read; write out what ${quote(`*${node.source}`)} stands for`)
  return { value: unread, key, start, parts }
}

export function readYaml(text: string): Source {
  const lines = new LineCounter()
  const { contents, errors, warnings } = parseDocument(text, { ...plain, lineCounter: lines })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const problems: Problem[] = []
  const tell: Tell = (offset, message) => {
    problems.push({ severity: 'error', ...placeAt(offset), message })
  }
  // What the library warns of, such as a tag it does not know, it leaves out: an error in a policy.
  for (const { code, message, pos } of decisive([...errors, ...warnings])) {
    const inYaml = `the file is not valid YAML: ${cut(message.replaceAll(/\s+/g, ' '), 95)}`
    tell(pos[0], reasons[code] ?? inYaml)
  }
  const isYaml = problems.length === 0
  const root = read(isYaml ? contents : null, 0, tell)

  /** The part at a path as far as it leads, and how many steps that is. */
  const follow = (path: Path): { part: Part; depth: number } => {
    let part = root
    for (const [depth, step] of path.entries()) {
      const next = part.parts.get(String(step))
      if (!next) return { part, depth }
      part = next
    }
    return { part, depth: path.length }
  }
  return {
    value: isYaml ? root.value : unread,
    problems,
    placeOf: (path, at) => {
      const { part } = follow(path)
      return placeAt(at === 'key' ? part.key : part.start)
    },
    has: (path) => follow(path).depth === path.length,
  }
}
