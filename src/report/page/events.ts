// What happened to a change, and when by GitHub's clock: pushes with the commits that they brought, reviews, the merge.
import { listed, short } from '../../duties/roster.ts'
import { type Actor, type Change, type Push, valueOr } from '../../facts/facts.ts'

export interface Event {
  /** RFC 3339 in UTC; null: GitHub does not say. */
  readonly at: string | null
  readonly text: string
}

export const loginOf = (by: Actor | null): string =>
  by?.login ?? 'an account that GitHub does not name'

/** Unordered. */
export const eventsOf = (change: Change): readonly Event[] => [
  ...pushesOf(change),
  ...valueOr(change.reviews, []).map(({ by, at, state, commit }) => ({
    at,
    text: `${loginOf(by)} ${reviewed[state] ?? `reviewed (${state})`} ${commit === null ? 'a commit that GitHub lost' : short(commit)}.`,
  })),
  ...valueOr(change.dismissals, []).map(({ by, at }) => ({
    at,
    text: `${loginOf(by)} dismissed a review.`,
  })),
  ...valueOr(change.baseChanges, []).map(({ by, at, how }) => ({
    at,
    text: `${how === 'retargeted-by-github' ? 'GitHub' : loginOf(by)} ${how === 'force-pushed' ? 'force-pushed' : 'changed'} the base.`,
  })),
  ...valueOr(change.assignments, []).map(({ by, at, assignee }) => ({
    at,
    text: `${loginOf(by)} assigned ${loginOf(assignee)}.`,
  })),
  ...valueOr(change.workStarters, []).map(({ by, at }) => ({
    at,
    text: `${loginOf(by)} set an agent to work.`,
  })),
  ...mergeOf(change),
]

const reviewed: Readonly<Record<string, string>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'asked for changes to',
  COMMENTED: 'commented on',
  DISMISSED: 'reviewed (now dismissed)',
}

const kinds: Readonly<Record<string, string>> = {
  force_push: 'force-pushed',
  branch_creation: 'created the branch at',
  branch_deletion: 'deleted the branch at',
  pr_merge: 'merged a pull request into the branch, which gave',
  merge_queue_merge: 'merged through the queue, which gave',
}

/** A row of the activity, and the same act in the timeline, is one event; commits that no push brought have no time. */
function pushesOf(change: Change): readonly Event[] {
  const rows = [...valueOr(change.pushes, []), ...valueOr(change.forcePushes, [])]
  const once = [...new Map(rows.map((one) => [`${one.at} ${one.after}`, one])).values()]
  const brought = commitsByPush(change, once)
  const left = brought.get(null) ?? []
  return [
    ...once.map((one) => ({ at: one.at, text: pushText(one, brought.get(one) ?? []) })),
    ...(left.length === 0
      ? []
      : [{ at: null, text: `Commits of which no push is known: ${listed(left, 8)}.` }]),
  ]
}

function pushText({ by, kind, before, after }: Push, commits: readonly string[]): string {
  const tip = after ?? before
  const act = `${loginOf(by)} ${kinds[kind] ?? 'pushed'} ${tip === null ? 'a commit that GitHub does not name' : short(tip)}`
  return commits.length === 0 ? `${act}.` : `${act}, with ${listed(commits, 8)}.`
}

/** Each commit of the change with the first push that reaches it; under null those that none does. "6b1f533 (by ada, unverified)". */
function commitsByPush(
  change: Change,
  pushes: readonly Push[],
): ReadonlyMap<Push | null, readonly string[]> {
  const left = new Map(valueOr(change.commits, []).map((one) => [one.oid, one]))
  const brought = new Map<Push | null, readonly string[]>()
  const take = (oids: readonly string[]): readonly string[] => {
    const taken: string[] = []
    const open = [...oids]
    for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
      const commit = left.get(oid)
      if (commit === undefined) continue
      left.delete(oid)
      open.push(...commit.parents)
      const { account, name } = commit.author
      taken.unshift(`${short(oid)} (author ${account?.login ?? name}, unverified)`)
    }
    return taken
  }
  for (const push of pushes.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    brought.set(push, take(push.after === null ? [] : [push.after]))
  }
  return brought.set(null, take([...left.keys()]))
}

/** GitHub says when it was merged, and apart from that who had a part in it. */
export function mergeOf({ pull, mergers }: Change): readonly Event[] {
  if (pull.mergedAt === null) return []
  const people = valueOr(mergers, []).map(({ by, how }) => `${loginOf(by)} ${how} it`)
  const who = people.length === 0 ? '' : `: ${listed([...new Set(people)])}`
  const gave = pull.mergeCommit === null ? '' : ` as ${short(pull.mergeCommit)}`
  return [{ at: pull.mergedAt, text: `#${pull.number} was merged${gave}${who}.` }]
}
