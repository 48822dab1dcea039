// The facts with ids alone: no login of a person, no name and no address, and the same verdict.
import * as z from 'zod'
import { type Actor, actor, type Facts, facts, textFile } from '../../facts/facts.ts'
import { type Names, namesFor } from './names.ts'
import {
  accountsIn,
  addressWithout,
  commentWithout,
  formWithout,
  ownersIn,
  ownersWithout,
  policyWithout,
  withheld,
} from './texts.ts'

type Tree = Readonly<Record<string, unknown>>

const signatory = z.object({ name: z.string(), email: z.string(), account: actor.nullable() })

/** Sentences of the gate's own, and of GitHub's. */
const sentences = new Set(['reason', 'remedy', 'why', 'deed', 'message'])

const isPolicy = (role: string): boolean => role.startsWith('polic') || role === 'defaultPolicyFile'

/** `key` is the nearest one that is no number and no `value`: it says what a file is. */
type Visit = (tree: Tree, key: string) => void

export function factsWithoutNames(all: Facts): Facts {
  const actors: Actor[] = []
  const named: string[] = []
  visit(all, '', (tree, key) => {
    const account = actor.safeParse(tree)
    if (account.success) actors.push(account.data)
    const file = textFile.safeParse(tree)
    if (file.success && isPolicy(key)) named.push(...accountsIn(file.data.text))
    if (file.success && key === 'file') named.push(...ownersIn(file.data.text))
    if (key === 'accounts') named.push(...Object.keys(tree))
  })
  const names = namesFor(actors, named)
  return facts.parse(replaced(all, '', { names, repository: all.repository }))
}

const within = (key: string, role: string): string =>
  key === 'value' || /^\d+$/.test(key) ? role : key

function visit(value: unknown, role: string, each: Visit): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value) && !('known' in value)) each(value as Tree, role)
  for (const [key, one] of Object.entries(value)) visit(one, within(key, role), each)
}

interface Setting {
  readonly names: Names
  readonly repository: string
}

function replaced(value: unknown, role: string, setting: Setting): unknown {
  const { names } = setting
  if (typeof value === 'string') return sentences.has(role) ? names.inText(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => replaced(one, role, setting))
  const tree = value as Tree
  const entries = Object.entries(tree).map(([key, one]): [string, unknown] => [
    role === 'accounts' && !('known' in tree) ? names.nameOf(key) : key,
    replaced(one, within(key, role), setting),
  ])
  return { ...Object.fromEntries(entries), ...own(tree, role, setting) }
}

/** What takes the place of its own entries. */
function own(tree: Tree, role: string, { names, repository }: Setting): Tree {
  const account = actor.safeParse(tree)
  if (account.success) {
    return account.data.kind === 'User' ? { login: names.nameOf(account.data.login) } : {}
  }
  const signed = signatory.safeParse(tree)
  if (signed.success) {
    const { account, email } = signed.data
    const name = account === null ? withheld : names.nameOf(account.login)
    return { name, email: addressWithout(email, name) }
  }
  const file = textFile.safeParse(tree)
  if (file.success) return { text: textWithout(file.data, role, names) }
  if ('title' in tree && 'number' in tree) return { title: `#${tree.number}` }
  if (role === 'head' && typeof tree.repository === 'string' && tree.repository !== repository) {
    const [owner = '', name = ''] = tree.repository.split('/')
    return { repository: `${names.nameOf(owner)}/${name}` }
  }
  if (typeof tree.body !== 'string') return {}
  if (!('comments' in tree)) return { body: commentWithout(tree.body) }
  return { body: formWithout(tree.body, String(tree.url).replace(/\/issues\/\d+$/, ''), names) }
}

/** A file with a flaw is never read, and an empty one names nobody. */
function textWithout(
  { flaw, text }: z.output<typeof textFile>,
  role: string,
  names: Names,
): string {
  if (flaw !== null || text === '') return ''
  if (isPolicy(role)) return policyWithout(text, names)
  return role === 'file' ? ownersWithout(text, names) : names.inText(text)
}
