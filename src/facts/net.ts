// What a head changes against the commit where it parted from its base: by this alone two heads are known to be one change.
import * as z from 'zod'
import { form, list, text } from './fact.ts'

/** What stands at a path; `mode` as octal digits. A submodule's blob is the commit that it names. */
export const treeEntry = form({ blob: text, mode: text })

export const net = form({
  /** Where head and base parted, as GitHub compares them. Full oid. */
  mergeBase: text,
  /** Every name that changed, both of a renamed file; null: nothing stands there. */
  files: list(form({ path: text, before: treeEntry.nullable(), after: treeEntry.nullable() })),
  /** Of the latest head: other commits of the base on which its own ones rest, and whether the merge base holds each. */
  forks: list(form({ commit: text, isHeld: z.boolean() })),
})

export type TreeEntry = z.output<typeof treeEntry>
export type Net = z.output<typeof net>
