// How many approvals a change needs, and how fresh: the strictest entry of the policy that holds for it.

import { type Change, type ChangedFile, valueOr } from '../facts/facts.ts'
import { type ApprovalEntry, approvalEntries, isLimited } from '../policy/approval-entries.ts'
import { matches, matchesBranch, perhapsWithin, within } from '../policy/paths/patterns.ts'
import { defaultPolicy, type Policy } from '../policy/schema.ts'
import { type Demanded, isTrustedWith, type Roster } from './roster.ts'

/** `perhaps`: what tells it is unknown, or only a claim. */
type Holds = 'yes' | 'no' | 'perhaps'

interface Weighed {
  readonly entry: ApprovalEntry
  /** Whether it holds for the change, or for a part of it. */
  readonly holds: Holds
  /** Whether it may ask for less in place of the entries without limits: it holds for every part, by what nobody writes. */
  readonly replaces: Holds
}

/** Doubt demands more, and is kept, so that nobody is accused for it. */
export function demandedOf(policy: Policy, change: Change, roster: Roster): Demanded {
  const entries = approvalEntries(policy)
  const ordinary = entries.filter((entry) => !isLimited(entry))
  const weighed = entries.filter(isLimited).map((entry) => weigh(entry, change, roster))
  const sure = weighed.filter(({ holds }) => holds === 'yes').map(({ entry }) => entry)
  const fallback = ordinary.length > 0 ? ordinary : approvalEntries(defaultPolicy)
  const isReplaced = weighed.some(({ replaces }) => replaces === 'yes')
  const rest = isReplaced ? [] : fallback
  const possible = weighed.filter(({ holds }) => holds !== 'no').map(({ entry }) => entry)
  const most = strictest([...possible, ...rest]) ?? strictestOf(fallback)
  const replacing = weighed.filter(({ replaces }) => replaces === 'perhaps')
  const fewer = replacing.map(({ entry }) => strictest([...sure, entry]))
  const least = [strictest([...sure, ...rest]), ...fewer].filter((one) => one !== null)
  return {
    ...most,
    least: Math.min(most.required, ...least.map(({ required }) => required)),
    isCertain: least.every(
      ({ required, freshness }) => required === most.required && freshness === most.freshness,
    ),
  }
}

type Asked = Pick<Demanded, 'required' | 'freshness'>

const strictestOf = (entries: readonly ApprovalEntry[]): Asked => ({
  required: Math.max(...entries.map(({ required }) => required)),
  freshness: entries.some(({ freshness }) => freshness === 'head') ? 'head' : 'change',
})

const strictest = (entries: readonly ApprovalEntry[]): Asked | null =>
  entries.length === 0 ? null : strictestOf(entries)

function weigh(entry: ApprovalEntry, change: Change, roster: Roster): Weighed {
  const { branches, paths, by } = entry
  const branch = change.pull.base.branch
  const [touches, isWithin] = placed(paths, change)
  const shared = [
    branches === undefined || matchesBranch(branches, branch) ? 'yes' : 'no',
    exceeds(entry['lines-over'], linesOf(change)),
    exceeds(
      entry['files-over'],
      change.files.known ? [change.files.value.length, true] : [0, false],
    ),
    by === undefined ? 'yes' : byAgents(change, roster),
  ] as const
  const mayReplace = by === undefined ? paths !== undefined : isByTrusted(roster)
  const replaces = mayReplace ? all([...shared, isWithin]) : 'no'
  return { entry, holds: all([...shared, touches]), replaces }
}

const all = (parts: readonly Holds[]): Holds => {
  if (parts.includes('no')) return 'no'
  return parts.includes('perhaps') ? 'perhaps' : 'yes'
}

/** Does the change touch the paths, and lies every name of its files within them? */
function placed(paths: ApprovalEntry['paths'], { files }: Change): readonly [Holds, Holds] {
  if (paths === undefined) return ['yes', 'yes']
  if (!files.known) return ['perhaps', 'perhaps']
  const match = matches(paths)
  const isTouched = files.value.some((file) => match(file).length > 0)
  return [isTouched ? 'yes' : 'no', surrounds(paths, files.value)]
}

/** What nobody tells to be a plain file may be a link to anything. */
function surrounds(paths: readonly string[], files: readonly ChangedFile[]): Holds {
  if (files.length === 0) return 'no'
  if (files.every(within(paths))) return 'yes'
  return files.every(perhapsWithin(paths)) ? 'perhaps' : 'no'
}

function exceeds(limit: number | undefined, [count, isWhole]: readonly [number, boolean]): Holds {
  if (limit === undefined || count > limit) return 'yes'
  return isWhole ? 'no' : 'perhaps'
}

/** Of a binary file GitHub counts none, and anybody can make a text look like one. */
function linesOf({ files }: Change): readonly [number, boolean] {
  const counts = valueOr(files, []).map(({ lines }) => lines)
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0)
  return [sum, files.known && !counts.includes(null)]
}

const working: readonly string[] = ['author', 'committer', 'pusher']

const workersOf = ({ holdings }: Roster) => holdings.filter(({ duty }) => working.includes(duty))

/** A name in git makes a human of nobody: it leaves open who did it. */
function byAgents({ commits, pushes, pull }: Change, roster: Roster): Holds {
  const humans = workersOf(roster).filter(({ person }) => person.agent === null)
  if (humans.some(({ evidence }) => evidence.some(({ isClaim }) => !isClaim))) return 'no'
  const isKnown = commits.known && pushes.known && pull.author !== null
  const unnamed = roster.unattributed.some(({ duty }) => working.includes(duty))
  const isWhole = isKnown && !unnamed && roster.unpushed.length === 0
  return isWhole && humans.length === 0 ? 'yes' : 'perhaps'
}

/** The person who can set an agent to work must not need fewer approvals for it. */
const isByTrusted = (roster: Roster): boolean =>
  workersOf(roster).every(({ person }) => person.agent !== null && isTrustedWith(person, 'work'))
