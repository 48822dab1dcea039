// sponsored-agents: every agent's work has a human who answers for it, or two who approved it.

import { isWorkflowsToken, type Unknown, unknown } from '../facts/facts.ts'
import {
  type Answer,
  advised,
  areContributorsKnown,
  type Case,
  counting,
  deedsOf,
  type Evidence,
  isTrustedWith,
  listed,
  possibleApprovals,
  proofOf,
  remedyFor,
  type SponsoredWork,
  setAsideIn,
  shortageOf,
} from './support/case.ts'
import { outsiders } from './support/whom-to-ask.ts'

/** One approval could be by the person who steers the agent; of two people at least one is not. */
const demanded = 2

/** A team can have a hundred members. */
const most = 4

export function sponsoredAgents(judged: Case): Answer {
  const { change, approvals, works } = judged
  if (!areContributorsKnown(change)) {
    const message = 'It is not known whether an agent contributed.'
    return { outcome: 'undetermined', message }
  }
  const untrusted = works.filter(({ agent }) => !isTrustedWith(agent, 'work'))
  if (untrusted.length === 0) return { outcome: 'not-applicable', message: noneBut(works) }

  const people = untrusted.map(({ agent }) => agent.account.login)
  const left = untrusted.filter(({ isAnswered }) => !isAnswered)
  if (left.length === 0) {
    return { outcome: 'satisfied', message: untrusted.map(answered).join(' '), people }
  }
  if (approvals.counted.length >= demanded) return approvedByTwo(judged, left, people)
  if (!change.reviews.known) return { outcome: 'undetermined', message: 'The reviews are unknown.' }
  if (approvals.counted.length + possibleApprovals(approvals).length >= demanded) {
    const message = `${left.map(told).join(' ')} Such work needs ${counting(demanded, 'approval')}.${setAsideIn(judged)}`
    return {
      outcome: 'undetermined',
      message,
      remedy: 'Request break-glass for this deployment.',
      people,
    }
  }
  const certain = left.filter((work) => doubts(work).length === 0)
  return certain.length > 0 ? unanswered(judged, certain) : unsure(left, people)
}

function noneBut(trusted: readonly SponsoredWork[]): string {
  const names = trusted.map(({ agent }) => agent.name)
  const be = names.length === 1 ? 'is' : 'are'
  const but = names.length === 0 ? '' : ` but ${listed(names)}, which ${be} trusted,`
  return `No agent${but} contributed.`
}

function answered({ agent, sponsors, pushedBy }: SponsoredWork): string {
  const people = Map.groupBy(sponsors, ({ person }) => person.key)
  const told = [...people.values()].map((alike) => {
    const deeds = deedsOf(alike.map(({ evidence }) => evidence)).map((deed) => deed.text)
    return `${alike[0]?.person.name} ${listed(deeds)}`
  })
  const pushed = pushedBy.map(({ name }) => `${name} pushed what it did`)
  const all = [...told, ...pushed]
  const more = all.length > most ? `; and ${all.length - most} more` : ''
  return `A person is responsible for ${agent.name}: ${all.slice(0, most).join('; ')}${more}.`
}

function approvedByTwo(
  { change, approvals }: Case,
  left: readonly SponsoredWork[],
  people: readonly string[],
): Answer {
  const names = approvals.counted.map(({ person }) => person.name)
  const message = `${left.map(told).join(' ')} Instead ${listed(names)} approved it.`
  if (change.baseChanges.known) return { outcome: 'satisfied', message, people }
  const unfresh = `${message} Whether their approvals are fresh is unknown.`
  return { outcome: 'undetermined', message: unfresh, people }
}

function unanswered(judged: Case, left: readonly SponsoredWork[]): Answer {
  const { approvals } = judged
  const names = approvals.counted.map(({ person }) => person.name)
  const have = names.length === 0 ? 'has none' : `has ${names.length} (${listed(names)})`
  // Where approvals are short, independent-approval says why.
  const aside = shortageOf(judged) === 'certain' ? '' : setAsideIn(judged)
  const approval = outsiders(judged, demanded - names.length)
  // Who could answer for a workflow, which any branch may hold, the policy cannot say.
  const orSponsors = left.map(({ agent }) => agent.account).find((one) => !isWorkflowsToken(one))
  return {
    outcome: 'violated',
    message: `${left.map(told).join(' ')} It needs ${counting(demanded, 'approval')} and ${have}.${aside}`,
    ...advised([{ ...approval, ...(orSponsors && { orSponsors: orSponsors.login }) }]),
    people: left.map(({ agent }) => agent.account.login),
    commits: left.flatMap(({ deeds }) => deeds.flatMap(({ commit }) => commit ?? [])),
    // The person who steers it is favoured, and could be anybody.
    beneficiaries: null,
  }
}

function unsure(left: readonly SponsoredWork[], people: readonly string[]): Answer {
  const message = left.map((work) => {
    const reasons = doubts(work).map(({ reason }) => reason)
    return `${told(work)} That is not certain: ${[...new Set(reasons)].join('; ')}.`
  })
  const advice = advised(left.flatMap((work) => doubts(work).map(remedyFor)))
  return { outcome: 'undetermined', message: message.join(' '), ...advice, people }
}

function told({ agent, deeds, left, unfit }: SponsoredWork): string {
  const unanswered = deeds.filter(({ commit }) => commit === null || left.includes(commit))
  const open = unanswered.length > 0 ? unanswered : deeds
  const shown = open.filter(({ isClaim }) => !isClaim)
  const did = proofOf(shown.length > 0 ? shown : open).join()
  const named = unfit.map((login) => ` No person has the account of its sponsor ${login}.`)
  return `${agent.name} (${agent.agent?.what}) ${did}; no person is responsible.${named.join('')}`
}

/** Why nobody can say yet that there is no sponsor. */
const doubts = ({ gaps, gap, nameless }: SponsoredWork): readonly Unknown[] => [
  ...gaps,
  ...(gap === null ? [] : [gap]),
  ...nameless.map(deleted),
]

const deleted = ({ deed, source }: Evidence): Unknown =>
  unknown(
    `the account that ${deed} is deleted`,
    source,
    'Ask someone with an account to set the agent to work, or to assign it.',
  )
