// The rows of a report's tables: who held which duty, which approvals count, and what would be shipped.
import {
  type Approval,
  type Duty,
  deedsOf,
  type Holding,
  holders,
  listed,
  type SetAside,
  short,
} from '../duties/roster.ts'
import { sameLogin } from '../facts/facts.ts'
import type { JudgedChange, JudgedDeployment, Verdict } from '../judge/verdict.ts'
import { clip, visible } from './formats/escape.ts'
import {
  firstOf,
  isBlocking,
  isSettled,
  messageWithin,
  worstChangeFirst,
  worstFirst,
} from './ranking.ts'

export interface PersonRow {
  /** Every name under which the person acted: the policy may join several accounts. */
  readonly who: string
  readonly duties: readonly Duty[]
  /** One line a duty. */
  readonly facts: readonly string[]
}

/** People whom a blocking finding names come first, so that a crowd of contributors cannot hide them. */
export function peopleRows({
  roster,
  findings,
}: Pick<JudgedChange, 'roster' | 'findings'>): readonly PersonRow[] {
  const named = new Set(findings.filter(isBlocking).flatMap(({ people }) => people.map(sameLogin)))
  const isNamed = ({ person }: Holding) => named.has(sameLogin(person.account.login))
  return [...Map.groupBy(roster.holdings, ({ person }) => person.key).values()]
    .toSorted((a, b) => Number(b.some(isNamed)) - Number(a.some(isNamed)))
    .map((held) => ({
      who: listed([...new Set(held.map(({ person }) => person.name))]),
      duties: held.map(({ duty }) => duty),
      facts: held.map(evidenceLine),
    }))
}

/** What GitHub vouches for comes first; a claim is called one. */
const evidenceLine = ({ duty, evidence }: Holding): string =>
  `${duty}: ${deedsOf(evidence)
    .map(({ text }) => text)
    .join('; ')}`

export interface ReviewerRow {
  readonly who: string
  /** The commit approved. */
  readonly commit: string
  /** Empty where the approval counts. */
  readonly reasons: readonly string[]
}

export const reviewerRows = ({ approvals }: JudgedChange): readonly ReviewerRow[] => [
  ...approvals.counted.map((approval) => ({ ...approved(approval), reasons: [] })),
  ...approvals.setAside.map((aside) => ({ ...approved(aside), reasons: reasonLines(aside) })),
]

/** Replaces the table where nobody approved: no reviews, or reviews that could not be read. */
export const whyNoReviewers = ({ change }: JudgedChange): string =>
  change.reviews.known ? 'None.' : 'The reviews are unknown.'

const reviewerName = (person: Approval['person']): string =>
  person?.name ?? 'an account that is deleted'

const approved = ({ person, review }: Approval) => ({
  who: reviewerName(person),
  commit: review.commit === null ? 'a commit that GitHub lost' : short(review.commit),
})

/** Shortened by kind, so that many contributions cannot hide that the approval is stale as well. */
function reasonLines({ person, reasons }: SetAside): readonly string[] {
  return [...Map.groupBy(reasons, ({ kind }) => kind)].flatMap(([kind, alike]) => {
    const subject = kind === 'contribution' ? reviewerName(person) : 'it'
    return firstOf(
      alike.map(({ why }) => `${subject} ${why}`),
      3,
      `of this kind (${kind})`,
    )
  })
}

/**
 * The changes of a deployment, the worst first, each with the verdict's open findings about it instead of its own: only
 * the verdict knows who deploys it.
 */
export function shippedChanges({ judged, findings }: Verdict): readonly JudgedChange[] {
  const unsettled = worstFirst(findings.filter((finding) => !isSettled(finding))).map(
    (finding) => ({ ...finding, message: messageWithin(finding) }),
  )
  const against = Map.groupBy(unsettled, ({ pull }) => pull)
  return worstChangeFirst(
    judged.map((one) => ({ ...one, findings: against.get(one.change.pull.number) ?? [] })),
  )
}

/** Short enough that 150 rows fit, however long a title is. */
const brief = (text: string, most = 120): string => clip(visible(text), most)

export interface ChangeRow {
  readonly number: number
  readonly title: string
  readonly author: string
  readonly mergedBy: string
  /** Whose approvals count. */
  readonly approvedBy: string
  /** The finding that decided; null: all is settled. */
  readonly deciding: JudgedChange['findings'][number] | null
  /** Its message; empty where all is settled. */
  readonly why: string
}

/** For a change as `shippedChanges` returns it. */
export function changeRow({ change, roster, approvals, findings }: JudgedChange): ChangeRow {
  const { pull, mergers } = change
  const merged = holders(roster, 'merger').map(({ person }) => person.name)
  const nobody = mergers.known ? 'nobody known' : 'unknown'
  const approved = approvals.counted.map(({ person }) => person.name)
  const [deciding = null, ...others] = findings
  const more = others.length === 0 ? '' : ` And ${others.length} more.`
  return {
    number: pull.number,
    title: brief(pull.title),
    author: brief(pull.author?.login ?? 'an account that is deleted'),
    mergedBy: merged.length > 0 ? brief(listed(merged)) : nobody,
    approvedBy: approved.length > 0 ? brief(listed(approved)) : 'none',
    deciding,
    why: deciding === null ? '' : `${brief(deciding.message, 500)}${more}`,
  }
}

export interface UnreviewedRow {
  readonly oid: string
  /** What git says, unverified. */
  readonly author: string
  readonly pushedBy: string
  readonly why: string
}

export const unreviewedRows = ({
  range,
}: JudgedDeployment['deployment']): readonly UnreviewedRow[] =>
  (range.known ? range.value.unreviewed : []).map(({ commit, pushes, why }) => {
    const pushed = pushes.map(({ by }) => by?.login ?? 'somebody unknown')
    const { account, name } = commit.author
    return {
      oid: short(commit.oid),
      author: brief(account?.login ?? name),
      pushedBy: pushed.length > 0 ? brief(listed([...new Set(pushed)])) : 'unknown',
      why: brief(why, 500),
    }
  })

/** Replaces the table where there is no change. */
export function whyNoChanges({ range }: JudgedDeployment['deployment']): string {
  if (!range.known) return 'Unknown: what would be shipped is not known.'
  const { status, count, unreviewed } = range.value
  if (status === 'identical' || status === 'behind') return 'None: nothing new is shipped.'
  return unreviewed.length < count ? 'Unknown: they could not be read.' : 'None.'
}
