// Reads of what a range ships what is asked for: the pull requests of its commits, rows of the branch, who wrote what none brought.
import {
  type Branches,
  type Change,
  type Fact,
  isOfBranches,
  isOfPast,
  type Need,
  type Shipped,
  type Unknown,
} from '../../../facts/facts.ts'
import { askAgain, type Client, cannotTell, inTurns } from '../../api/ask.ts'
import { type Activity, activityOf, readBranches } from '../../pull-request/activity.ts'
import { type Associations, associationsOf } from '../../pull-request/associations.ts'
import { collectMerged, wantedOf } from '../../pull-request/changes.ts'
import { accountsByOid, type Comparison } from '../../pull-request/comparison.ts'
import type { PullOfMany } from '../../pull-request/pull-reading.ts'
import type { DeploymentContext } from '../deployment-context.ts'
import { answerOfBranches, withoutRows } from '../past/branches.ts'
import { answerOfShipped, askedAgain, shippedFrom } from './answers.ts'

const width = 5

interface ToldOfShipped {
  readonly shipped: Shipped
  readonly branches: Fact<Branches>
}

/** What ships, by what was asked so far. */
export type SearchShipped = (
  told: ToldOfShipped,
) =>
  | { readonly kind: 'found'; readonly value: { readonly brought: readonly number[] } }
  | { readonly kind: 'needs'; readonly needs: readonly Need[] }
  | { readonly kind: 'unknown'; readonly gap: Unknown; readonly unnamed?: readonly string[] }

export interface ShippedQuestion {
  readonly from: string
  readonly comparison: Comparison
  readonly associations: Associations
  readonly branches: Fact<Branches>
  readonly search: SearchShipped
  readonly activity: Activity
}

export interface ReadShipped extends ToldOfShipped {
  readonly changes: readonly Change[]
}

/** @throws CollectError where a pull request or a commit on the way could not be read: it could be the bad one. */
export async function readShipped(
  client: Client,
  { policyFile }: DeploymentContext,
  { from, comparison, associations, branches, search, activity: begun }: ShippedQuestion,
): Promise<ReadShipped> {
  const accounts = accountsByOid(comparison.commits)
  const pulls = new Map<number, PullOfMany>()
  let activity = begun
  const answered = async (need: Need): Promise<(told: ToldOfShipped) => ToldOfShipped> => {
    if (isOfBranches(need)) {
      const add = await answerOfBranches(client, activity, need, comparison.commits)
      return ({ shipped, branches: all }) => {
        return { shipped, branches: all.known ? { ...all, value: add(all.value) } : all }
      }
    }
    // Asked for without end, it would hold the deployment for as long.
    if (isOfPast(need)) throw cannotTell(`${need.kind} of earlier deployments is left open`, 'gate')
    const add = await answerOfShipped(client, need, { pulls, accounts })
    return (told) => ({ ...told, shipped: add(told.shipped) })
  }
  const settle = async (first: ToldOfShipped) => {
    let told = first
    for (;;) {
      const found = search(told)
      if (found.kind !== 'needs') return { told, found }
      const answers = await inTurns(found.needs, width, answered)
      told = answers.reduce((all, add) => add(all), told)
    }
  }
  const unnamedIn = ({ found }: Awaited<ReturnType<typeof settle>>): readonly string[] =>
    found.kind === 'unknown' ? (found.unnamed ?? []) : []
  const now = (): string => client.clock() ?? ''
  const { told, found } = await askAgain(
    await settle({ shipped: shippedFrom(from, comparison, associations, now()), branches }),
    (settled) => unnamedIn(settled).length > 0,
    async (settled) => {
      const { shipped, branches: read } = settled.told
      const again = await associationsOf(client, unnamedIn(settled))
      activity = activityOf(client)
      return settle({
        shipped: askedAgain(shipped, again, now()),
        branches: read.known ? { ...read, value: withoutRows(read.value) } : read,
      })
    },
  )
  if (found.kind === 'unknown') {
    const { reason, source, remedy, help } = found.gap
    throw cannotTell(reason, source, remedy, help)
  }
  const { brought: numbers } = found.value
  const brought = numbers.map((number) => pulls.get(number)).filter((one) => one !== undefined)
  const pushes = await readBranches(client, wantedOf(brought), activity)
  const changes = await collectMerged(client, brought, { pushes, accounts, policyFile })
  return { ...told, changes }
}
