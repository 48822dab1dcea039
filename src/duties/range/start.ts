// Where a range starts: at what the environment has, by the deployments that are believed, or at a baseline. What anybody may write only moves it back.
import { type Help, type Past, unknown } from '../../facts/facts.ts'
import { type Believed, believedIn, hasShippedAtOrAbove, isKnownToHaveShipped } from './believed.ts'
import { grantOver } from './grant.ts'
import { Open, ordersOf, remedy, type Settled, settled, source } from './open.ts'
import { type Aside, nothingPassed, type Passed, type Start, type StartQuestion } from './search.ts'
import { takenBackSince } from './taken-back.ts'

export type Found = Settled<Start>

export const findStart = (past: Past, question: StartQuestion): Found =>
  settled(() => {
    const passed = nothingPassed()
    const deployed = settled(() => past.own && deployedLast(past, question, passed))
    if (deployed.kind === 'needs') throw new Open(deployed.needs)
    const last = deployed.kind === 'found' ? deployed.value : null
    const gap = deployed.kind === 'unknown' ? deployed.gap : past.own === null ? noRun : null
    const hasShipped = (commit: string): boolean => hasShippedAtOrAbove(past, question, commit)
    const grant = grantOver(past, question, {
      ...{ last: last ?? passed.ours[0] ?? null, gap, hasShipped },
    })
    const asides = once(passed.asides)
    const without = { asides, grant: null }
    if (grant !== null) return { from: grant.commit, basis: 'granted', asides, grant }
    if (deployed.kind === 'unknown') throw new Open([], deployed.gap)
    if (last !== null) return { from: last, basis: 'deployment', ...without }
    return { from: baselineOf(past, question, passed), basis: 'baseline', ...without }
  })

/** Null: no deployment is believed. */
function deployedLast(past: Past, question: StartQuestion, passed: Passed): string | null {
  const believed = believedIn(past, question, passed)
  const { value } = believed.next()
  return value === undefined ? null : oldestStart(past, question, passed, { value, believed })
}

interface Walk {
  readonly value: Believed
  readonly believed: Generator<Believed, void>
}

/**
 * A note may be forged, so each state that the deployment may have shipped is thought through, and the oldest start
 * stands: no note leaves out what would be judged without it.
 */
function oldestStart(
  past: Past,
  question: StartQuestion,
  passed: Passed,
  { value: { at, shipped }, believed }: Walk,
): string {
  const { sha } = question
  const stands = ordersOf(
    past,
    shipped.map((one) => [one, sha]),
  )
  const above = shipped.filter((_, index) => stands[index] === 'behind')
  const starts = shipped.filter((_, index) => stands[index] !== 'behind')
  // What is newer than the deployment may have taken the environment back; what is older did not.
  const back = [...passed.back]
  if (above[0] !== undefined) {
    starts.push(
      isKnownToHaveShipped(past, question, sha)
        ? above[0]
        : olderStart(past, question, passed, believed),
    )
  }
  const lowest = lowestOf(past, starts)
  return movedBack(past, lowest, [...back, ...takenBackSince(past, question.standing, at, lowest)])
}

/** Production is to go back to what no deployment is known to have shipped: judged from the newest one below it. */
function olderStart(
  past: Past,
  question: StartQuestion,
  passed: Passed,
  believed: Walk['believed'],
): string {
  const { value } = believed.next()
  if (value !== undefined) return oldestStart(past, question, passed, { value, believed })
  const [why, what] = ['is older than what was deployed, and was never deployed', question.sha]
  throw stop(
    `${what.slice(0, 7)} ${why} to ${question.environment}, nor anything below it`,
    'Go back to a commit that was deployed before.',
  )
}

/** Of states that the environment may have; of two of which neither holds the other, none can be left out. */
function lowestOf(past: Past, starts: readonly string[]): string {
  return starts.reduce((lowest, one) => {
    const [order] = ordersOf(past, [[one, lowest]])
    if (order === 'ahead' || order === 'identical') return one
    if (order === 'behind') return lowest
    const names = [lowest, one].map((oid) => oid.slice(0, 7)).join(' and ')
    throw stop(`notes name ${names}, neither of which holds the other, for one deployment`, remedy)
  })
}

function movedBack(past: Past, from: string, back: readonly string[]): string {
  let at = from
  for (const one of back) {
    const [order] = ordersOf(past, [[one, at]])
    if (order === 'ahead') at = one
    // No commit is then below both: from either, some of what is shipped would be left out.
    if (order === null || order === 'diverged') {
      const [since, last] = [one, at].map((oid) => oid.slice(0, 7))
      throw stop(
        `${since}, which may have been deployed since ${last}, is neither below nor above it`,
        remedy,
      )
    }
  }
  return at
}

/** The commit that the input `baseline` names, below what is deployed. */
function baselineOf(past: Past, { environment, sha }: StartQuestion, passed: Passed): string {
  const { baseline, own } = past
  const why = once(passed.asides).slice(0, 3).map(asideSentence).join('; ')
  if (baseline === null || passed.hasDoubtfulNote) {
    const none =
      own === null
        ? `from a terminal it is not known which workflow deploys to ${environment}`
        : `no deployment to ${environment} by this workflow has succeeded yet`
    const remedy = passed.hasDoubtfulNote
      ? 'Add an entry to `baselines` in the policy.'
      : 'Name the first trusted commit in the input `baseline`.'
    const help = passed.hasDoubtfulNote ? undefined : trusting(sha)
    throw stop(why === '' ? none : `${none}: ${why}`, remedy, help)
  }
  const remedy = 'Name the first trusted commit in the input `baseline`.'
  if (baseline.commit === null) {
    throw stop(
      `the baseline ${baseline.named} is no commit of the repository`,
      remedy,
      trusting(sha),
    )
  }
  const [order] = ordersOf(past, [[baseline.commit, sha]])
  if (order === 'ahead' || order === 'identical') return baseline.commit
  const [from, to] = [baseline.commit, sha].map((oid) => oid.slice(0, 7))
  throw stop(`the baseline ${from} is no ancestor of ${to}`, remedy, trusting(sha))
}

/** "the deployment of abc1234 ran for a pull request". */
const asideSentence = ({ commit, why }: Aside): string =>
  `the deployment of ${commit.slice(0, 7)} ${why}`

const once = (asides: readonly Aside[]): readonly Aside[] => [
  ...new Map(asides.map((one) => [one.record, one])).values(),
]

const noRun = unknown('from a terminal it is not known what this workflow deployed', source)

/** At the latest the one that is deployed. */
const trusting = (value: string): Help => ({ act: 'set-input', name: 'baseline', value })

const stop = (reason: string, what: string, help?: Help): Open =>
  new Open([], unknown(reason, source, what, help))
