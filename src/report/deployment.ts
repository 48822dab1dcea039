// What a deployment would ship and who deploys it, in sentences.

import {
  contributing,
  counting,
  type Duty,
  deedsOf,
  type Holding,
  holders,
  listed,
  short,
} from '../duties/roster.ts'
import { valueOr } from '../facts/facts.ts'
import type { JudgedChange, JudgedDeployment } from '../judge/verdict.ts'

type Changes = readonly JudgedChange[]

/** One sentence each: where the range starts, where it ends, what is new in it, who deploys it. */
export const shipmentSentences = (
  shipped: JudgedDeployment,
  changes: Changes,
): readonly string[] => [
  fromLine(shipped),
  ...asideLines(shipped),
  toLine(shipped),
  ...newsLines(shipped, changes),
  deployedLine(shipped),
  ...releasedLines(shipped),
]

function fromLine({ start, deployment: { range, environment } }: JudgedDeployment): string {
  if (!range.known) return `From where is unknown: ${range.reason}.`
  const { from } = range.value
  const trusted = {
    deployment: `the last successful deployment to ${environment}`,
    baseline: 'the baseline',
    granted: `a baseline of the policy, granted by ${start?.grant?.grantedBy}`,
  }[start?.basis ?? 'deployment']
  return `From ${from}, ${trusted}.`
}

/** What is newer and no start, and an input that says nothing. */
function asideLines({ start, deployment }: JudgedDeployment): string[] {
  const past = valueOr(deployment.pastDeployments, null)
  const told = (start?.asides ?? []).map(({ commit, why }) => `that of ${short(commit)} ${why}`)
  const isUnused = past?.baseline && start !== null && start.basis !== 'baseline'
  return [
    ...(told.length > 0
      ? [`Newer deployments from which it does not start: ${listed(told, 6)}.`]
      : []),
    ...(isUnused ? ['The input `baseline` is not used: leave it out.'] : []),
  ]
}

function toLine({ deployment: { sha, branch } }: JudgedDeployment): string {
  if (!branch.known) return `To ${sha}; which protected branch holds it is unknown.`
  return branch.value === null
    ? `To ${sha}, which no protected branch holds.`
    : `To ${sha} on ${branch.value}.`
}

function newsLines({ deployment: { range } }: JudgedDeployment, changes: Changes): string[] {
  if (!range.known) return []
  const { status, count } = range.value
  const shipped = `ships ${counting(count, 'commit')}: ${brought(range.value, changes)}`
  const sentences = {
    ahead: `It ${shipped}.`,
    identical: 'It ships nothing new: this is where it comes from.',
    behind: 'A rollback: it ships nothing new.',
    diverged: `It does not hold what was deployed last: counted from where the two parted, it ${shipped}.`,
  }
  return [sentences[status]]
}

interface Shipped {
  readonly count: number
  readonly unreviewed: readonly unknown[]
}

/** "3 changes by 4 people, and 1 commit without review". Completes "It ships 5 commits: ...". */
function brought({ count, unreviewed }: Shipped, changes: Changes): string {
  if (changes.length === 0 && unreviewed.length < count) return 'which changes, is unknown'
  const hands = new Set(
    changes.flatMap(({ roster }) =>
      contributing.flatMap((duty) => holders(roster, duty).map(({ person }) => person.key)),
    ),
  )
  const people = hands.size === 1 ? '1 person' : `${hands.size} people`
  const reviewed =
    changes.length === 0 ? [] : [`${counting(changes.length, 'change')} by ${people}`]
  const past =
    unreviewed.length === 0 ? [] : [`${counting(unreviewed.length, 'commit')} without review`]
  return [...reviewed, ...past].join(', and ')
}

function deployedLine(shipped: JudgedDeployment): string {
  const { attempts, triggers, releases, event } = shipped.deployment
  const { people, isWhole } = doneBy(
    shipped,
    'deployer',
    isByRelease(shipped) ? [releases] : [attempts, triggers],
  )
  if (people !== '') return `Deployed by ${people}${isWhole ? '' : ', as far as is known'}.`
  if (!isWhole) return 'Who deploys it is unknown.'
  if (isByRelease(shipped)) return 'Nobody has released it yet, so who deploys it is unknown.'
  return event === 'schedule'
    ? 'Nobody decided: a schedule started it.'
    : 'Nobody decided: no person started it.'
}

/** None where releasing is the act of deploying: the sentence before says it. */
function releasedLines(shipped: JudgedDeployment): string[] {
  if (isByRelease(shipped)) return []
  const { releases, hasReviewers, environment } = shipped.deployment
  const { people, isWhole } = doneBy(shipped, 'deployment-approver', [releases])
  if (people !== '') return [`Released by ${people}${isWhole ? '' : ', as far as is known'}.`]
  if (!isWhole || !hasReviewers.known) return ['Who released it is unknown.']
  return [
    hasReviewers.value
      ? `Nobody has released ${environment} yet.`
      : `Nobody has to release ${environment}.`,
  ]
}

/** "dee (started attempt 1 of the run)"; not whole where someone unknown may have done it too. */
function doneBy({ roster }: JudgedDeployment, duty: Duty, facts: readonly { known: boolean }[]) {
  const isWhole =
    facts.every(({ known }) => known) && !roster.unattributed.some((one) => one.duty === duty)
  return { people: listed(holders(roster, duty).map(shown)), isWhole }
}

const shown = ({ person, evidence }: Holding): string =>
  `${person.name} (${listed(deedsOf(evidence).map(({ text }) => text))})`

const isByRelease = ({ policy: { policy } }: JudgedDeployment): boolean =>
  policy?.deployment.deployer === 'release'
