// Which clauses a policy gives evidence relevant to, and which rules would have to be on for more: `policy explain --controls`.
import { type Clause, frameworkIds, frameworkOf } from '../../policy/controls/frameworks.ts'
import type { Policy } from '../../policy/schema.ts'
import { type Lines, section, sentence } from '../formats/layout.ts'

const confidences = {
  text: "read in the standard's text",
  secondary: 'read in a copy of it',
  unconfirmed: 'not confirmed: check it first',
} as const

/** Of the standards that the policy selects, else of all. */
export function controlPage(policy: Policy): Lines {
  const selected = policy.controls.length === 0 ? frameworkIds : policy.controls
  return [
    ...sentence(
      'What this policy gives evidence relevant to. It says nothing of whether a control is met: that is for an auditor to say.',
      0,
    ),
    ...[...new Set(selected)].flatMap((id) => {
      const { name, edition, source, clauses } = frameworkOf(id)
      const lines = clauses.flatMap((clause) => clauseLines(clause, policy))
      return section(`${name}, ${edition} (${id})`, [...sentence(source), ...lines])
    }),
  ]
}

function clauseLines({ id, about, confidence, rules }: Clause, policy: Policy): Lines {
  const on = rules.filter((rule) => isOn(rule, policy))
  const off = rules.filter((rule) => !isOn(rule, policy))
  return [
    ...sentence(`${id}: ${about} (${confidences[confidence]})`),
    ...sentence(on.length === 0 ? 'No rule is on.' : `Evidence from ${on.join(', ')}.`, 4),
    ...(off.length === 0 ? [] : sentence(`Would have to be on: ${off.join(', ')}.`, 4)),
  ]
}

/** Some rules are on and judge nothing, since the policy names nothing for them to judge. */
function isOn(rule: Clause['rules'][number], policy: Policy): boolean {
  if (rule === 'break-glass' && policy['break-glass'] === undefined) return false
  if (rule === 'required-checks' && policy['required-checks'].length === 0) return false
  if (rule === 'protected-paths' && policy['protected-paths'].length === 0) return false
  const { conflicts, rules } = policy
  const entries: Readonly<Record<string, { readonly enforcement: string }>> = {
    ...conflicts,
    ...rules,
  }
  return entries[rule]?.enforcement !== 'off'
}
