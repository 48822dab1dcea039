// Who else could hold one of two duties that one person held: nobody who would hold two by it again.
import {
  type AssignedChange,
  contributing,
  type Doers,
  holders,
  namesBarred,
  nothingHelps,
  type Remedy,
  type Roster,
  writers,
} from '../../duties/roster.ts'
import type { DutyName } from '../../policy/catalogue.ts'
import { conflictsOf } from '../../policy/conflicts.ts'
import { loginNamed, type Policy } from '../../policy/policy.ts'

type Duties = readonly [DutyName, DutyName]

/** Who did what, and under which policy. */
interface Judged {
  readonly roster: Roster
  readonly policy: Policy
}

/** Of a change: who merges it, where that is one of the two; dismissals are undone by beginning again. */
export function whoElseFor(
  duties: Duties,
  { pull, roster, policy }: Judged & { readonly pull: number },
): Remedy {
  if (duties.includes('merger')) {
    const who = writers(barredFrom(['merger'], [roster], policy), beingOf(duties))
    return { kind: 'fix', who, what: { act: 'merge', pull } }
  }
  if (duties.includes('dismisser')) {
    return { kind: 'fix', who: null, what: { act: 'reopen', pull } }
  }
  return nothingHelps('Ask someone else to take one of the two duties.')
}

/** Of a deployment: who lets it in where that is one of the two, or is the act of deploying; else who starts it. */
export function whoElseDeploys(
  duties: Duties,
  {
    roster,
    changes,
    policy,
  }: Judged & { readonly changes: readonly Pick<AssignedChange, 'roster'>[] },
  being: Doers['being'] = beingOf(duties),
): Extract<Remedy, { kind: 'deployer' }> {
  const isByRelease = policy.deployment.deployer === 'release'
  const isRelease = duties.includes('deployment-approver') || isByRelease
  const acts: readonly DutyName[] = isByRelease
    ? ['deployer', 'deployment-approver']
    : [isRelease ? 'deployment-approver' : 'deployer']
  const rosters = [roster, ...changes.map((one) => one.roster)]
  const who = writers(barredFrom(acts, rosters, policy), being)
  return { kind: 'deployer', who, what: { act: isRelease ? 'release' : 'start' } }
}

const beingOf = (duties: Duties) =>
  duties.includes('contributor') ? 'non-contributor' : 'someone else'

/** Those who hold what must not be held beside it, though it were only warned of. */
function barredFrom(
  acts: readonly DutyName[],
  rosters: readonly Roster[],
  policy: Policy,
): readonly string[] {
  const apart = conflictsOf(policy).flatMap(({ duties: [one, other], entry }) => {
    if (entry.enforcement === 'off') return []
    return [...(acts.includes(one) ? [other] : []), ...(acts.includes(other) ? [one] : [])]
  })
  const held = ['contributor' as const, ...apart].filter((duty) => !acts.includes(duty))
  const duties = held.flatMap((duty) => (duty === 'contributor' ? contributing : [duty]))
  const holdings = rosters.flatMap((roster) => duties.flatMap((duty) => holders(roster, duty)))
  return namesBarred(
    holdings.map(({ person }) => person.account),
    policy,
  ).map(loginNamed)
}
