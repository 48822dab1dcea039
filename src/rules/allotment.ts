// Tells what became of demands: who serves them, what is missing, and why an approval went elsewhere.
import type { Case } from './case.ts'
import type { Allotment } from './demands.ts'
import type { Answer } from './finding.ts'
import { counting, listed } from './sentence.ts'
import { reasonsOf } from './shortage.ts'

/** What became of some demands, the unmet ones first: each with its files, its people and what is missing. */
export function answerOf(judged: Case, allotted: readonly Allotment[]): Answer {
  const pick = (outcome: Allotment['outcome']): readonly Allotment[] =>
    allotted.filter((one) => one.outcome === outcome)
  const [unmet, unsure] = [pick('unmet'), pick('unknown')]
  const open = unmet.length > 0 ? unmet : unsure
  const told = open.length > 0 ? open : allotted
  const paths = [...new Set(told.flatMap(({ demand }) => demand.paths))]
  const people = told.flatMap(({ served }) => served.map(({ person }) => person.account.login))
  const message = told.map((one) => tell(judged, one)).join(' ')
  if (open.length === 0) return { outcome: 'satisfied', message, people, paths }
  const whom = [...new Set(open.map(({ demand }) => demand.whom))].join('; ')
  return unmet.length > 0
    ? {
        outcome: 'violated',
        message,
        remedy: `Ask for approvals of the head by: ${whom}. They must have had no hand in the change, and one approval serves one demand.`,
        people,
        paths,
      }
    : {
        outcome: 'undetermined',
        message,
        remedy:
          'Let the gate read what is unknown: give it an org-token with Members: read, or correct the name in the policy.',
        people,
        paths,
      }
}

function tell(judged: Case, { demand, outcome, served }: Allotment): string {
  const names = served.map(({ person }) => person.name)
  const have = names.length === 0 ? 'none' : listed(names)
  const demanded = `${counting(demand.count, 'approval')} by ${demand.whom}`
  const head = `${listed(demand.paths)} (${demand.name}) ${demand.paths.length === 1 ? 'demands' : 'demand'} ${demanded}: ${have}.`
  if (outcome === 'met') return head
  if (outcome === 'unknown') return `${head}${unreadable(judged)}`
  const others = judged.approvals.counted.filter((one) => !served.includes(one))
  const spent = others.filter((one) => demand.entitles(one) === 'yes')
  const reused =
    spent.length === 0
      ? ''
      : ` The approval of ${listed(spent.map(({ person }) => person.name))} already meets another demand.`
  const aside = judged.approvals.setAside.map((one) => ` Set aside: ${reasonsOf(one)}.`).join('')
  return `${head}${reused}${aside}`
}

function unreadable({ directory }: Case): string {
  const facts = [...Object.values(directory.teams), ...Object.values(directory.maintainers)]
  const reasons = facts.flatMap((fact) => (fact.known ? [] : [fact.reason]))
  return reasons.length === 0 ? '' : ` It is unknown whether more count: ${reasons.join('; ')}.`
}
