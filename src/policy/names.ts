// Names in a policy: each is given once, those of its own conflicts are well formed, and those of rules exist.
import { sameLogin } from '../facts/facts.ts'
import {
  accountNamed,
  conflictIds,
  cut,
  error,
  nameOf,
  nearest,
  otherRuleIds,
  type Path,
  quote,
  type Remark,
} from './policy.ts'
import { conflictName } from './values.ts'

type Mapping = Readonly<Record<string, unknown>>

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const entriesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const isBuiltIn = (name: string): boolean => conflictIds.some((one) => one === name)
const isRule = (name: string): boolean => otherRuleIds.some((one) => one === name)

/** Looks at the file before the schema does, so that these problems are reported together with all others. */
export function problemsWithNames(file: unknown): Remark[] {
  if (!isMapping(file)) return []
  const conflicts = isMapping(file.conflicts) ? file.conflicts : {}
  const breakGlass = isMapping(file['break-glass']) ? file['break-glass'] : {}
  const known = new Set([...conflictIds, ...otherRuleIds, ...Object.keys(conflicts)])
  return [
    ...mustBeDistinct.flatMap((demand) => repeatedNames(file, demand)),
    ...Object.entries(conflicts).flatMap(([name, entry]) => unfitName(name, entry)),
    ...entriesOf(file.exceptions).flatMap((one, index) =>
      isMapping(one) ? unknownRules(one.rules, ['exceptions', index, 'rules'], known) : [],
    ),
    ...unknownRules(breakGlass.rules, ['break-glass', 'rules'], known),
  ]
}

interface Distinct {
  readonly list: string
  readonly key: string
  /** Two texts that share one name the same thing. */
  readonly spellings: (text: string) => readonly string[]
  readonly sentence: (quoted: string) => string
}

/** Neither a login nor an id is of two accounts. */
function spellingsOf(name: string): readonly string[] {
  const { login, id } = accountNamed(name)
  return [sameLogin(login), ...(id === null ? [] : [`#${id}`])]
}

/** What no two entries may share, or the policy would contradict itself. */
const mustBeDistinct: readonly Distinct[] = [
  {
    list: 'protected-paths',
    key: 'name',
    spellings: (name) => [name],
    sentence: (name) => `repeats the name ${name}; each entry needs one of its own`,
  },
  {
    list: 'people',
    key: 'accounts',
    spellings: spellingsOf,
    sentence: (account) =>
      `repeats the account ${account}; overlapping people cannot be told apart`,
  },
  {
    list: 'agents',
    key: 'account',
    spellings: spellingsOf,
    sentence: (account) => `repeats the account ${account}; one entry says all of an agent`,
  },
]

function repeatedNames(file: Mapping, { list, key, spellings, sentence }: Distinct): Remark[] {
  const seen = new Set<string>()
  return [...textsAt(entriesOf(file[list]), key)].flatMap(([text, at]): Remark[] => {
    const isRepeated = spellings(text).some((one) => seen.has(one))
    for (const one of spellings(text)) seen.add(one)
    const path = [list, ...at]
    return isRepeated ? [error(`${nameOf(path)} ${sentence(quote(text))}`, path)] : []
  })
}

/** Every text at `key` of the entries, a single one or a list of them, and its place. */
function* textsAt(entries: readonly unknown[], key: string): Generator<[string, PropertyKey[]]> {
  for (const [index, entry] of entries.entries()) {
    const value = isMapping(entry) ? entry[key] : undefined
    if (typeof value === 'string') yield [value, [index, key]]
    for (const [at, text] of entriesOf(value).entries()) {
      if (typeof text === 'string') yield [text, [index, key, at]]
    }
  }
}

/** An entry without duties is left to the schema: it is not meant to be a conflict of the organization's own. */
function unfitName(name: string, entry: unknown): Remark[] {
  const path = ['conflicts', name]
  const subject = `conflicts.${cut(name)}`
  const hasDuties = isMapping(entry) && Object.hasOwn(entry, 'duties')
  if (isBuiltIn(name)) return []
  if (isRule(name)) {
    const message = `${subject} must not bear the id of a rule; give your own conflict another name`
    return hasDuties ? [error(message, path, 'key')] : []
  }
  const isFit = conflictName.test(name)
  // Every JavaScript object has this key.
  if (isFit && name !== 'constructor') return []
  const demand = isFit
    ? 'is a word that programs take for their own; give your conflict another name'
    : 'must be named in lower-case words with hyphens, such as "tester-deploys"'
  return [error(`${subject} ${demand}`, path, 'key')]
}

function unknownRules(rules: unknown, path: Path, known: ReadonlySet<string>): Remark[] {
  return entriesOf(rules).flatMap((name, index): Remark[] => {
    if (typeof name !== 'string' || known.has(name)) return []
    const at = [...path, index]
    // Comparing thousands of names would let a stranger's file take forever.
    const meant = known.size > 100 ? null : nearest(name, [...known])
    const hint = meant === null ? '' : `; did you mean ${quote(meant)}?`
    const demand = 'must be the id of a rule or of a conflict'
    return [error(`${nameOf(at)} ${demand}, not ${quote(name)}${hint}`, at)]
  })
}
