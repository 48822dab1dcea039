// Whom to ask for the approvals that demands miss: nobody whose approval could not count.
import {
  type AssignedChange,
  contributing,
  type Holding,
  holders,
  othersOf,
  short,
} from '../../duties/roster.ts'

interface Demand {
  readonly rule: string
  readonly name: string
  /** "dana, eve or team books". */
  readonly whom: string
  /** Null: anybody with admin or maintain permission. */
  readonly owners: Parameters<typeof othersOf>[0] | null
}

/** One sentence for all of them, and one for each that nobody is left to meet. */
export function askFor(demands: readonly Demand[], judged: AssignedChange): string {
  const whom = demands.map((demand) => ({ demand, names: whomOf(demand, judged) }))
  const asked = [...new Set(whom.flatMap(({ names }) => names ?? []))]
  const { head } = judged.change.pull
  const ask =
    asked.length === 0 ? [] : [`Ask ${asked.join(', and ')} to approve ${short(head.oid)}.`]
  const left = whom.filter(({ names }) => names === null).map(({ demand }) => nobodyFor(demand))
  return [...new Set([...ask, ...left])].join(' ')
}

/** Null: all whom it names contributed. */
function whomOf({ owners, whom }: Demand, { roster, approvals }: AssignedChange): string | null {
  if (owners === null) return 'a non-contributor with admin or maintain permission'
  const { users = [], teams = [] } = owners
  // Lines of CODEOWNERS can name addresses alone.
  if (users.length + teams.length === 0) return whom
  const contributors = contributing.flatMap((duty) => holders(roster, duty).map(accountOf))
  const approvers = approvals.counted.map(accountOf)
  const others = othersOf(owners, [...contributors, ...approvers])
  // Who has approved serves another demand, which anybody else can meet.
  return others ?? (othersOf(owners, contributors) === null ? null : 'another non-contributor')
}

const accountOf = ({ person }: { readonly person: Holding['person'] }) => person.account

const nobodyFor = ({ rule, name }: Demand): string =>
  rule === 'control-plane'
    ? 'All of its owners contributed: add one to the policy.'
    : `All who may approve ${name} contributed: add somebody to the policy.`
