// Agents where only humans count: joined to a person, or named to approve, to answer or to grant.
import { sameLogin } from '../../facts/actor.ts'
import type { Policy } from '../schema.ts'
import { nameOf, quote } from '../wording.ts'
import type { Check, Flaw } from './flaw.ts'
import { humansOf } from './humans.ts'

export const misplacedAgents: Check = (policy, lineOf) => {
  const { isAgent } = humansOf(policy)
  const places = [
    ...approvers(policy).map((path) => ({ ...path, severity: 'warning' as const, why: silent })),
    ...answering(policy).map((path) => ({ ...path, severity: 'error' as const, why: unanswering })),
  ]
  const misplaced = places.flatMap(({ logins, path, severity, why }) =>
    logins.flatMap((login, index): Flaw[] => {
      if (!isAgent(login)) return []
      const at = [...path, index]
      const message = `${nameOf(at)} names ${quote(login)}, an agent; ${why}`
      return [{ severity, path: at, at: 'value', message }]
    }),
  )
  return [...joined(policy, lineOf), ...misplaced, ...granting(policy, isAgent)]
}

const silent = 'its approval never counts'
const unanswering = 'only a human can answer for work'

interface Named {
  readonly logins: readonly string[]
  readonly path: readonly PropertyKey[]
}

const usersAt = (
  parties: { readonly users?: readonly string[] | undefined } | undefined,
  ...path: readonly PropertyKey[]
): Named => ({ logins: parties?.users ?? [], path: [...path, 'users'] })

const approvers = (policy: Policy): readonly Named[] => [
  ...policy['protected-paths'].map(({ from }, at) => usersAt(from, 'protected-paths', at, 'from')),
  usersAt(policy['control-plane'].owners, 'control-plane', 'owners'),
  usersAt(policy['break-glass']?.approvers, 'break-glass', 'approvers'),
]

const answering = ({ agents }: Policy): readonly Named[] =>
  agents.map(({ sponsors }, at) => usersAt(sponsors, 'agents', at, 'sponsors'))

/** Its work would be taken for that of a human, who then bars or is barred for it. */
const joined: Check = ({ people, agents }, lineOf) => {
  const persons = new Map(
    people.flatMap(({ accounts }, index) =>
      accounts.map((login) => [sameLogin(login), index] as const),
    ),
  )
  return agents.flatMap(({ account }, at): Flaw[] => {
    const index = persons.get(sameLogin(account))
    if (index === undefined) return []
    const path = ['agents', at, 'account']
    const where = `people[${index}] (line ${lineOf(['people', index])})`
    const message = `${nameOf(path)} names ${quote(account)}, which ${where} joins to a human; an agent is nobody's account`
    return [{ severity: 'error', path, at: 'value', message }]
  })
}

const granting = ({ exceptions }: Policy, isAgent: (login: string) => boolean): Flaw[] =>
  exceptions.flatMap(({ 'granted-by': login }, at): Flaw[] => {
    const path = ['exceptions', at, 'granted-by']
    const message = `${nameOf(path)} names ${quote(login)}, an agent; a human must grant it`
    return isAgent(login) ? [{ severity: 'error', path, at: 'value', message }] : []
  })
