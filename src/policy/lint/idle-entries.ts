// Entries without effect, or with that of another: protected paths, exclusions, and conflicts of the organization's own.
import { approvalEntries, onlyLoosens } from '../approval-entries.ts'
import type { DutyName } from '../catalogue.ts'
import { type Conflict, conflictsOf, pairOf } from '../conflicts.ts'
import { idleNegations } from '../paths/pattern-flaws.ts'
import { error, type LineOf, nameOf, type Policy, quote, type Remark, warning } from '../policy.ts'

type ProtectedPath = Policy['protected-paths'][number]

/** Two entries of `protected-paths` for the same files and the same people: one demand, said in two places. */
export function repeatedPaths(
  { 'protected-paths': entries }: Policy,
  lineOf: LineOf,
): readonly Remark[] {
  const first = new Map<string, number>()
  return entries.flatMap((entry, index): Remark[] => {
    const earlier = first.get(demandOf(entry))
    const other = entries[earlier ?? -1]
    if (earlier === undefined || other === undefined) {
      first.set(demandOf(entry), index)
      return []
    }
    const name = `protected-paths[${index}]`
    const where = `protected-paths[${earlier}] (line ${lineOf(['protected-paths', earlier])})`
    return [error(sameDemand([name, entry], [where, other]), ['protected-paths', index])]
  })
}

type NamedEntry = readonly [name: string, entry: ProtectedPath]

function sameDemand([name, entry]: NamedEntry, [where, other]: NamedEntry): string {
  const nothing = 'the same files and people, and no more approvals; remove it'
  if (saysNothing(entry, other)) return `${name} asks for nothing beside ${where}: ${nothing}`
  if (saysNothing(other, entry)) return `${where} asks for nothing beside ${name}: ${nothing}`
  return `${name} asks the people of ${where} for the same files; let one entry ask for all of their approvals`
}

/** What meets the other entry meets this one too. */
const saysNothing = (entry: ProtectedPath, other: ProtectedPath): boolean =>
  !entry.separate && entry.approvals <= other.approvals

/** Equal for the same files and the same people. */
function demandOf({ paths, from }: ProtectedPath): string {
  const whom = from === 'codeowners' ? [from] : [inAnyOrder(from.teams), inAnyOrder(from.users)]
  return [spelled(paths), ...whom].join(' ')
}

/** Order and case do not matter to patterns, but what "!" takes out depends on the patterns before it. */
const spelled = (patterns: readonly string[] = []): string =>
  patterns.some((pattern) => pattern.startsWith('!'))
    ? JSON.stringify(patterns.map((pattern) => pattern.toLowerCase()))
    : inAnyOrder(patterns)

const inAnyOrder = (names: readonly string[] = []): string =>
  JSON.stringify([...new Set(names.map((name) => name.toLowerCase()))].sort())

/**
 * Exclusions that take nothing out of what asks for more: harmless, but not what the author of the policy expects. Out of what
 * loosens, every exclusion takes something.
 */
export const idlePatterns = (policy: Policy): readonly Remark[] =>
  patternLists(policy).flatMap(({ paths = [], at }) =>
    idleNegations(paths).map(({ pattern, directory }) => {
      const path = [...at, 'paths', pattern]
      const whole = `${quote(directory)}, which other patterns take in whole`
      const remedy = `as in .gitignore, put ${quote(`!${directory}`)} before it`
      return warning(`${nameOf(path)} takes nothing out of ${whole}; ${remedy}`, path)
    }),
  )

interface PatternList {
  readonly paths?: readonly string[] | undefined
  readonly at: readonly PropertyKey[]
}

const patternLists = (policy: Policy): readonly PatternList[] => [
  ...approvalEntries(policy).flatMap((entry, at, entries) =>
    onlyLoosens(entry, entries) ? [] : { paths: entry.paths, at: ['approvals', at] },
  ),
  ...policy['protected-paths'].map(({ paths }, at) => ({ paths, at: ['protected-paths', at] })),
  ...Object.entries(policy.conflicts).flatMap(([name, { paths, enforcement }]) =>
    enforcement === 'enforce' ? { paths, at: ['conflicts', name] } : [],
  ),
]

/** Conflicts that repeat another one, that nobody can violate, or that everybody with one of the duties violates. */
export function idleConflicts(policy: Policy, lineOf: LineOf): readonly Remark[] {
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

function repeated({ name }: Conflict, earlier: Conflict, line: number): Remark {
  const path = ['conflicts', name]
  const other = `${nameOf(['conflicts', earlier.name])} (line ${line})`
  return error(
    `${nameOf(path)} has the duties and the scope of ${other}; keep one of the two`,
    path,
    'key',
  )
}

function aboutDuties(remark: typeof error, { name }: Conflict, sentence: string): Remark {
  const path = ['conflicts', name, 'duties']
  return remark(`${nameOf(path)} ${sentence}`, path)
}

const sameAs = (conflict: Conflict, { name }: Conflict): Remark =>
  aboutDuties(
    warning,
    conflict,
    `are those of the built-in ${quote(name)}, which is judged beside it; say there what you want`,
  )

const hands: readonly DutyName[] = ['author', 'committer', 'pusher']

/** Everybody with one duty has the other too, or nobody can have both. */
function meaningless(conflict: Conflict, { deployment }: Policy): Remark[] {
  const has = (...duties: readonly DutyName[]): DutyName | undefined =>
    duties.find((duty) => conflict.duties.includes(duty))
  const never = (why: string) => [
    aboutDuties(error, conflict, `cannot lie with different people: ${why}`),
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
    return never('with "deployer: release" the person who approves the deployment deploys')
  }
  if (!has('approver') || !has(...hands, 'administrator')) return []
  const idle = `never lie with one person: a contributor is no approver of the change, as "self-approval" says`
  return [aboutDuties(warning, conflict, idle)]
}

const scopeOf = ({ entry: { environments, branches, paths } }: Conflict): string =>
  [
    environments && inAnyOrder(environments),
    branches && JSON.stringify(branches.toSorted()),
    spelled(paths),
  ].join()
