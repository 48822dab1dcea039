// Whom to ask for approvals that are missing: nobody whose approval could not count.
import {
  type AssignedChange,
  belongs,
  contributing,
  type Doers,
  holders,
  namesBarred,
  nothingHelps,
  othersOf,
  type Remedy,
  short,
} from '../../duties/roster.ts'
import type { Actor, Directory } from '../../facts/facts.ts'
import { loginNamed, type Policy } from '../../policy/policy.ts'

type Approve = Extract<Remedy, { kind: 'approve' }>

interface Judged extends AssignedChange {
  readonly directory: Directory
  readonly policy: Policy
}

interface Demand {
  readonly rule: string
  readonly name: string
  /** "the owners by line 3 of CODEOWNERS", where no owner has an account. */
  readonly whom: string
  /** Null: anybody with admin or maintain permission. */
  readonly owners: Parameters<typeof othersOf>[0] | null
  /** How many are missing. */
  readonly missing: number
}

/** Of people whom nothing names. */
export const outsiders = (
  judged: Judged,
  count: number,
  being: Doers['being'] = 'non-contributor',
): Approve => approval(judged, { ...anybody, right: 'write', count, being })

/** Those whose approvals are outdated and else would count; others where they are too few. */
export function reviewers(judged: Judged, count: number): Remedy {
  const outdated = judged.approvals.setAside.filter(({ reasons }) =>
    reasons.every(({ kind }) => kind === 'stale'),
  )
  const users = outdated.flatMap(({ person }) => person?.account.login ?? [])
  return users.length < count
    ? outsiders(judged, count)
    : approval(judged, { users, teams: [], right: 'write', count, being: 'reviewer' })
}

const anybody = { users: [], teams: [] }

/** One for each, or what is to be changed where nobody is left to meet it. */
export const askFor = (demands: readonly Demand[], judged: Judged): readonly Remedy[] =>
  demands.map((demand) => asking(demand, judged))

function asking(demand: Demand, judged: Judged): Remedy {
  const { owners, whom, missing: count } = demand
  if (owners === null) {
    return approval(judged, { ...anybody, right: 'maintain', count, being: 'non-contributor' })
  }
  const { users = [], teams = [] } = owners
  // Lines of CODEOWNERS can name addresses alone.
  if (users.length + teams.length === 0)
    return nothingHelps(`Ask ${whom} to approve ${short(judged.change.pull.head.oid)}.`)
  const known = { ...judged.policy, teams: judged.directory.teams }
  const others = othersOf(owners, [...unfit(judged), ...approvers(judged)], known)
  if (others !== null) {
    return approval(judged, { ...others, right: 'write', count, being: 'person' })
  }
  // Who has approved serves another demand, which anybody else can meet.
  const isOwner = (account: Actor): boolean => {
    const owns = belongs(judged.directory, owners, account)
    return owns.known && owns.value
  }
  if (!approvers(judged).some(isOwner)) return nobodyFor(demand)
  return outsiders(judged, count, 'another non-contributor')
}

function approval(judged: Judged, who: Omit<Doers, 'but'>): Approve {
  const { number, head } = judged.change.pull
  const barred = namesBarred([...unfit(judged), ...approvers(judged)], judged.policy)
  const but = barred.map(loginNamed)
  return { kind: 'approve', who: { ...who, but }, what: { pull: number, head: head.oid } }
}

const approvers = ({ approvals }: Judged): readonly Actor[] =>
  approvals.counted.map(({ person }) => person.account)

/** Contributors; and whose approval was in vain for what they are, or may not, would be asked in vain again. */
function unfit({ roster, approvals }: Judged): readonly Actor[] {
  const contributors = contributing.flatMap((duty) => holders(roster, duty))
  const others = approvals.setAside.filter(({ reasons }) =>
    reasons.some(({ kind }) => kind === 'not-entitled' || kind === 'rights-then'),
  )
  return [...contributors, ...others].flatMap(({ person }) => person?.account ?? [])
}

const nobodyFor = ({ rule, name }: Demand): Remedy =>
  nothingHelps(
    rule === 'control-plane'
      ? 'None of its owners can approve it: add one to the policy.'
      : `Nobody whom ${name} names can approve it: add somebody to the policy.`,
  )
