// The source of each fact, and what is unknown: the part of a report that an auditor checks first.

import { deedsOf, listed, short, type UnattributedAction } from '../duties/roster.ts'
import { type Fact, notAsked } from '../facts/facts.ts'

export interface NamedFact {
  readonly name: string
  readonly fact: Fact<unknown>
}

/** Every fact of a change or a deployment, found by its form, so that a new one cannot be forgotten here. */
export const factsOf = (of: object): readonly NamedFact[] => factsWithin(of, '')

function factsWithin(group: object, of: string): readonly NamedFact[] {
  return Object.entries(group).flatMap(([key, value]: [string, unknown]) => {
    const name = `${of}${spelled(key)}`
    if (isFact(value)) return [{ name, fact: value }]
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isGroup ? factsWithin(value, `${name} `) : []
  })
}

/** "former heads" for "formerHeads"; an oid stays as it is. */
const spelled = (key: string): string => key.replace(/[A-Z]/g, (upper) => ` ${upper.toLowerCase()}`)

const isFact = (value: unknown): value is Fact<unknown> =>
  typeof value === 'object' && value !== null && 'known' in value && 'source' in value

/** "commits: 17 from GraphQL PullRequest.commits", or why they are not known. */
export function sourceLine({ name, fact }: NamedFact): string {
  if (!fact.known) return `${name}: unknown: ${fact.reason} (${fact.source})`
  const count = Array.isArray(fact.value) ? `${fact.value.length} ` : ''
  return `${name}: ${fact.value === null ? 'none ' : count}from ${fact.source}`
}

/** What a roster leaves open. */
interface Gaps {
  readonly unattributed: readonly UnattributedAction[]
  /** Full oids. */
  readonly unpushed: readonly string[]
}

/** What the verdict had to do without; but for what no policy made it ask. */
export function unknowns(of: object, roster: Gaps): readonly string[] {
  const facts = factsOf(of).filter(({ fact }) => !fact.known && fact.source !== notAsked)
  const unnamed = roster.unattributed.filter(({ agent }) => agent === undefined)
  const deeds = deedsOf(unnamed.map(({ evidence }) => evidence))
  const nobody = deeds.map(({ text }) => `the account of somebody who ${text}`)
  const behind = roster.unattributed.flatMap(({ agent, evidence: { deed } }) =>
    agent === undefined ? [] : [`for whom ${agent.name} ${deed}`],
  )
  const unpushed = roster.unpushed.map(short)
  return [
    ...facts.map(sourceLine),
    ...nobody,
    ...new Set(behind),
    ...(unpushed.length > 0 ? [`who pushed ${listed(unpushed)}`] : []),
  ]
}
