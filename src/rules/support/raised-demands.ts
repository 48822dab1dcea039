// The demands that a change's files raise: of protected paths, of the owners by CODEOWNERS, of the control plane.

import {
  type AssignedChange,
  belongs,
  type CountedApproval,
  namesOf,
  possibleApprovals,
  teamsOf,
} from '../../duties/roster.ts'
import {
  type Actor,
  type Change,
  type ChangedFile,
  type Directory,
  type Fact,
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { controlPlanePaths } from '../../policy/paths/control-plane-paths.ts'
import { matches } from '../../policy/paths/patterns.ts'
import type { Policy } from '../../policy/schema.ts'
import { ownedPaths } from './owned-paths.ts'

type Entry = Policy['protected-paths'][number]
type Named = Parameters<typeof belongs>[1]

interface Judged extends Pick<AssignedChange, 'change' | 'approvals'> {
  readonly directory: Directory
  readonly policy: Policy
  readonly policyPath: string
}

export interface Demand {
  readonly rule: 'protected-paths' | 'control-plane'
  readonly name: string
  /** Both names of every file that raises it. */
  readonly paths: readonly string[]
  readonly count: number
  /** Completes "needs 1 approval from ...": "dana, eve or team books". */
  readonly whom: string
  /** Who may give it. Null: anybody with admin or maintain permission. */
  readonly owners: Named | null
  readonly separate: boolean
  /** Whether one approval may serve it beside others of the same name, as where an entry asks several owners. */
  readonly isShared: boolean
  readonly entitles: (approval: CountedApproval) => Entitlement
  /** The teams, permissions or owners by which it tells who is entitled. */
  readonly restsOn: readonly Fact<unknown>[]
  /** Whether it may be that nobody is asked, or somebody else. */
  readonly isDoubtful: boolean
}

/** `unknown` where a team or a permission that could tell cannot be read. */
type Entitlement = 'yes' | 'no' | 'unknown'

/** Entry by entry, the control plane last. */
export const demandsOf = (judged: Judged, files: readonly ChangedFile[]): readonly Demand[] => [
  ...judged.policy['protected-paths'].flatMap((entry) => pathDemands(judged, entry, files)),
  ...controlPlaneDemand(judged, files),
]

function pathDemands(
  judged: Judged,
  entry: Entry,
  files: readonly ChangedFile[],
): readonly Demand[] {
  const { name, approvals: count, separate, from } = entry
  const shared = { rule: 'protected-paths', name, count, separate } as const
  if (from === 'codeowners') {
    return ownedPaths(entry, files, judged.change.codeowners).map(
      ({ paths, owners, whom, doubts }): Demand => ({
        ...{ ...shared, paths, owners, whom: whom ?? namesOf(owners, 'or') },
        isShared: true,
        entitles: ({ person }) => ownership(judged, owners, person.account),
        restsOn: [...doubts, ...teamsOf(judged.directory, owners)],
        isDoubtful: doubts.length > 0,
      }),
    )
  }
  const match = matches(entry.paths)
  const paths = files.flatMap((file) => match(file))
  if (paths.length === 0) return []
  return [
    {
      ...{ ...shared, paths, owners: from, whom: namesOf(from, 'or') },
      ...{ isShared: false, isDoubtful: false },
      entitles: ({ person }) => ownership(judged, from, person.account),
      restsOn: teamsOf(judged.directory, from),
    },
  ]
}

function controlPlaneDemand(judged: Judged, files: readonly ChangedFile[]): readonly Demand[] {
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
      owners: owners ?? null,
      whom: owners ? namesOf(owners, 'or') : 'someone with admin or maintain permission',
      ...{ separate, isShared: false, isDoubtful: false },
      entitles: owners ? ({ person }) => ownership(judged, owners, person.account) : mayMaintain,
      restsOn: owners
        ? teamsOf(judged.directory, owners)
        : judged.approvals.counted.map(maintaining),
    },
  ]
}

function ownership({ directory }: Judged, owners: Named, account: Actor): Entitlement {
  const isOwner = belongs(directory, owners, account)
  if (!isOwner.known) return 'unknown'
  return isOwner.value ? 'yes' : 'no'
}

/** The teams whose members could matter, and the accounts whose permission could: what must be asked of GitHub. */
export function questionsOf(
  policy: Policy,
  files: readonly ChangedFile[],
  policyPath: string,
  codeowners: Change['codeowners'],
): { readonly teams: readonly string[]; readonly asksMaintainers: boolean } {
  const touched = policy['protected-paths'].flatMap((entry): readonly Named[] => {
    const { from, paths } = entry
    if (from === 'codeowners')
      return ownedPaths(entry, files, codeowners).map(({ owners }) => owners)
    return files.some((file) => matches(paths)(file).length > 0) ? [from] : []
  })
  const touches = controlPlanePaths(files, policyPath).length > 0
  const owners = touches ? policy['control-plane'].owners : undefined
  const teams = [...touched, owners ?? {}].flatMap((one: Named) => one.teams ?? [])
  return { teams: [...new Set(teams)], asksMaintainers: touches && owners === undefined }
}

export const unreadOf = ({ restsOn }: Pick<Demand, 'restsOn'>): readonly Unknown[] =>
  restsOn.filter((fact) => !fact.known)
