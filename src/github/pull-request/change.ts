// The account of one pull request: what can be asked at once is asked at once, the head first and last.
import type { Change } from '../../facts/change.ts'
import type { Client } from '../api/ask.ts'
import { readPushes } from './activity.ts'
import { nameBots } from './comparison.ts'
import { readFilePage, readFiles } from './files.ts'
import { readGoverningFiles } from './governing-files.ts'
import { readHistory } from './history.ts'
import { readPull } from './pulls.ts'

/**
 * Collects one pull request: the lists and the files' first page; the pushes, the rest of the files, the bots; what only
 * those name; and last the governing files with a second look at the head.
 * @throws CollectError where the pull request itself cannot be read; every other gap is a fact that is unknown.
 */
export async function collectChange(
  client: Client,
  number: number,
  policyPath: string,
): Promise<Change> {
  const [reading, firstFiles] = await Promise.all([
    readPull(client, number),
    readFilePage(client, number, 1),
  ])
  const { pull, changedFiles, reviews, dismissals, baseChanges, forcePushes } = reading
  const { mergers, assignments } = reading

  const [pushes, listed, commits] = await Promise.all([
    readPushes(client, pull.head.repository, pull.head.branch),
    readFiles(client, pull, changedFiles, firstFiles),
    nameBots(client, reading),
  ])
  const pushed = { pull, commits, pushes, forcePushes }
  const hands = { ...pushed, ...(await readHistory(client, pushed)) }
  const governing = await readGoverningFiles(client, pull, policyPath, listed)

  return {
    ...hands,
    ...{ reviews, dismissals, baseChanges, mergers, assignments },
    ...governing,
  }
}
