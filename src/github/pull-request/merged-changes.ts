// The changes of a range: merged pull requests as they stood at their merge, told like those that the merge gate collects.
import type { Change } from '../../facts/change.ts'
import { type Fact, known } from '../../facts/fact.ts'
import type { ChangedFile, Push, TextFile } from '../../facts/git.ts'
import { inTurns } from '../api/batches.ts'
import type { Client } from '../api/client.ts'
import type { Repository } from '../api/repository.ts'
import { readPushes } from './activity.ts'
import { nameBots } from './bots.ts'
import { pushesUntil, type Wanted } from './branch-activity.ts'
import type { AccountsByOid } from './comparison.ts'
import { readFilePage, readFiles } from './files.ts'
import { readHistory } from './history.ts'
import type { PullOfMany } from './pull-batch.ts'
import { readWorkStarters } from './work-starters.ts'

const width = 6

export interface Beside {
  /** By branch of this repository. */
  readonly pushes: ReadonlyMap<string, Fact<readonly Push[]>>
  /** The accounts of commits that were compared anyway. */
  readonly accounts: AccountsByOid
  readonly policyFile: Fact<TextFile | null>
}

/** Head branches of this repository are told once their last creation before the merge and the head's push are. */
export const wantedOf = (pulls: readonly PullOfMany[]): readonly Wanted[] =>
  pulls
    .filter(({ pull }) => !pull.isFork && pull.head.repository !== null)
    .map(({ pull }) => ({
      branch: pull.head.branch,
      isTold: (pushes) => {
        const life = pushesUntil(known(pushes, ''), pull.mergedAt)
        const rows = life.known ? life.value : []
        const isCreated = rows.some(({ kind }) => kind === 'branch_creation')
        return isCreated && rows.some(({ after }) => after === pull.head.oid)
      },
    }))

export const collectMerged = (
  client: Client,
  repository: Repository,
  pulls: readonly PullOfMany[],
  beside: Beside,
): Promise<readonly Change[]> =>
  inTurns(pulls, width, (pull) => collectOne(client, repository, pull, beside))

async function collectOne(
  client: Client,
  repository: Repository,
  reading: PullOfMany,
  { pushes: ofBranch, accounts, policyFile }: Beside,
): Promise<Change> {
  const { pull, reviews, dismissals, baseChanges, forcePushes, mergers, assignments } = reading
  const { head } = pull
  const listed = pull.isFork ? undefined : ofBranch.get(head.branch)
  const [all, files, commits] = await Promise.all([
    listed ?? readPushes(client, head.repository, head.branch),
    reading.files ?? filesOf(client, repository, reading),
    nameBots(client, repository, reading, accounts),
  ])
  const pushes = pushesUntil(all, pull.mergedAt)
  const history = await readHistory(client, repository, reading, commits, pushes)
  const hands = { pull, commits, pushes, forcePushes, ...history }
  const workStarters = await readWorkStarters(client, repository, hands)
  const source = 'GraphQL PullRequest'
  return {
    ...hands,
    ...{ files, reviews, dismissals, baseChanges, mergers, assignments, workStarters },
    // The head of a merged pull request cannot move, and what it proposed has been decided.
    headAfter: known(head.oid, source),
    policyFile,
    policyProposed: known(null, source),
    codeowners: known(null, source),
    sharing: known([], source),
  }
}

async function filesOf(
  client: Client,
  repository: Repository,
  { pull, changedFiles }: PullOfMany,
): Promise<Fact<readonly ChangedFile[]>> {
  const first = await readFilePage(client, repository, pull.number, 1)
  return readFiles(client, repository, pull, changedFiles, first)
}
