// The clients's account of one pull request: what can be asked at once is asked at once, the head first and last.
import type { Change } from '../../facts/change.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import { readPushes } from './activity.ts'
import { nameBots } from './bots.ts'
import { readFilePage, readFiles } from './files.ts'
import { readClosing } from './governing-files.ts'
import { readHistory } from './history.ts'
import { readPull } from './pull-request.ts'
import { readWorkStarters } from './work-starters.ts'

/**
 * Collects one pull request: the lists and the files' first page; the pushes, the rest of the files, the bots; what only
 * those name; and last the governing files with a second look at the head.
 * @throws CollectError where the pull request itself cannot be read; every other gap is a fact that is unknown.
 */
export async function collectChange(
  client: Client,
  repository: Repository,
  number: number,
  policyPath: string,
): Promise<Change> {
  const [reading, firstFiles] = await Promise.all([
    readPull(client, repository, number),
    readFilePage(client, repository, number, 1),
  ])
  const { pull, changedFiles, reviews, dismissals, baseChanges, forcePushes } = reading
  const { mergers, assignments } = reading

  const [pushes, listed, commits] = await Promise.all([
    readPushes(client, pull.head.repository, pull.head.branch),
    readFiles(client, repository, pull, changedFiles, firstFiles),
    nameBots(client, repository, reading),
  ])
  const history = await readHistory(client, repository, reading, commits, pushes)
  const hands = { pull, commits, pushes, forcePushes, ...history }
  const workStarters = await readWorkStarters(client, repository, hands)
  const closing = await readClosing(client, repository, pull, policyPath, listed)

  return {
    ...hands,
    ...{ reviews, dismissals, baseChanges, mergers, assignments, workStarters },
    ...closing,
  }
}
