// Conflicts of the organization's own that say what another says, what always is so, or what never can be.
import { type Conflict, conflictsOf, type DutyName, pairOf } from '../conflicts.ts'
import type { Policy } from '../schema.ts'
import { nameOf, quote } from '../wording.ts'
import type { Check, Flaw } from './flaw.ts'
import { listed, spelled } from './repeated-paths.ts'

export const idleConflicts: Check = (policy, lineOf) => {
  const builtIn = new Map<string, Conflict>()
  const first = new Map<string, Conflict>()
  return conflictsOf(policy).flatMap((conflict) => {
    const pair = pairOf(conflict)
    if (conflict.isBuiltIn) {
      builtIn.set(pair, conflict)
      return []
    }
    const whole = `${pair} ${scopeOf(conflict)}`
    const [same, earlier] = [builtIn.get(pair), first.get(whole)]
    if (earlier === undefined) first.set(whole, conflict)
    const idle = meaningless(conflict, policy)
    return [
      ...(earlier ? [repeated(conflict, earlier, lineOf(['conflicts', earlier.name]))] : []),
      ...(same && idle.length === 0 ? [sameAs(conflict, same)] : idle),
    ]
  })
}

function repeated({ name }: Conflict, earlier: Conflict, line: number): Flaw {
  const other = `${nameOf(['conflicts', earlier.name])} (line ${line})`
  const message = `${nameOf(['conflicts', name])} has the duties and the scope of ${other}; keep one of the two`
  return { severity: 'error', path: ['conflicts', name], at: 'key', message }
}

const aboutDuties = (severity: Flaw['severity'], { name }: Conflict, told: string): Flaw => {
  const path = ['conflicts', name, 'duties']
  return { severity, path, at: 'value', message: `${nameOf(path)} ${told}` }
}

const sameAs = (conflict: Conflict, { name }: Conflict): Flaw =>
  aboutDuties(
    'warning',
    conflict,
    `are those of the built-in ${quote(name)}, which is judged beside it; say there what you want`,
  )

const hands: readonly DutyName[] = ['author', 'committer', 'pusher']

/** Whoever has the first has the second too, or nobody ever has both. */
function meaningless(conflict: Conflict, { deployment }: Policy): Flaw[] {
  const has = (...duties: readonly DutyName[]): DutyName | undefined =>
    duties.find((duty) => conflict.duties.includes(duty))
  const never = (why: string) => [
    aboutDuties('error', conflict, `cannot lie with different people: ${why}`),
  ]
  const hand = has(...hands)
  if (has('contributor') && hand) return never(`every ${hand} is a contributor`)
  if (has('contributor') && has('administrator')) {
    return never('every administrator is a contributor')
  }
  if (has('administrator') && hand) {
    return never(`every ${hand} of a change to the gate itself is an administrator`)
  }
  if (has('deployer') && has('deployment-approver') && deployment.deployer === 'release') {
    return never('with "deployer: release" whoever releases the environment deploys')
  }
  if (!has('approver') || !has(...hands, 'administrator')) return []
  const idle = `never lie with one person: who had a hand in a change is no approver of it, as "self-approval" says`
  return [aboutDuties('warning', conflict, idle)]
}

const scopeOf = ({ entry: { environments, branches, paths } }: Conflict): string =>
  [
    environments && listed(environments),
    branches && JSON.stringify(branches.toSorted()),
    spelled(paths),
  ].join()
