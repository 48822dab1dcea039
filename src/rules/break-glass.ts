// break-glass: an emergency in use is approved by a second person, within its time and scope, and earlier ones are
// reconciled.
import type { BreakGlassCase, Obstacle, WeighedRequest } from '../break-glass/break-glass.ts'
import { liftedIn } from '../findings/coverage.ts'
import {
  type Answer,
  aboutAll,
  advised,
  type Case,
  type DeploymentAnswer,
  type DeploymentCase,
  type Finding,
  listed,
  remedyFor,
  short,
} from './support/case.ts'

export const breakGlass = ({ breakGlass: asked, found }: Case): Answer => weigh(asked, found, found)

/** Of the deployment as a whole, and of what lets its changes pass. */
export const breakGlassOfAll = (judged: DeploymentCase): readonly DeploymentAnswer[] =>
  aboutAll(weigh(judged.breakGlass, judged.found, [...judged.found, ...judged.foundOfChanges]))

function weigh(
  { owed, weighed }: BreakGlassCase,
  found: readonly Finding[],
  lifted: readonly Finding[],
): Answer {
  if (owed === null) {
    return { outcome: 'not-applicable', message: 'The policy has no break-glass.' }
  }
  if (!owed.known) {
    const { reason } = owed
    const message = `Whether a break-glass is in use is unknown: ${reason}.`
    return { outcome: 'undetermined', message, ...advised([remedyFor(owed)]) }
  }
  const { overdue, awaited } = owed.value
  const tried = found.flatMap((finding) => leanedOn(finding, weighed(finding.pull)))
  const failing = distinctObstacles(tried.filter(({ finding }) => stops(finding)))
  const beside = distinctObstacles(tried.filter(({ finding }) => finding.outcome === 'excepted'))
  const held = inForce(lifted)
  const obstacles = [...failing.values(), ...overdue]
  const mentioned = [
    ...held.sentences,
    ...[...beside].flatMap(([issue, { message }]) => (failing.has(issue) ? [] : [message])),
    ...(obstacles.length > 0 ? [] : awaited),
  ]
  return answerFrom(obstacles, mentioned, held.people)
}

function answerFrom(
  obstacles: readonly Obstacle[],
  mentioned: readonly string[],
  people: readonly string[],
): Answer {
  const none = 'No emergency is in use, and none is left to be reconciled.'
  const sentences = [...obstacles.map(({ message }) => message), ...mentioned]
  const outcome = (['violated', 'undetermined'] as const).find((worst) =>
    obstacles.some((one) => one.outcome === worst),
  )
  const message = sentences.length === 0 ? none : sentences.join(' ')
  if (outcome === undefined) return { outcome: 'satisfied', message, people }
  return {
    outcome,
    message,
    ...advised(obstacles.flatMap(({ remedies }) => remedies)),
    people: [...obstacles.flatMap((one) => one.people), ...people],
    commits: obstacles.flatMap(({ commits }) => commits),
  }
}

/** What merely warns needs no break-glass. */
const stops = ({ outcome, enforcement }: Finding): boolean =>
  outcome === 'violated' && enforcement === 'enforce'

interface Leaning {
  readonly finding: Finding
  readonly issue: number
  readonly obstacle: Obstacle
}

/** Open requests that name the rule and do not hold; where it is not said which rules are meant, it could be this one. */
const leanedOn = (finding: Finding, weighed: readonly WeighedRequest[]): readonly Leaning[] =>
  weighed
    .filter((one) => !one.isValid)
    .filter(({ isOpen }) => isOpen)
    .filter(({ rules, areRulesKnown }) => !areRulesKnown || rules.includes(finding.rule))
    .map(({ issue, obstacle }) => ({ finding, issue, obstacle }))

/** By the request's issue. */
const distinctObstacles = (leaning: readonly Leaning[]): ReadonlyMap<number, Obstacle> =>
  new Map(leaning.map(({ issue, obstacle }) => [issue, obstacle]))

/** Those by which something passes here. */
function inForce(found: readonly Finding[]): {
  readonly sentences: readonly string[]
  readonly people: readonly string[]
} {
  const lifted = liftedIn(found)
  const sentences = [...Map.groupBy(lifted, ({ waiver }) => waiver.issue).values()].flatMap(
    (alike) => {
      const [first] = alike
      if (first === undefined) return []
      const { issue, requester, approver, oid, until, reconcile } = first.waiver
      const rules = listed([...new Set(alike.map(({ rule }) => rule))])
      return [
        `Break-glass #${issue} is in use: ${requester} asked for it, ${approver} approved ${short(oid)}, and it waives ${rules} until ${until}.`,
        `It must be reconciled ${reconcile}.`,
      ]
    },
  )
  return {
    sentences,
    people: lifted.flatMap(({ waiver: { requester, approver } }) => [requester, approver]),
  }
}
