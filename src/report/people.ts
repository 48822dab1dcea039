// Who held which duty, one row a person, and the facts that show it.
import { sameLogin } from '../duties/people.ts'
import type { Duty, Holding } from '../duties/roster.ts'
import { listed } from '../rules/sentence.ts'
import type { JudgedChange } from '../rules/verdict.ts'
import { isBlocking } from './ranking.ts'
import { firstOf } from './wording.ts'

export interface PersonRow {
  /** Every name under which they acted: the policy may have joined several accounts. */
  readonly who: string
  readonly duties: readonly Duty[]
  /** One line a duty. */
  readonly facts: readonly string[]
}

/** Those whom a blocking finding names come first, so that a crowd of contributors cannot hide them. */
export function peopleRows({ roster, findings }: JudgedChange): readonly PersonRow[] {
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
function factsOf({ duty, evidence }: Holding): string {
  const facts = evidence
    .toSorted((a, b) => Number(a.isClaim) - Number(b.isClaim))
    .map(({ what, isClaim }) => (isClaim && !what.includes('claim') ? `${what} (a claim)` : what))
  return `${duty}: ${firstOf(facts, 3).join('; ')}`
}
