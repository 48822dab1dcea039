// The files and forms that a verdict rests on, without the people in them: they demand the same of the same accounts.
import { parse, stringify } from 'yaml'
import { bareForm } from '../../break-glass/form.ts'
import { partiesNamed } from '../../policy/lint/named.ts'
import { parsePolicy } from '../../policy/reading.ts'
import type { Names } from './names.ts'

export const withheld = 'withheld'

type Tree = Record<PropertyKey, unknown>

/** The logins that a policy names; of one that cannot be used, none. */
export const accountsIn = (text: string): readonly string[] => {
  const { policy } = parsePolicy(text)
  const parties = policy === null ? [] : partiesNamed(policy)
  return parties.filter(({ kind }) => kind === 'account').map(({ name }) => name)
}

/** Comments and reasons are for anybody to write. One that cannot be used becomes one that cannot be used. */
export function policyWithout(text: string, { nameOf }: Names): string {
  const { policy } = parsePolicy(text)
  if (policy === null) return 'version: 0\n'
  // A policy that can be used is plain YAML 1.2, without anything that stands for something else.
  const value: unknown = parse(text, { schema: 'core' })
  const set = (path: readonly PropertyKey[], now: string): void => {
    const holder = path.slice(0, -1).reduce((tree, key) => Object(tree)[key], value)
    ;(holder as Tree)[path.at(-1) ?? ''] = now
  }
  for (const { kind, name, path } of partiesNamed(policy)) {
    if (kind === 'account') set(path, nameOf(name))
  }
  for (const at of policy.people.keys()) set(['people', at, 'name'], `person ${at + 1}`)
  for (const list of ['exceptions', 'baselines'] as const) {
    for (const at of policy[list].keys()) set([list, at, 'reason'], withheld)
  }
  return stringify(value)
}

const owner = /(?<=\s)@([A-Za-z0-9][\w-]*)(?=\s|$)/g

export const ownersIn = (text: string): readonly string[] =>
  [...text.matchAll(owner)].map(([, login = '']) => login)

/** Line by line, since GitHub names faults by their line. */
export const ownersWithout = (text: string, { nameOf }: Names): string =>
  text
    .split('\n')
    .map((line) => {
      const [, pattern = '', owners = ''] = /^(\s*(?:\\.|[^\s\\#])+)?(.*)$/s.exec(line) ?? []
      const bare = owners.replace(/(^|\s)#.*$/s, '$1#')
      const known = bare.replaceAll(owner, (_, login: string) => `@${nameOf(login)}`)
      return `${pattern}${known.replaceAll(/(?<=\s)[^\s@]+@\S+/g, `${withheld}@mail.invalid`)}`
    })
    .join('\n')

const address = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+/g

/** A reason is for the people who read it. Of what is not as the form renders it, any word may be what is wrong. */
export const formWithout = (body: string, home: string, { inText }: Names): string =>
  bareForm(body, home, withheld) ?? inText(body.replaceAll(address, withheld))

const command = /^\/(?:approve [0-9a-f]{40}|reconcile \w+ [0-9a-f]{40})$/
const marker = /^<!-- separation-of-duties: [^\n]* -->$/

/** Only the first line counts. */
export function commentWithout(body: string): string {
  const first = (body.split(/\r\n|\r|\n/, 1)[0] ?? '').trim()
  if (command.test(first) || marker.test(first)) return first
  const [meant] = /^\/(?:approve|reconcile)\b/i.exec(first) ?? []
  return meant === undefined ? withheld : `${meant} ${withheld}`
}

/** What an address says of an account is kept, and where GitHub itself wrote. */
export function addressWithout(email: string, name: string): string {
  const [, id] = /^(\d+)\+[^@]+@users\.noreply\.[^@]+$/i.exec(email) ?? []
  if (id !== undefined) return `${id}+${name}@users.noreply.github.com`
  return email === 'noreply@github.com' ? email : withheld
}
