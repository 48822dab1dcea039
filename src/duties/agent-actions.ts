// An agent that deploys, merges or dismisses acts for somebody: for those whom the policy names, or for somebody unknown.

import {
  type Actor,
  type Directory,
  type Fact,
  known,
  sameLogin,
  unknown,
  valueOr,
} from '../facts/facts.ts'
import {
  type Action,
  type Evidence,
  type Identify,
  isTrustedWith,
  type Person,
  teamsOf,
  trustFor,
} from './roster.ts'

/**
 * The author of a change can have a workflow or an App press the button, so its account clears nobody. It keeps the
 * duty, for it may have contributed as well; the person who answers for it holds it beside.
 */
export const throughAgents =
  (identify: Identify, directory: Directory) =>
  (action: Action): readonly Action[] => {
    const { by, duty, evidence } = action
    const needed = trustFor[duty]
    const agent = by === null ? null : identify(by)
    if (needed === undefined || !agent?.agent || isTrustedWith(agent, needed)) return [action]
    const { people, facts } = namedByPolicy(agent, directory, identify)
    const gaps = facts.filter((fact) => !fact.known)
    const sponsors = people.map(
      (one): Action => ({
        ...{ duty, by: one, evidence: answering(agent, `, which ${evidence.deed}`) },
      }),
    )
    const isKnown = people.length > 0 && gaps.length === 0
    return [action, ...sponsors, ...(isKnown ? [] : [{ duty, by: null, evidence, agent, gaps }])]
  }

/** The humans whom the policy names to answer for it; one agent never answers for another. */
export function namedByPolicy({ agent }: Person, directory: Directory, identify: Identify) {
  const named = agent?.sponsors ?? {}
  const users = (named.users ?? []).map((login) => ({ login, fact: accountOf(directory, login) }))
  const teams = teamsOf(directory, named)
  const accounts = [
    ...users.flatMap(({ fact }) => (fact.known && fact.value !== null ? [fact.value] : [])),
    ...teams.flatMap((team) => valueOr(team, [])),
  ]
  const isHuman = (actor: Actor): boolean => identify(actor).agent === null
  const isUnfit = ({ fact }: (typeof users)[number]): boolean =>
    fact.known && !(fact.value !== null && isHuman(fact.value))
  const facts: readonly Fact<unknown>[] = [...users.map(({ fact }) => fact), ...teams]
  return {
    people: accounts.filter(isHuman),
    /** Logins that are no account of a human. */
    unfit: users.filter(isUnfit).map(({ login }) => login),
    facts,
  }
}

/** `what` completes "answers for shipbot...". */
export const answering = ({ name }: Person, what: string): Evidence => ({
  deed: `answers for ${name}${what}`,
  ...{ commit: null, isClaim: false, source: 'the policy' },
})

/** No human is called `x[bot]`, and asking for `x` could find one who has nothing to do with it. */
const isBotSpelled = (login: string): boolean => /\[bot\]$/i.test(login)

function accountOf({ accounts }: Directory, login: string): Fact<Actor | null> {
  if (isBotSpelled(login)) return known(null, 'the policy')
  const asked = Object.hasOwn(accounts, sameLogin(login)) ? accounts[sameLogin(login)] : undefined
  return asked ?? unknown(`nobody asked who ${login} is`, 'gate')
}

/** The sponsors of these, each of whom GitHub must be asked for. */
export function sponsorsNamedFor(people: readonly Person[]) {
  const named = people.flatMap(({ agent }) => agent?.sponsors ?? [])
  return {
    teams: [...new Set(named.flatMap(({ teams = [] }) => teams))],
    users: [...new Set(named.flatMap(({ users = [] }) => users))].filter(
      (login) => !isBotSpelled(login),
    ),
  }
}
