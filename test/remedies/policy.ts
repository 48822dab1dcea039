// An entry that comes into the policy, as a commit on each branch whose policy judges.
import { parse, stringify } from 'yaml'
import type { Going } from './source.ts'

/** Puts it at the end of the list, as `by` pushed it. */
export function addToPolicy(going: Going, list: string, entry: object, by: string): void {
  const path = String(going.source.inputs?.policy ?? '.github/separation-of-duties.yml')
  const { world } = going
  const bases = world.pulls.map(({ base }) => base).filter((base) => world.branches.has(base))
  for (const branch of new Set([world.default_branch, ...bases])) {
    const text = going.textAt(branch, path)
    const policy: Record<string, unknown> = text === null ? { version: 1 } : parse(text)
    const own = policy[list]
    const more = { ...policy, [list]: [...(Array.isArray(own) ? own : []), entry] }
    if (text !== null || branch === world.default_branch) {
      going.commitTo(branch, { [path]: stringify(more) }, by)
    }
  }
}
