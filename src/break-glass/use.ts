// What a break-glass was used for, as it happened: merges and deployments of the commits that were approved for it.

import { holders, listed, type Roster, short } from '../duties/roster.ts'
import type { Change, PastDeployment, Unknown, Usage } from '../facts/facts.ts'
import type { BreakGlassRequest, Circumstances, People, Terms } from './request.ts'

/** What it let through, as it happened. */
export interface PastUse {
  /** RFC 3339. */
  readonly at: string
  /** Completes "It was used: ...". */
  readonly text: string
  /** Any of which a reconciliation names. Full oids. */
  readonly commits: readonly string[]
  /** The changes that it was for, and the deployments: nobody who had a part in them reconciles it. */
  readonly changes: readonly { readonly change: Change; readonly roster: Roster }[]
  readonly deployments: readonly PastDeployment[]
  /** Why it is not certain. */
  readonly doubts: readonly Unknown[]
}

/** A commit that was approved, or that the log names. */
interface Cleared {
  readonly oid: string
  /** From when on what happens to it is a use. */
  readonly since: string
  readonly doubts: readonly Unknown[]
}

interface UseEvent {
  readonly at: string
  readonly text: string
  readonly commits: readonly string[]
}

/**
 * Null: it was not used. Whether it held does not matter here, or an edit after its use would dodge the reconciliation;
 * but a stranger's issue blocks nobody: its people must be those whom the policy names, or the gate itself logged it.
 */
export function useOf(
  request: BreakGlassRequest,
  { terms, people }: Circumstances,
): PastUse | null {
  const { logged, issue } = request
  const { usage } = issue
  const asking = logged.length > 0 ? [] : askedBy(request, terms)
  const cleared = asking === null ? [] : clearedBy(request, terms)
  if (asking === null || cleared.length === 0) return null
  const doubts = [...asking, ...cleared.flatMap((one) => one.doubts)]
  const inLog = logged.map(loggedEvent)
  if (!usage.known) {
    const events = [...inLog, ...cleared.map(possibleEvent)]
    // It could have been used at once, and so be due as soon.
    return pastUse(events, '', { changes: [], deployments: [], doubts: [usage, ...doubts] })
  }
  const { changes, deployments, events: happened } = usesOf(request, cleared, usage.value, people)
  // What the log names is told by what came of it; where nothing did, the log stands for itself.
  const events = happened.length > 0 ? happened : inLog
  if (events.length === 0) return null
  return pastUse(events, request.longest, { changes, deployments, doubts })
}

/** Null: by nobody whose request would count. */
function askedBy({ issue }: BreakGlassRequest, { responders }: Terms): readonly Unknown[] | null {
  if (issue.by === null) return null
  const isResponder = responders.includes(issue.by)
  if (!isResponder.known) return [isResponder]
  return isResponder.value ? [] : null
}

function clearedBy(
  { commands, logged }: BreakGlassRequest,
  { approvers }: Terms,
): readonly Cleared[] {
  const inLog = logged.map(({ oid, at }): Cleared => ({ oid, since: at, doubts: [] }))
  const approved = commands.approves.flatMap(({ oid, by, at }): readonly Cleared[] => {
    if (inLog.some((one) => one.oid === oid)) return [{ oid, since: at, doubts: [] }]
    if (by === null) return []
    const isApprover = approvers.includes(by)
    if (isApprover.known) return isApprover.value ? [{ oid, since: at, doubts: [] }] : []
    return [{ oid, since: at, doubts: [isApprover] }]
  })
  return [...inLog, ...approved]
}

/** A merge uses the approval of its head; a deployment that of its commit, or of the head that became it. */
function usesOf(
  request: BreakGlassRequest,
  cleared: readonly Cleared[],
  { merged, deployed }: Usage,
  people: People,
): Pick<PastUse, 'changes' | 'deployments'> & { readonly events: readonly UseEvent[] } {
  const clears = (oid: string, at: string): boolean =>
    cleared.some((one) => one.oid === oid && at >= one.since)
  const changes = merged
    .filter(({ pull }) =>
      cleared.some(({ oid }) => oid === pull.head.oid || oid === pull.mergeCommit),
    )
    .map((change) => ({ change, roster: people.rosterOf(change) }))
  const merges = changes.filter(({ change: { pull } }) =>
    clears(pull.head.oid, pull.mergedAt ?? ''),
  )
  const deployments = deployed
    .filter((one) => isThere(request, one))
    .filter(({ sha, at }) => {
      const became = changes.filter(({ change }) => change.pull.mergeCommit === sha)
      return clears(sha, at) || became.some(({ change }) => clears(change.pull.head.oid, at))
    })
  const events = [
    ...merges.map(mergeEvent),
    ...deployments.map((one) => deploymentEvent(one, people)),
  ]
  return { changes, deployments, events }
}

/** Once it was edited, nobody can tell what it was for. GitHub matches names of environments without case. */
const isThere = ({ issue, form }: BreakGlassRequest, { environment }: PastDeployment): boolean =>
  issue.isEdited || form.environment?.toLowerCase() === environment.toLowerCase()

function loggedEvent({ gate, oid, run, at }: BreakGlassRequest['logged'][number]): UseEvent {
  const ofRun = run === null ? '' : ` in run ${run}`
  return { at, text: `the ${gate} gate let ${short(oid)} pass${ofRun}`, commits: [oid] }
}

const possibleEvent = ({ oid, since }: Cleared): UseEvent => ({
  ...{ at: since, text: `what became of ${short(oid)} is unknown`, commits: [oid] },
})

function mergeEvent({ change: { pull }, roster }: PastUse['changes'][number]): UseEvent {
  const oid = pull.mergeCommit ?? pull.head.oid
  const by = holders(roster, 'merger').map(({ person }) => person.name)
  const who = by.length === 0 ? '' : ` by ${listed(by)}`
  const at = pull.mergedAt ?? ''
  return { at, text: `#${pull.number} was merged as ${short(oid)}${who}`, commits: [oid] }
}

function deploymentEvent({ environment, sha, at, by }: PastDeployment, people: People): UseEvent {
  const names = by.flatMap((one) => (one === null ? [] : [people.identify(one).name]))
  const who = names.length === 0 ? '' : ` by ${listed([...new Set(names)])}`
  return { at, text: `${short(sha)} was deployed to ${environment}${who}`, commits: [sha] }
}

/** It counts from its last event while it could last; what comes later is told, and gives nobody more time. */
function pastUse(
  events: readonly UseEvent[],
  longest: string,
  more: Pick<PastUse, 'changes' | 'deployments' | 'doubts'>,
): PastUse {
  const inOrder = events.toSorted((a, b) => a.at.localeCompare(b.at))
  const last = inOrder.findLast(({ at }) => at <= longest) ?? inOrder[0]
  const told = last === undefined ? '' : `${last.text} at ${last.at}`
  const others = new Set(inOrder.map((one) => `${one.text} at ${one.at}`)).size - 1
  const text = others > 0 ? `${told} (and ${others} more)` : told
  const commits = [...new Set(inOrder.flatMap((one) => one.commits))]
  return { at: last?.at ?? '', text, commits, ...more }
}
