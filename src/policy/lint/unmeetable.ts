// Demands that nobody could meet: the people named are too few, or may not do what is asked of them.

import type { Policy } from '../schema.ts'
import { nameOf, quote } from '../wording.ts'
import type { Check, Flaw } from './flaw.ts'
import { type Humans, humansOf } from './humans.ts'

/** What only a team's members could tell is left to GitHub. */
export const unmeetable: Check = (policy) => {
  const humans = humansOf(policy)
  const demands = policy['protected-paths'].map(({ from, approvals }, index) =>
    tooFew(humans, from, approvals, ['protected-paths', index, 'from']),
  )
  const { owners } = policy['control-plane']
  const ownerless =
    owners === undefined ? [] : tooFew(humans, owners, 1, ['control-plane', 'owners'])
  return [...demands.flat(), ...ownerless, ...breakGlassFlaws(policy, humans)]
}

type Parties = NonNullable<Policy['control-plane']['owners']>

function tooFew(
  humans: Humans,
  { teams, users = [] }: Parties,
  needed: number,
  path: readonly PropertyKey[],
): Flaw[] {
  const able = humans.among(users).length
  if (teams !== undefined || able >= needed) return []
  const who = able === 0 ? 'nobody' : `only ${able === 1 ? '1 person' : `${able} people`}`
  const counted = new Set(users).size > able ? ` (${reduced})` : ''
  const message = `${nameOf(path)} names ${who} who can approve${counted}, and ${needed} must; name more people or a team`
  return [{ severity: 'error', path, at: 'value', message }]
}

const reduced = 'agents never do, and joined accounts are one person'

function breakGlassFlaws({ 'break-glass': breakGlass }: Policy, humans: Humans): Flaw[] {
  if (breakGlass === undefined) return []
  const { responders, approvers } = breakGlass
  const path = ['break-glass', 'approvers']
  const shared = (approvers.teams ?? []).flatMap((team, index): Flaw[] => {
    if (!responders.teams?.includes(team)) return []
    const at = [...path, 'teams', index]
    const message = `${nameOf(at)} names ${quote(team)}, a team of the responders; whoever asks must not approve`
    return [{ severity: 'error', path: at, at: 'value', message }]
  })
  return [...shared, ...tooFew(humans, approvers, 1, path), ...alone(breakGlass, humans)]
}

function alone({ responders, approvers }: BreakGlass, { among, keyOf }: Humans): Flaw[] {
  if (responders.teams !== undefined || approvers.teams !== undefined) return []
  const [approver, ...others] = among(approvers.users)
  if (approver === undefined || others.length > 0) return []
  if (!responders.users?.every((login) => keyOf(login) === keyOf(approver))) return []
  const path = ['break-glass', 'approvers']
  const message = `break-glass.approvers names only ${approver}, who is also the only responder; whoever asks must not approve`
  return [{ severity: 'error', path, at: 'value', message }]
}

type BreakGlass = NonNullable<Policy['break-glass']>
