// Whether the latest head is the change that was approved at an earlier one: what GitHub's clean update or a rebase keeps.

import type { Change, Net, Unknown } from '../facts/facts.ts'
import { listed } from './evidence.ts'

type Compared = Pick<Change, 'pull' | 'nets'>

/**
 * Null: both heads change the same files from the same blobs and modes to the same ones. Else why that is not so, or not
 * proven. Messages, signatures and dates prove nothing here: the person who pushes writes them.
 */
export function differenceSince({ pull, nets }: Compared, reviewed: string): string | null {
  const [latest, earlier] = [nets[pull.head.oid], nets[reviewed]]
  if (latest === undefined || earlier === undefined) return unproven('they were not compared')
  const gap = [earlier, latest].find((fact): fact is Unknown => !fact.known)
  if (!latest.known || !earlier.known) return unproven(gap?.reason ?? '')
  // With several, one could be chosen that hides what a merge took back of another.
  if (latest.value.forks.some(({ isHeld }) => !isHeld)) {
    return unproven('the branch has more than one merge base')
  }
  // Where the base holds the head by now, nothing is left to compare.
  if (latest.value.files.length === 0) return unproven('nothing is left of the change')
  const paths = differing(earlier.value, latest.value)
  return paths.length === 0 ? null : `since then it changes ${listed(paths, 5)} differently`
}

const unproven = (reason: string): string => `perhaps changed since: ${reason}`

/** What stood there before counts as well: a merge that keeps a file of the change takes back what the base did to it. */
function differing(earlier: Net, latest: Net): readonly string[] {
  const [then, now] = [earlier, latest].map(
    ({ files }) => new Map(files.map((file) => [file.path, told(file)])),
  )
  const paths = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])
  return [...paths].filter((path) => then?.get(path) !== now?.get(path))
}

const told = ({ before, after }: Net['files'][number]): string =>
  [before, after]
    .map((entry) => (entry === null ? 'nothing' : `${entry.mode} ${entry.blob}`))
    .join()
