// Accounts that cannot do what the policy asks of them: agents in place of humans, too few people, grants to oneself.
import { sameLogin } from '../../facts/facts.ts'
import { namedIn } from '../approvals-schema.ts'
import {
  error,
  type LineOf,
  loginNamed,
  nameOf,
  type Parties,
  type Path,
  type Policy,
  quote,
  type Remark,
  warning,
} from '../policy.ts'
import { type Humans, humansOf } from './humans.ts'

type BreakGlass = NonNullable<Policy['break-glass']>

export function misplacedAgents(policy: Policy, lineOf: LineOf): Remark[] {
  const { isAgent } = humansOf(policy)
  const named = [
    ...approvers(policy).map((one) => ({ ...one, remark: warning, why: silent })),
    ...answering(policy).map((one) => ({ ...one, remark: error, why: unanswering })),
  ]
  const misplaced = named.flatMap(({ logins, path, remark, why }) =>
    logins.flatMap((login, index): Remark[] => {
      const at = [...path, index]
      const message = `${nameOf(at)} names ${quote(login)}, an agent; ${why}`
      return isAgent(login) ? [remark(message, at)] : []
    }),
  )
  return [
    ...joined(policy, lineOf),
    ...misplaced,
    ...granting(policy, isAgent),
    ...workflows(policy),
  ]
}

const silent = 'its approval never counts'
const unanswering = 'only a human can answer for work'

interface Users {
  readonly logins: readonly string[]
  readonly path: Path
}

const usersAt = (parties: Partial<Parties> | undefined, ...path: Path): Users => ({
  logins: parties?.users ?? [],
  path: [...path, 'users'],
})

const approvers = (policy: Policy): readonly Users[] => [
  ...policy['protected-paths'].map((entry, at) =>
    usersAt(namedIn(entry), 'protected-paths', at, 'from'),
  ),
  usersAt(policy['control-plane'].owners, 'control-plane', 'owners'),
  usersAt(policy['break-glass']?.approvers, 'break-glass', 'approvers'),
]

const answering = ({ agents }: Policy): readonly Users[] =>
  agents.map(({ sponsors }, at) => usersAt(sponsors, 'agents', at, 'sponsors'))

/** An agent joined to a person: its work would count as that human's. */
function joined({ people, agents }: Policy, lineOf: LineOf): Remark[] {
  const persons = new Map(
    people.flatMap(({ accounts }, index) =>
      accounts.map((name) => [sameLogin(loginNamed(name)), index] as const),
    ),
  )
  return agents.flatMap(({ account }, at): Remark[] => {
    const index = persons.get(sameLogin(loginNamed(account)))
    if (index === undefined) return []
    const path = ['agents', at, 'account']
    const where = `people[${index}] (line ${lineOf(['people', index])})`
    const message = `${nameOf(path)} names ${quote(account)}, which ${where} joins to a human; an agent is nobody's account`
    return [error(message, path)]
  })
}

/** Vouching for them would vouch for whatever workflow anybody pushes to a branch. */
const workflows = ({ agents }: Policy): Remark[] =>
  agents.flatMap(({ account, trusted, sponsors }, at): Remark[] => {
    if (sameLogin(loginNamed(account)) !== 'github-actions') return []
    const idle = (key: string, what: string): Remark => {
      const path = ['agents', at, key]
      const why = 'since every workflow of every branch acts as this account; leave it out'
      return warning(`${nameOf(path)} has no effect: github-actions can ${what}, ${why}`, path)
    }
    return [
      ...(trusted === false ? [] : [idle('trusted', 'never be trusted')]),
      ...(sponsors === undefined ? [] : [idle('sponsors', 'have no sponsors')]),
    ]
  })

const granting = (policy: Policy, isAgent: Humans['isAgent']): Remark[] =>
  (['exceptions', 'baselines'] as const).flatMap((list) =>
    policy[list].flatMap(({ 'granted-by': login }, at): Remark[] => {
      const path = [list, at, 'granted-by']
      const message = `${nameOf(path)} names ${quote(login)}, an agent; a human must grant it`
      return isAgent(login) ? [error(message, path)] : []
    }),
  )

/** Exceptions that a person grants to one of their own accounts. */
export function selfGranted(policy: Policy): Remark[] {
  const { keyOf } = humansOf(policy)
  return policy.exceptions.flatMap(({ people, 'granted-by': grantor }, at): Remark[] => {
    const favoured = people.find((login) => keyOf(login) === keyOf(grantor))
    if (favoured === undefined) return []
    const path = ['exceptions', at, 'granted-by']
    const joined =
      sameLogin(loginNamed(favoured)) === sameLogin(loginNamed(grantor))
        ? ''
        : ` as ${quote(favoured)}`
    const message = `${nameOf(path)} names ${quote(grantor)}, whom it favours${joined}; somebody else must grant it`
    return [error(message, path)]
  })
}

/** Demands for more people than are named. Who is in a team, only GitHub knows. */
export function unmeetable(policy: Policy): Remark[] {
  const humans = humansOf(policy)
  const { owners } = policy['control-plane']
  return [
    ...policy['protected-paths'].flatMap(({ from, approvals }, index) =>
      from === 'codeowners'
        ? []
        : tooFew(humans, from, approvals, ['protected-paths', index, 'from']),
    ),
    ...(owners ? tooFew(humans, owners, 1, ['control-plane', 'owners']) : []),
    ...(policy['break-glass'] ? unapprovable(policy['break-glass'], humans) : []),
  ]
}

function tooFew(
  humans: Humans,
  { teams, users = [] }: Parties,
  needed: number,
  path: Path,
): Remark[] {
  const able = humans.among(users).length
  if (teams !== undefined || able >= needed) return []
  const who = able === 0 ? 'nobody' : `only ${able === 1 ? '1 person' : `${able} people`}`
  const counted = new Set(users).size > able ? ` (${reduced})` : ''
  const message = `${nameOf(path)} names ${who} who can approve${counted}, and ${needed} must; name more people or a team`
  return [error(message, path)]
}

const reduced = 'agents never do, and joined accounts are one person'

/** Break-glass requests that only the requester could approve. */
function unapprovable(breakGlass: BreakGlass, humans: Humans): Remark[] {
  const { responders, approvers } = breakGlass
  const path = ['break-glass', 'approvers']
  const shared = (approvers.teams ?? []).flatMap((team, index): Remark[] => {
    const at = [...path, 'teams', index]
    const message = `${nameOf(at)} names ${quote(team)}, a team of the responders; the person who asks must not approve`
    return responders.teams?.includes(team) ? [error(message, at)] : []
  })
  return [...shared, ...tooFew(humans, approvers, 1, path), ...alone(breakGlass, humans)]
}

function alone({ responders, approvers }: BreakGlass, { among, keyOf }: Humans): Remark[] {
  if (responders.teams !== undefined || approvers.teams !== undefined) return []
  const [approver, ...others] = among(approvers.users)
  if (approver === undefined || others.length > 0) return []
  if (!responders.users?.every((login) => keyOf(login) === keyOf(approver))) return []
  const message = `break-glass.approvers names only ${approver}, who is also the only responder; the person who asks must not approve`
  return [error(message, ['break-glass', 'approvers'])]
}
