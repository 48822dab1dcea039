// Whom to ask for the approvals that demands miss: nobody whose approval could not count.
import { type AssignedChange, contributing, holders, othersOf, short } from '../../duties/roster.ts'

interface Demand {
  readonly rule: string
  readonly name: string
  /** "dana, eve or team books". */
  readonly whom: string
  /** Null: anybody with admin or maintain permission. */
  readonly owners: Parameters<typeof othersOf>[0] | null
}

interface Judged extends AssignedChange {
  readonly policy: Parameters<typeof othersOf>[2]
}

/** One sentence for all of them, and one for each that nobody is left to meet. */
export function askFor(demands: readonly Demand[], judged: Judged): string {
  const whom = demands.map((demand) => ({ demand, names: whomOf(demand, judged) }))
  const asked = [...new Set(whom.flatMap(({ names }) => names ?? []))]
  const { head } = judged.change.pull
  const ask =
    asked.length === 0 ? [] : [`Ask ${asked.join(', and ')} to approve ${short(head.oid)}.`]
  const left = whom.filter(({ names }) => names === null).map(({ demand }) => nobodyFor(demand))
  return [...new Set([...ask, ...left])].join(' ')
}

/** Null: of those whom it names nobody is left whose approval could count. */
function whomOf({ owners, whom }: Demand, judged: Judged): string | null {
  const { roster, approvals, policy } = judged
  if (owners === null) return 'a non-contributor with admin or maintain permission'
  const { users = [], teams = [] } = owners
  // Lines of CODEOWNERS can name addresses alone.
  if (users.length + teams.length === 0) return whom
  const contributors = contributing.flatMap((duty) => holders(roster, duty))
  // Whose approval was in vain for what they are, or may not, would be asked in vain again.
  const unfit = approvals.setAside.filter(({ reasons }) =>
    reasons.some(({ kind }) => kind === 'not-entitled'),
  )
  const accounts = [...contributors, ...unfit].flatMap(({ person }) => person?.account ?? [])
  const approvers = approvals.counted.map(({ person }) => person.account)
  const others = othersOf(owners, [...accounts, ...approvers], policy)
  // Who has approved serves another demand, which anybody else can meet.
  return others ?? (othersOf(owners, accounts, policy) === null ? null : 'another non-contributor')
}

const nobodyFor = ({ rule, name }: Demand): string =>
  rule === 'control-plane'
    ? 'None of its owners can approve it: add one to the policy.'
    : `Nobody whom ${name} names can approve it: add somebody to the policy.`
