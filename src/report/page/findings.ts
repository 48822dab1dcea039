// Every finding with what proves it, what to do, and the clauses to which it is relevant.
import { short } from '../../duties/roster.ts'
import { clausesFor } from '../../judge/controls.ts'
import type { Verdict } from '../../judge/verdict.ts'
import { firstOf, messageWithin, worstFirst } from '../ranking.ts'
import { type Content, type Html, html, lines, outcomeOf, section, table } from './elements.ts'

type Finding = Verdict['findings'][number]

/** What does not apply is only named; what is switched off an auditor must see. */
const isSilent = ({ outcome, enforcement }: Finding): boolean =>
  outcome === 'not-applicable' && enforcement !== 'off'

export function findingsSection(verdict: Verdict): Html {
  const { findings } = verdict
  const isOne = verdict.deployment === null && verdict.judged.length === 1
  const silent = [...new Set(findings.filter(isSilent).map(({ rule }) => rule))]
  const rows = worstFirst(findings)
    .filter((one) => !isSilent(one))
    .map((one) => {
      const { rule, pull, remedy } = one
      const said = messageWithin(one)
      return [
        isOne || pull === null ? rule : `${rule} of #${pull}`,
        outcomeOf(one),
        lines(remedy === null ? [said] : [said, html`<b>To do:</b> ${remedy}`]),
        lines(proofOf(one)),
        lines(clausesFor(one, verdict)),
      ]
    })
  const hasClauses = findings.some((one) => clausesFor(one, verdict).length > 0)
  const named = ['Rule', 'Outcome', 'Why', 'People, commits, paths', 'Evidence relevant to']
  const count = hasClauses ? 5 : 4
  return section(2, 'Findings', [
    table({
      name: 'Findings',
      columns: named.slice(0, count),
      rows: rows.map((row) => row.slice(0, count)),
      otherwise: 'No rule was judged.',
    }),
    ...(silent.length === 0
      ? []
      : [html`<p class="soft">Not applicable: ${silent.join(', ')}.</p>`]),
  ])
}

function proofOf({ people, commits, paths }: Finding): readonly Content[] {
  const named = (label: string, all: readonly string[]): readonly Content[] =>
    all.length === 0 ? [] : [`${label}: ${firstOf(all, 8, label).join(', ')}`]
  return [
    ...named('people', people),
    ...named('commits', commits.map(short)),
    ...named('paths', paths),
  ]
}
