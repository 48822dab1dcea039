// Who held which duty, one row a person, and the facts that show it.

import { deedsOf } from '../duties/evidence.ts'
import type { Duty, Holding } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import { sameLogin } from '../facts/actor.ts'
import type { JudgedChange } from '../judge/verdict.ts'
import { isBlocking } from './ranking.ts'

export interface PersonRow {
  /** Every name under which they acted: the policy may have joined several accounts. */
  readonly who: string
  readonly duties: readonly Duty[]
  /** One line a duty. */
  readonly facts: readonly string[]
}

/** Those whom a blocking finding names come first, so that a crowd of contributors cannot hide them. */
export function peopleRows({
  roster,
  findings,
}: Pick<JudgedChange, 'roster' | 'findings'>): readonly PersonRow[] {
  const named = new Set(findings.filter(isBlocking).flatMap(({ people }) => people.map(sameLogin)))
  const isNamed = ({ person }: Holding) => named.has(sameLogin(person.account.login))
  return [...Map.groupBy(roster.holdings, ({ person }) => person.key).values()]
    .toSorted((a, b) => Number(b.some(isNamed)) - Number(a.some(isNamed)))
    .map((held) => ({
      who: listed([...new Set(held.map(({ person }) => person.name))]),
      duties: held.map(({ duty }) => duty),
      facts: held.map(factsOf),
    }))
}

/** What GitHub vouches for first; a claim says that it is one. */
const factsOf = ({ duty, evidence }: Holding): string =>
  `${duty}: ${deedsOf(evidence)
    .map(({ text: told }) => told)
    .join('; ')}`
