// The changes of a range: merged pull requests as they stood at their merge, told like those that the merge gate collects.
import type { Change } from '../../facts/change.ts'
import { type Fact, known } from '../../facts/fact.ts'
import type { ChangedFile, Push, TextFile } from '../../facts/git.ts'
import { type Client, inTurns } from '../api/ask.ts'
import { pushesUntil, readPushes, type Wanted } from './activity.ts'
import { type AccountsByOid, nameBots } from './comparison.ts'
import { readFilePage, readFiles } from './files.ts'
import { readHistory } from './history.ts'
import type { PullOfMany } from './pull-reading.ts'

const source = 'GraphQL PullRequest'
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
  pulls: readonly PullOfMany[],
  beside: Beside,
): Promise<readonly Change[]> => inTurns(pulls, width, (pull) => collectOne(client, pull, beside))

async function collectOne(
  client: Client,
  reading: PullOfMany,
  { pushes: ofBranch, accounts, policyFile }: Beside,
): Promise<Change> {
  const { pull, reviews, dismissals, baseChanges, forcePushes, mergers, assignments } = reading
  const { head } = pull
  const listed = pull.isFork ? undefined : ofBranch.get(head.branch)
  const [all, files, commits] = await Promise.all([
    listed ?? readPushes(client, head.repository, head.branch),
    reading.files ?? filesOf(client, reading),
    nameBots(client, reading, accounts),
  ])
  const pushes = pushesUntil(all, pull.mergedAt)
  const pushed = { pull, commits, pushes, forcePushes }
  const hands = { ...pushed, ...(await readHistory(client, pushed)) }
  return {
    ...hands,
    ...{ files, reviews, dismissals, baseChanges, mergers, assignments },
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
  { pull, changedFiles }: PullOfMany,
): Promise<Fact<readonly ChangedFile[]>> {
  const first = await readFilePage(client, pull.number, 1)
  return readFiles(client, pull, changedFiles, first)
}
