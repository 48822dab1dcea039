// Tells what became of demands: who serves them, what is missing, and why an approval went elsewhere.

import { counting, listed } from '../../duties/evidence.ts'
import type { Unknown } from '../../facts/fact.ts'
import type { Answer } from '../../findings/finding.ts'
import type { Case } from './case.ts'
import type { Allotment } from './demands.ts'
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
  const remedies = open.flatMap((one) => unread(one).map(({ remedy }) => remedy))
  if (unmet.length === 0) {
    const remedy = [...new Set(remedies)].join(' ')
    return { outcome: 'undetermined', message, remedy, people, paths }
  }
  const whom = [...new Set(unmet.map(({ demand }) => demand.whom))].join('; ')
  const asked = `Ask for approvals of the head by: ${whom}. They must have had no hand in the change, and one approval serves one demand.`
  const remedy = [...new Set([asked, ...remedies])].join(' ')
  return { outcome: 'violated', message, remedy, people, paths }
}

function tell(judged: Case, { demand, outcome, served }: Allotment): string {
  const names = served.map(({ person }) => person.name)
  const have = names.length === 0 ? 'none' : listed(names)
  const demanded = `${counting(demand.count, 'approval')} by ${demand.whom}`
  const head = `${listed(demand.paths)} (${demand.name}) ${demand.paths.length === 1 ? 'demands' : 'demand'} ${demanded}: ${have}.`
  if (outcome === 'met') return head
  const reasons = unread({ demand }).map(({ reason, source }) => `${reason} (${source})`)
  const unreadable = reasons.length === 0 ? '' : ` Unknown: ${listed([...new Set(reasons)])}.`
  if (outcome === 'unknown') return `${head}${unreadable}`

  const others = judged.approvals.counted.filter((one) => !served.includes(one))
  const spent = others.filter((one) => demand.entitles(one) === 'yes')
  const reused =
    spent.length === 0
      ? ''
      : ` The approval of ${listed(spent.map(({ person }) => person.name))} already meets another demand.`
  const aside = judged.approvals.setAside.map((one) => ` Set aside: ${reasonsOf(one)}.`).join('')
  return `${head}${unreadable}${reused}${aside}`
}

const unread = ({ demand }: Pick<Allotment, 'demand'>): readonly Unknown[] =>
  demand.restsOn.filter((fact) => !fact.known)
