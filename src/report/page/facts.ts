// The facts with their sources, and what was missing: what an auditor checks first.
import { notAsked } from '../../facts/facts.ts'
import { factsOf } from '../sources.ts'
import { alarm, type Content, type Html, section, table } from './elements.ts'

export { unknowns } from '../sources.ts'

type Fact = ReturnType<typeof factsOf>[number]['fact']

/** `of` is a change or a deployment. */
export function factsSection(title: string, of: object): Html {
  const rows = factsOf(of).map(({ name, fact }) => [name, shownOf(fact), fact.source])
  const columns = ['Fact', 'What is known', 'Source']
  return section(3, title, [
    table({ name: title, columns, rows, otherwise: 'None.', kind: 'facts' }),
  ])
}

function shownOf(fact: Fact): Content {
  if (!fact.known) {
    return fact.source === notAsked ? notAsked : alarm(`unknown: ${fact.reason}`)
  }
  const { value } = fact
  if (value === null) return 'none'
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`
  return typeof value === 'object' ? 'known' : `${value}`
}
