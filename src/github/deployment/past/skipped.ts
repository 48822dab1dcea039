// Who is behind commits that a baseline skips: their authors, who pushed them, who opened what brought them.
import {
  broughtBy,
  type Fact,
  isMerge,
  lifeOf,
  type Push,
  type Skipped,
} from '../../../facts/facts.ts'
import { type Client, cannotTell } from '../../api/ask.ts'
import { type Activity, readBranches, rowsUntil } from '../../pull-request/activity.ts'
import { associationsOf } from '../../pull-request/associations.ts'
import { commitsByOid } from '../../pull-request/authors.ts'
import { wantedOf } from '../../pull-request/changes.ts'
import {
  accountsByOid,
  type ComparedCommit,
  nameBots,
  withAccounts,
} from '../../pull-request/comparison.ts'
import { readPulls } from '../../pull-request/many-pulls.ts'

/** `base`: the state of the branch that they follow. A squash hides who wrote, so the pull requests are asked too. */
export async function readSkipped(
  client: Client,
  activity: Activity,
  branch: string,
  base: string,
  compared: readonly ComparedCommit[],
): Promise<Skipped> {
  const oids = compared.map(({ oid }) => oid)
  const [own, associations] = await Promise.all([
    commitsByOid(client, oids),
    associationsOf(client, oids),
  ])
  const numbers = [...associations.values()]
    .flatMap(({ merged }) => merged)
    .map((one) => one.number)
  const pulls = [...(await readPulls(client, [...new Set(numbers)])).values()]
  const isTold = (rows: readonly Push[]): boolean =>
    rows.some(({ before, after }) => before === base || after === base)
  const wanted = [{ branch, isTold }, ...wantedOf(pulls)]
  const pushes = await readBranches(client, wanted, activity)
  const rowsOf = (of: string, until: string | null = null): readonly Push[] =>
    rowsUntil(toldIn(toldRows(pushes, of)), until)
  const bringers = broughtBy(compared)(rowsOf(branch))
  const accounts = accountsByOid(compared)
  const inPulls = await Promise.all(pulls.map((pull) => nameBots(client, pull, accounts)))
  const pushed = pulls.flatMap(({ pull }) =>
    pull.isFork ? [] : lifeOf(rowsOf(pull.head.branch, pull.mergedAt)),
  )
  const found = own.map((commit) => {
    if (commit === null) throw cannotTell('GitHub lost a commit that a baseline skips', source)
    return commit
  })
  return {
    commits: [...withAccounts(found, accounts), ...inPulls.flatMap(toldIn)],
    pushes: [...[...bringers.values()].flat(), ...pushed].filter((row) => !isMerge(row)),
    openers: pulls.map(({ pull }) => pull.author),
  }
}

const source = 'GraphQL Repository.object'

const toldRows = (
  pushes: ReadonlyMap<string, Fact<readonly Push[]>>,
  branch: string,
): Fact<readonly Push[]> => pushes.get(branch) ?? { known: true, value: [], source }

/** @throws CollectError where it is unknown: whom it hides could be who granted the baseline. */
function toldIn<T>(fact: Fact<readonly T[]>): readonly T[] {
  if (fact.known) return fact.value
  throw cannotTell(fact.reason, fact.source, fact.remedy, fact.help)
}
