// Finds people who hold a duty for a change and another for its deployment.
import { deedsOf, type Evidence } from '../../duties/evidence.ts'
import type { Person } from '../../duties/people.ts'
import { contributions, type Duty, holders, holding, type Roster } from '../../duties/roster.ts'
import { counting, ended, listed } from '../../duties/sentence.ts'
import {
  aboutAll,
  type DeploymentAnswer,
  type DeploymentCase,
  type DeploymentRule,
} from './deployment-case.ts'
import { openQuestion } from './deployment-people.ts'

/** What somebody did for a change, as far as a rule forbids to join it with deploying. */
type Hands = (roster: Roster, person: Person) => readonly Evidence[]

export const asContributor: Hands = contributions

export const asApprover: Hands = (roster, person) =>
  holding(roster, 'approver', person)?.evidence ?? []

/** One answer for each change that a person of the duty had their hands in, else one for the whole. */
export function collisionRule(
  hands: Hands,
  duty: Duty & ('deployer' | 'deployment-approver'),
  remedy: string,
): DeploymentRule {
  return (judged) => {
    const acting = holders(judged.roster, duty)
    const collide = (pull: number | null, roster: Roster): readonly DeploymentAnswer[] => {
      const both = acting.flatMap(({ person, evidence }) => {
        const done = hands(roster, person)
        return done.length === 0 ? [] : [{ person, did: [...done, ...evidence], done }]
      })
      if (both.length === 0) return []
      const sentences = both.map(
        ({ person, did }) =>
          `${person.name} ${listed(
            deedsOf(did).map(({ text: told }) => told),
            6,
          )}.`,
      )
      return [
        {
          pull,
          outcome: 'violated',
          message: sentences.join(' '),
          remedy,
          people: both.map(({ person }) => person.account.login),
          beneficiaries: both.map(({ person }) => person),
          commits: both.flatMap(({ done }) =>
            done.flatMap(({ commit }) => (commit === null ? [] : [commit])),
          ),
        },
      ]
    }
    const violated = [
      ...judged.changes.flatMap(({ change, roster }) => collide(change.pull.number, roster)),
      ...collide(null, judged.roster),
    ]
    if (violated.length > 0) return violated
    return openQuestion(judged, duty) ?? satisfied(judged, duty)
  }
}

function satisfied(
  { roster, changes, changesRead }: DeploymentCase,
  duty: Duty,
): readonly DeploymentAnswer[] {
  const acting = holders(roster, duty)
  const people = acting.map(({ person }) => person.account.login)
  const told = acting.map(
    ({ person, evidence }) =>
      `${person.name} ${listed(deedsOf(evidence).map(({ text: told }) => told))}`,
  )
  if (!changesRead.known) {
    const message = ended(`${told.join('; ')}; what would be shipped is unknown`)
    return aboutAll({ outcome: 'not-applicable', message, people })
  }
  const message = ended(
    `${told.join('; ')}, with no such hand in ${counting(changes.length, 'change')}`,
  )
  return aboutAll({ outcome: 'satisfied', message, people })
}
