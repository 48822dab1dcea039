// The duty chain as an ordered list, and the conflict matrix: who holds which of two duties, and what follows.
import { contributing, listed } from '../../duties/roster.ts'
import { conflictsOf } from '../../policy/conflicts.ts'
import { stepsTaken } from '../formats/chain.ts'
import {
  alarm,
  type Content,
  type Html,
  html,
  lines,
  outcomeOf,
  outcomeText,
  section,
  table,
} from './elements.ts'

type Deeds = Parameters<typeof stepsTaken>[0]
type Findings = Parameters<typeof stepsTaken>[1]
type Policy = Parameters<typeof stepsTaken>[2]

/** Conflicting steps are marked by text and colour, where two of them are: one alone shows no conflict. */
export function chainSection(deeds: Deeds, findings: Findings, policy: Policy): Html {
  const steps = stepsTaken(deeds, findings, policy)
  const isMarked = steps.filter(({ red }) => red.length > 0).length > 1
  const items = steps.map(({ title, red, others }) => {
    if (!isMarked || red.length === 0) {
      return html`<li>${namesOf([...red, ...others])} <span class="soft">${title}</span></li>`
    }
    const beside = others.length === 0 ? '' : ` (with ${namesOf(others)})`
    return html`<li class="conflict">${alarm(`Conflict: ${namesOf(red)}`)} <span class="soft">${title}</span>${beside}</li>`
  })
  const none = html`<p>Nobody is known to have held a duty.</p>`
  // A style without bullets takes the list from some screen readers; the role gives it back.
  const chain = html`<ol class="chain" role="list">
${items}
</ol>`
  return section(3, 'Duty chain', [items.length === 0 ? none : chain])
}

const namesOf = (names: readonly string[]): string => listed(names, 8)

/** Of the conflicts that were judged; a policy that could not be used names none. */
export function matrixSection(deeds: Deeds, findings: Findings, policy: Policy): Html {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  const rows = (policy === null ? [] : conflictsOf(policy)).flatMap(({ name, duties }) => {
    const found = byRule.get(name) ?? []
    if (found.length === 0) return []
    return [
      [name, ...duties.map((duty) => holdersOf(duty, deeds)), bothOf(found), outcomesOf(found)],
    ]
  })
  const columns = ['Conflict', 'One duty', 'The other duty', 'Both in one hand', 'Outcome']
  const otherwise = 'No conflict was judged.'
  return section(3, 'Conflict matrix', [
    table({ name: 'Conflict matrix', columns, rows, otherwise }),
  ])
}

function holdersOf(duty: string, deeds: Deeds): Content {
  const meant: readonly string[] = duty === 'contributor' ? contributing : [duty]
  const names = new Set(deeds.flatMap((one) => (meant.includes(one.duty) ? [one.person.name] : [])))
  return html`${duty}: ${names.size === 0 ? 'nobody known' : namesOf([...names])}`
}

/** As the rule found, which knows what is no conflict though two lists name one person. */
function bothOf(found: Findings): Content {
  const people = found.flatMap(({ outcome, people }) =>
    outcome === 'violated' || outcome === 'excepted' ? people : [],
  )
  if (people.length > 0) return alarm(namesOf([...new Set(people)]))
  const outcomes = found.map(({ outcome }) => outcome)
  if (outcomes.includes('undetermined')) return 'unknown'
  return outcomes.every((one) => one === 'not-applicable') ? 'not judged' : 'nobody in conflict'
}

/** "violated (warn) in #12 and #13", a line each. */
function outcomesOf(found: Findings): Html {
  const alike = Map.groupBy(found, outcomeText)
  return lines(
    [...alike].map(([text, findings]) => {
      const pulls = findings.flatMap(({ pull }) => (pull === null ? [] : [`#${pull}`]))
      const [first] = findings
      const where = pulls.length === 0 ? '' : ` in ${listed(pulls, 8)}`
      return first === undefined ? text : html`${outcomeOf(first)}${where}`
    }),
  )
}
