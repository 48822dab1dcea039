// The demands that a change's files raise, and the people who meet them: one approval serves one separate demand.

import type { ChangedFile } from '../../facts/facts.ts'
import {
  type Answer,
  advised,
  type Case,
  type CountedApproval,
  counting,
  firstOf,
  listed,
  possibleApprovals,
  remedyFor,
  setAsideIn,
  shortageOf,
} from './case.ts'
import { matchPeople, type Served } from './matching.ts'
import { type Demand, demandsOf, unreadOf } from './raised-demands.ts'
import { askFor } from './whom-to-ask.ts'

export interface Allotment {
  readonly demand: Demand
  readonly outcome: 'met' | 'unmet' | 'unknown'
  /** Who serves it, when everything unknown is taken for a no. */
  readonly served: readonly CountedApproval[]
  /** Nothing else is unknown than what its approvers could do when the change was merged. */
  readonly hangsOnRights: boolean
}

/** Allots the approvals that count: the ordinary demand first, then entry by entry, the control plane last. */
export function allot(judged: Case, files: readonly ChangedFile[]): readonly Allotment[] {
  const demands = demandsOf(judged, files)
  const { counted, demanded } = judged.approvals
  const { required, least } = demanded
  const possible = [...counted, ...possibleApprovals(judged.approvals)]
  const cautious = serve(required, counted, demands, ['yes'])
  const withRights = serve(required, possible, demands, ['yes'])
  const hopeful = serve(least, possible, demands, ['yes', 'unknown'])
  return demands.map((demand, index) => {
    const served = cautious.people[index] ?? []
    const reaches = ({ people }: typeof cautious): boolean =>
      (people[index] ?? []).length >= demand.count
    const couldBe = demand.isDoubtful || !hopeful.isExact || reaches(hopeful)
    const outcome = outcomeOf(reaches(cautious), couldBe)
    return { demand, outcome, served, hangsOnRights: outcome === 'unknown' && reaches(withRights) }
  })
}

/** Met without the unknown, and not with it: then an earlier demand takes the person, and one of the two stays unmet. */
const outcomeOf = (isMet: boolean, couldBe: boolean): Allotment['outcome'] =>
  couldBe ? (isMet ? 'met' : 'unknown') : 'unmet'

function serve(
  ordinary: number,
  counted: readonly CountedApproval[],
  demands: readonly Demand[],
  entitling: readonly ReturnType<Demand['entitles']>[],
): Served<CountedApproval> {
  const approvals = [...counted].sort((a, b) => a.person.key.localeCompare(b.person.key))
  const accepts = (demand: Demand) => (approval: CountedApproval) =>
    entitling.includes(demand.entitles(approval))
  // Where nobody may be asked after all, hope asks for nobody.
  const isHopeful = entitling.includes('unknown')
  const separate = demands.filter((demand) => demand.separate)
  const { people, isExact } = matchPeople(approvals, [
    { count: ordinary, accepts: () => true, sharing: null },
    ...separate.map((demand) => ({
      count: isHopeful && demand.isDoubtful ? 0 : demand.count,
      accepts: accepts(demand),
      sharing: demand.isShared ? demand.name : null,
    })),
  ])
  const [, ...matched] = people
  const served = demands.map((demand) =>
    demand.separate ? (matched[separate.indexOf(demand)] ?? []) : approvals.filter(accepts(demand)),
  )
  return { people: served, isExact }
}

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
  const remedies = open.flatMap(({ demand }) => unreadOf(demand).map(remedyFor))
  if (unmet.length === 0) {
    const isCoverable = unsure.every(({ hangsOnRights }) => hangsOnRights)
    // Where nobody can read who may, another approval does.
    const others = remedies.length > 0 ? remedies : askFor(unsure.map(lacking), judged)
    const open = isCoverable ? { isCoverable } : advised(others)
    return { outcome: 'undetermined', message, people, paths, ...open }
  }
  const advice = advised([...askFor(unmet.map(lacking), judged), ...remedies])
  return { outcome: 'violated', awaitsApproval: true, message, ...advice, people, paths }
}

const lacking = ({ demand, served }: Allotment) => ({
  ...demand,
  missing: demand.count - served.length,
})

function tell(judged: Case, { demand, outcome, served }: Allotment): string {
  const names = served.map(({ person }) => person.name)
  const [need, has] = demand.paths.length === 1 ? ['needs', 'has'] : ['need', 'have']
  const have = names.length === 0 ? '' : ` and ${has} ${names.length} (${listed(names)})`
  const demanded = `${counting(demand.count, 'approval')} from ${demand.whom}`
  const name = demand.name === demand.rule ? '' : ` (${demand.name})`
  const head = `${listed(demand.paths)}${name} ${need} ${demanded}${have}.`
  if (outcome === 'met') return head
  const reasons = unreadOf(demand).map(({ reason }) => reason)
  const unreadable = reasons.length === 0 ? '' : ` Unknown: ${firstOf(reasons)}.`
  if (outcome === 'unknown') {
    const couldServe = possibleApprovals(judged.approvals).some(
      (one) => demand.entitles(one) !== 'no',
    )
    return `${head}${unreadable}${couldServe ? setAsideIn(judged) : ''}`
  }

  const others = judged.approvals.counted.filter((one) => !served.includes(one))
  const spent = others.filter((one) => demand.entitles(one) === 'yes')
  const reused =
    spent.length === 0
      ? ''
      : ` One approval serves one demand, and that of ${listed(spent.map(({ person }) => person.name))} serves another.`
  // Where approvals are short, independent-approval says why.
  const aside = shortageOf(judged) === 'certain' ? '' : setAsideIn(judged)
  return `${head}${unreadable}${reused}${aside}`
}
