// break-glass: an emergency in use is approved by a second person, within its time and scope, and earlier ones are
// reconciled.
import { isValid } from '../break-glass/approval.ts'
import type { BreakGlassCase, Requests, WeighedRequest } from '../break-glass/break-glass.ts'
import { remedyOf } from '../break-glass/coverage.ts'
import {
  awaiting,
  doubtReasons,
  doubtRemedies,
  type Obstacle,
  owing,
} from '../break-glass/reconciliation.ts'
import { listed, short } from '../duties/sentence.ts'
import { liftedIn } from '../findings/break-glass.ts'
import type { Answer, Finding } from '../findings/finding.ts'
import type { Case } from './support/case.ts'
import { aboutAll, type DeploymentAnswer, type DeploymentCase } from './support/deployment-case.ts'

export const breakGlass = ({ breakGlass: asked, found }: Case): Answer => weigh(asked, found, found)

/** Of the deployment as a whole, and of what lets its changes pass. */
export const breakGlassOfAll = (judged: DeploymentCase): readonly DeploymentAnswer[] =>
  aboutAll(weigh(judged.breakGlass, judged.found, [...judged.found, ...judged.foundOfChanges]))

function weigh(
  { requests, weighed, tellsEarlier }: BreakGlassCase,
  found: readonly Finding[],
  lifted: readonly Finding[],
): Answer {
  if (requests === null) {
    return { outcome: 'not-applicable', message: 'The policy has no break-glass.' }
  }
  if (!requests.known) {
    const { reason, source, remedy } = requests
    const message = `Whether a break-glass is in use is unknown: ${reason} (${source}).`
    return { outcome: 'undetermined', message, remedy }
  }
  const tried = found.flatMap((finding) => leanedOn(finding, weighed(finding.pull), requests.value))
  const failing = distinctRequests(tried.filter(({ finding }) => stops(finding)))
  const { all, now } = requests.value
  const earlier = tellsEarlier ? all.map((one) => owing(one, requests.value)) : []
  const told: readonly Obstacle[] = [
    ...failing.map((one) => unheld(one, requests.value)),
    ...earlier.filter((one) => one !== null),
  ]
  const beside = distinctRequests(tried.filter(({ finding }) => finding.outcome === 'excepted'))
  const held = inForce(lifted)
  const mentioned = [
    ...held.sentences,
    ...beside
      .filter((one) => !failing.some(({ request }) => request === one.request))
      .map((one) => sentenceOf(one)),
    ...(tellsEarlier ? all.flatMap((one) => awaiting(one, now)) : []),
  ]
  return answerFrom(told, mentioned, held.people)
}

function answerFrom(
  told: readonly Obstacle[],
  mentioned: readonly string[],
  people: readonly string[],
): Answer {
  const none = 'No emergency is in use, and none is left to be reconciled.'
  const sentences = [...told.map(({ message }) => message), ...mentioned]
  const outcome = (['violated', 'undetermined'] as const).find((worst) =>
    told.some((one) => one.outcome === worst),
  )
  const message = sentences.length === 0 ? none : sentences.join(' ')
  if (outcome === undefined) return { outcome: 'satisfied', message, people }
  return {
    outcome,
    message,
    remedy: [...new Set(told.map(({ remedy }) => remedy))].join(' '),
    people: [...told.flatMap((one) => one.people), ...people],
    commits: told.flatMap(({ commits }) => commits),
  }
}

/** What merely warns needs no break-glass. */
const stops = ({ outcome, enforcement }: Finding): boolean =>
  outcome === 'violated' && enforcement === 'enforce'

interface Leaning {
  readonly finding: Finding
  readonly one: WeighedRequest
}

/** Open requests that name the rule and do not hold; where it is not told which rules are meant, it could be this one. */
const leanedOn = (
  finding: Finding,
  weighed: readonly WeighedRequest[],
  { terms }: Requests,
): readonly Leaning[] =>
  weighed
    .filter((one) => one.request.issue.closedAt === null && !isValid(one))
    .filter(({ request: { form } }) => {
      const isTold =
        form.rules.length > 0 && form.rules.every((id) => terms.rules.known.includes(id))
      return !isTold || form.rules.includes(finding.rule)
    })
    .map((one) => ({ finding, one }))

const distinctRequests = (leaning: readonly Leaning[]): readonly WeighedRequest[] => [
  ...new Map(leaning.map(({ one }) => [one.request.issue.number, one])).values(),
]

function unheld(one: WeighedRequest, requests: Requests): Obstacle {
  const { request, approval, flaws, doubts, subject } = one
  const people = [request.requester, approval?.by ?? null].flatMap(
    (person) => person?.account.login ?? [],
  )
  const told = { message: sentenceOf(one), people, commits: subject.oids.slice(0, 1) }
  if (flaws.length > 0) {
    return { ...told, outcome: 'violated', remedy: remedyOf(one, requests) }
  }
  return { ...told, outcome: 'undetermined', remedy: doubtRemedies(doubts) }
}

function sentenceOf({ request, flaws, doubts }: WeighedRequest): string {
  const { requester, issue } = request
  const asker = requester === null ? '' : `, which ${requester.name} asked for,`
  const subject = `break-glass #${issue.number}${asker}`
  return flaws.length > 0
    ? `B${subject.slice(1)} does not hold: ${flaws.join(' ')}`
    : `Whether ${subject} holds is unknown: ${doubtReasons(doubts)}.`
}

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
