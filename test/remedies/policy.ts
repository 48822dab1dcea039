// An entry that comes into the policy, as a commit on each branch whose policy judges.
import { parseDocument, stringify } from 'yaml'
import type { Going } from './source.ts'

/** Nothing, where it is no YAML. */
function readable(text: string): Text {
  const document = parseDocument(text)
  return document.errors.length > 0 ? {} : document.toJS()
}

type Text = Readonly<Record<string, unknown>>

/** Puts it at the end of the list, as `by` pushed it. */
export function addToPolicy(going: Going, list: string, entry: object, by: string): void {
  const add = (policy: Text): Text => {
    const own = policy[list]
    return { ...policy, [list]: [...(Array.isArray(own) ? own : []), entry] }
  }
  inPolicy(going, add, by)
}

/** On every branch that has one, and on the default branch in any case. */
export function inPolicy(going: Going, change: (policy: Text) => Text, by?: string): true {
  const path = String(going.source.inputs?.policy ?? '.github/separation-of-duties.yml')
  const { world } = going
  const open = world.pulls.filter(({ state }) => state === 'open')
  const bases = open.map(({ base }) => base).filter((base) => world.branches.has(base))
  const author = by ?? Object.keys(going.source.accounts)[0] ?? ''
  for (const branch of new Set([world.default_branch, ...bases])) {
    const text = going.textAt(branch, path)
    if (text === null && branch !== world.default_branch) continue
    const policy = change(text === null ? { version: 1 } : readable(text))
    going.mergeTo(branch, { [path]: { mode: '100644', text: stringify(policy) } }, author)
  }
  return true
}
