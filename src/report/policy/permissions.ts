// The people and agents of a policy, and what it permits for a time: exceptions and break-glass.

import { listed } from '../../duties/evidence.ts'
import { sameLogin } from '../../facts/fact.ts'
import { hasEnded } from '../../policy/lint/exceptions.ts'
import { neverExcepted, neverWaived } from '../../policy/rule-ids.ts'
import type { Policy } from '../../policy/schema.ts'
import { either, glossary, type Lines, orElse, sentence } from '../formats/layout.ts'
import { anyOf } from './demands.ts'

export const peopleLines = ({ people }: Policy): Lines =>
  orElse(
    people.flatMap(({ name, accounts }) =>
      sentence(`${name}: ${listed(accounts, 100)} are one person in every duty.`),
    ),
    sentence('Every account is a person of its own.'),
  )

export const agentLines = ({ agents }: Policy): Lines => [
  ...sentence(
    "No agent's approval ever counts. What GitHub calls a bot is an agent too, and Dependabot is trusted unless an entry says otherwise.",
  ),
  ...agents.flatMap(({ account, trusted, sponsors }) => {
    const need = trusted ? ' is trusted: its work needs no human who answers for it.' : untrusted
    const answering = sponsors
      ? ` Who answers for what it does, and counts as a contributor of it: ${anyOf(sponsors)}.`
      : ''
    return sentence(`${account}${need}${answering}`)
  }),
]

const untrusted =
  ' is not trusted: its work needs a human who answers for it, or two independent people who approve it.'

export function exceptionLines(policy: Policy, today: string): Lines {
  const { exceptions, people } = policy
  const named = (login: string): string => {
    const person = people.find(({ accounts }) =>
      accounts.some((one) => sameLogin(one) === sameLogin(login)),
    )
    return person ? `${login} (${person.name})` : login
  }
  const entries = exceptions.map((exception, at): [string, string] => {
    const { rules, people: favoured, reason, 'granted-by': grantor, until } = exception
    const state = hasEnded(exception, today)
      ? `EXPIRED on ${until}, covers nothing`
      : `In force until ${until}`
    const covered = rules.filter((rule) => !neverExcepted.has(rule))
    const left = rules.filter((rule) => neverExcepted.has(rule))
    const grace = `${listed(favoured.map(named), 100)} may violate ${listed(covered, 100) || 'nothing'}${scopeOf(exception)}.`
    const limit = left.length > 0 ? ` It cannot cover ${either(left)}.` : ''
    return [
      `${at + 1}.`,
      `${state}: ${grace}${limit} Granted by ${named(grantor)}: ${ending(reason)}`,
    ]
  })
  return orElse(glossary(entries), sentence('None is granted.'))
}

function scopeOf({ environments, branches, paths }: Policy['exceptions'][number]): string {
  const limits = [
    ...(environments ? [`in deployments to ${either(environments)}`] : []),
    ...(branches ? [`in changes into ${either(branches)}`] : []),
    ...(paths ? [`in changes that touch nothing but ${either(paths)}`] : []),
  ]
  return limits.length > 0 ? ` ${limits.join(', ')}` : ''
}

/** Only a team's sentence: a login keeps its spelling. */
const capital = (text: string): string => text.replace(/^a member/, 'A member')

const ending = (reason: string): string => reason.trim().replace(/[.?!]?$/, (end) => end || '.')

export function breakGlassTerms({ 'break-glass': breakGlass }: Policy): Lines {
  if (breakGlass === undefined) return sentence('There is none: no emergency waives a rule.')
  const { responders, approvers, rules } = breakGlass
  return glossary([
    ['Who may ask', capital(`${anyOf(responders)}.`)],
    ['Who approves', capital(`${anyOf(approvers)}, other than whoever asks.`)],
    ['How long', `At most ${breakGlass['max-duration']} after the request.`],
    [
      'Afterwards',
      `Within ${breakGlass['reconcile-within']} of its use an independent human must confirm the result.`,
    ],
    ['What it may waive', rules ? `${listed(rules, 100)}.` : 'Every rule but these:'],
    ['What it never waives', `${listed([...neverWaived.keys()], 100)}.`],
  ])
}
