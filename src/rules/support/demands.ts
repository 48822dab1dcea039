// The demands that a change's files raise, and the people who meet them: one approval serves one separate demand.

import { belongs, namesOf, teamsOf } from '../../duties/membership.ts'
import {
  type Actor,
  type ChangedFile,
  type Fact,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { exceptionToAdd } from '../../findings/exception-to-add.ts'
import { controlPlanePaths } from '../../policy/control-plane-paths.ts'
import { matches } from '../../policy/patterns.ts'
import {
  type Answer,
  type Case,
  type CountedApproval,
  counting,
  listed,
  possibleApprovals,
  setAsideIn,
  short,
  shortageOf,
} from './case.ts'
import { matchPeople } from './matching.ts'

type Policy = Case['policy']
type Parties = NonNullable<Policy['control-plane']['owners']>

interface Demand {
  readonly rule: 'protected-paths' | 'control-plane'
  readonly name: string
  /** Both names of every file that raises it. */
  readonly paths: readonly string[]
  readonly count: number
  /** Completes "needs 1 approval from ...": "dana, eve or team books". */
  readonly whom: string
  readonly separate: boolean
  readonly entitles: (approval: CountedApproval) => Entitlement
  /** The teams or permissions by which it tells who is entitled. */
  readonly restsOn: readonly Fact<unknown>[]
}

/** `unknown` where a team or a permission that could tell cannot be read. */
type Entitlement = 'yes' | 'no' | 'unknown'

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
  const demands = [...pathDemands(judged, files), ...controlPlaneDemand(judged, files)]
  const { counted, demanded } = judged.approvals
  const { required, least } = demanded
  const possible = [...counted, ...possibleApprovals(judged.approvals)]
  const cautious = serve(required, counted, demands, ['yes'])
  const withRights = serve(required, possible, demands, ['yes'])
  const hopeful = serve(least, possible, demands, ['yes', 'unknown'])
  return demands.map((demand, index) => {
    const served = cautious[index] ?? []
    const reaches = (all: typeof cautious): boolean => (all[index] ?? []).length >= demand.count
    const outcome = outcomeOf(reaches(cautious), reaches(hopeful))
    return { demand, outcome, served, hangsOnRights: outcome === 'unknown' && reaches(withRights) }
  })
}

/** Met without the unknown, and not with it: then an earlier demand takes the person, and one of the two stays unmet. */
const outcomeOf = (isMet: boolean, couldBe: boolean): Allotment['outcome'] =>
  couldBe ? (isMet ? 'met' : 'unknown') : 'unmet'

function pathDemands(judged: Case, files: readonly ChangedFile[]): readonly Demand[] {
  return judged.policy['protected-paths']
    .map((entry): Demand => {
      const match = matches(entry.paths)
      return {
        rule: 'protected-paths',
        name: entry.name,
        paths: files.flatMap((file) => match(file)),
        count: entry.approvals,
        whom: namesOf(entry.from, 'or'),
        separate: entry.separate,
        entitles: ({ person }) => ownership(judged, entry.from, person.account),
        restsOn: teamsOf(judged.directory, entry.from),
      }
    })
    .filter(({ paths }) => paths.length > 0)
}

function controlPlaneDemand(judged: Case, files: readonly ChangedFile[]): readonly Demand[] {
  const paths = controlPlanePaths(files, judged.policyPath)
  if (paths.length === 0) return []
  const { owners, separate } = judged.policy['control-plane']
  const lost = possibleApprovals(judged.approvals).map(({ review }) => review)
  const maintaining = ({ person: { account } }: CountedApproval): Fact<boolean> =>
    judged.directory.maintainers[account.id] ??
    unknown(`nobody asked what ${account.login} may do`, 'gate')
  const mayMaintain = (approval: CountedApproval): Entitlement => {
    const fact = maintaining(approval)
    // Who has lost even the right to push may have lost this one too.
    if (!fact.known || lost.includes(approval.review)) return 'unknown'
    return fact.value ? 'yes' : 'no'
  }
  return [
    {
      rule: 'control-plane',
      name: 'control-plane',
      paths,
      count: 1,
      whom: owners ? namesOf(owners, 'or') : 'someone with admin or maintain permission',
      separate,
      entitles: owners ? ({ person }) => ownership(judged, owners, person.account) : mayMaintain,
      restsOn: owners
        ? teamsOf(judged.directory, owners)
        : judged.approvals.counted.map(maintaining),
    },
  ]
}

function serve(
  ordinary: number,
  counted: readonly CountedApproval[],
  demands: readonly Demand[],
  entitling: readonly Entitlement[],
): readonly (readonly CountedApproval[])[] {
  const approvals = [...counted].sort((a, b) => a.person.key.localeCompare(b.person.key))
  const accepts = (demand: Demand) => (approval: CountedApproval) =>
    entitling.includes(demand.entitles(approval))
  const separate = demands.filter((demand) => demand.separate)
  const [, ...matched] = matchPeople(approvals, [
    { count: ordinary, accepts: () => true },
    ...separate.map((demand) => ({ count: demand.count, accepts: accepts(demand) })),
  ])
  return demands.map((demand) =>
    demand.separate ? (matched[separate.indexOf(demand)] ?? []) : approvals.filter(accepts(demand)),
  )
}

function ownership({ directory }: Case, owners: Parties, account: Actor): Entitlement {
  const isOwner = belongs(directory, owners, account)
  if (!isOwner.known) return 'unknown'
  return isOwner.value ? 'yes' : 'no'
}

/** The teams whose members could matter, and the accounts whose permission could: what must be asked of GitHub. */
export function questionsOf(
  policy: Policy,
  files: readonly ChangedFile[],
  policyPath: string,
): { readonly teams: readonly string[]; readonly asksMaintainers: boolean } {
  const entries = policy['protected-paths'].filter((entry) =>
    files.some((file) => matches(entry.paths)(file).length > 0),
  )
  const touches = controlPlanePaths(files, policyPath).length > 0
  const owners = touches ? policy['control-plane'].owners : undefined
  const teams = [...entries.map(({ from }) => from), owners ?? {}].flatMap(
    (one: Partial<Parties>) => one.teams ?? [],
  )
  return { teams: [...new Set(teams)], asksMaintainers: touches && owners === undefined }
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
  const remedies = open.flatMap((one) => unread(one).map(({ remedy }) => remedy))
  if (unmet.length === 0) {
    const rule = unsure[0]?.demand.rule ?? 'protected-paths'
    const isCoverable = unsure.every(({ hangsOnRights }) => hangsOnRights)
    const remedy = isCoverable ? exceptionToAdd(rule, judged) : [...new Set(remedies)].join(' ')
    return {
      outcome: 'undetermined',
      message,
      remedy,
      people,
      paths,
      ...(isCoverable && { isCoverable }),
    }
  }
  const whom = [...new Set(unmet.map(({ demand }) => demand.whom))].join(', and ')
  const { number, head } = judged.change.pull
  const asked = `Ask ${whom} to approve ${short(head.oid)}; contributors to #${number} do not count.`
  const remedy = [...new Set([asked, ...remedies])].join(' ')
  return { outcome: 'violated', message, remedy, people, paths }
}

function tell(judged: Case, { demand, outcome, served, hangsOnRights }: Allotment): string {
  const names = served.map(({ person }) => person.name)
  const have = names.length === 0 ? 'none' : `${names.length} (${listed(names)})`
  const [need, has] = demand.paths.length === 1 ? ['needs', 'it has'] : ['need', 'they have']
  const demanded = `${counting(demand.count, 'approval')} from ${demand.whom}`
  const name = demand.name === demand.rule ? '' : ` (${demand.name})`
  const head = `${listed(demand.paths)}${name} ${need} ${demanded}; ${has} ${have}.`
  if (outcome === 'met') return head
  const reasons = unread({ demand }).map(({ reason }) => reason)
  const unreadable = reasons.length === 0 ? '' : ` Unknown: ${listed([...new Set(reasons)])}.`
  if (outcome === 'unknown') return `${head}${unreadable}${hangsOnRights ? setAsideIn(judged) : ''}`

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

const unread = ({ demand }: Pick<Allotment, 'demand'>): readonly Unknown[] =>
  demand.restsOn.filter((fact) => !fact.known)
