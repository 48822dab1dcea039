// What the documents have from the code itself: tables, the page of rules, a picture, examples of policies; `node test/readme/generate.ts` writes it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { policyText } from '../../src/cli/init/policy-text.ts'
import { type Preset, presets } from '../../src/cli/init/presets.ts'
import { advised } from '../../src/duties/remedies/advice.ts'
import { jsonSchema, policyReference } from '../../src/policy/json-schema.ts'
import { type RuleId, rowOf, ruleIds } from '../../src/policy/rule-ids.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { whoElseDeploys, whoElseFor } from '../../src/rules/support/who-else.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldNamed } from '../replay/world-files.ts'

const root = join(import.meta.dirname, '..', '..')

interface Described {
  readonly description: string
  readonly default?: string
}

export interface Action {
  readonly inputs: Readonly<Record<string, Described>>
  readonly outputs: Readonly<Record<string, Described>>
}

export const readAction = (): Action => parse(readFileSync(join(root, 'action.yml'), 'utf8'))

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(row).join('\n')

const inputsTable = ({ inputs }: Action): string =>
  table(
    ['Input', 'What it says', 'Default'],
    Object.entries(inputs).map(([name, input]) => {
      const standing = input.default === undefined ? '' : `\`${input.default}\``
      return [`\`${name}\``, input.description, standing]
    }),
  )

const outputsTable = ({ outputs }: Action): string =>
  table(
    ['Output', 'What it says'],
    Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  )

type Below = { properties?: Record<string, Below>; const?: string }

/** The part of the policy that names the rule, and what may be said of it there: some guard the gate and stay on. */
function placeOf(rule: string): { readonly part: string; readonly choices: string } {
  const { properties = {} } = jsonSchema() as Below
  const part = ['conflicts', 'rules'].find((name) => properties[name]?.properties?.[rule])
  if (part === undefined) throw new Error(`The policy has no place for the rule "${rule}".`)
  const enforcement = properties[part]?.properties?.[rule]?.properties?.enforcement
  const isGuard = enforcement?.const !== undefined
  return { part, choices: isGuard ? 'always `enforce`' : '`enforce`, `warn` or `off`' }
}

const subjects = {
  change: 'each change',
  deployment: 'a deployment',
  both: 'each change and a deployment',
} as const

/** Whether somebody may be let past it, and if not, why. */
const waiver = (name: string, reason: string | undefined): string =>
  reason === undefined ? `${name} can cover it.` : `${name} cannot: ${reason}.`

/** Of a conflict, what its findings ask for. */
function insteadOf(rule: RuleId): readonly string[] {
  const { of, duties } = rowOf(rule)
  if (duties === undefined || rule === 'self-approval') return []
  const nobody = { holdings: [], unattributed: [], unpushed: [] }
  const judged = { policy: defaultPolicy, roster: nobody, changes: [] }
  const remedy =
    of === 'deployment'
      ? whoElseDeploys(duties, judged)
      : whoElseFor(duties, { ...judged, pull: 0 })
  return [advised([remedy]).remedy]
}

/** A section a rule, to which findings link. */
function rulePage(rule: RuleId): string {
  const { of, compliantIf, duties = [], forbids, enforcement, ...row } = rowOf(rule)
  const { part, choices } = placeOf(rule)
  const held = duties.map((duty) => `\`${duty}\``).join(' and ')
  const standing =
    enforcement === 'always' ? '' : `; unless the policy says otherwise, \`${enforcement}\``
  return [
    `## ${rule}`,
    `Satisfied if ${compliantIf}.${forbids === undefined ? '' : ` **${forbids}**`}`,
    [
      `- Judges ${subjects[of]}${held === '' ? '' : `, for the duties ${held}`}.`,
      `- In the policy: \`${part}.${rule}\`, ${choices}${standing}.`,
      ...insteadOf(rule).map((remedy) => `- What to do: ${remedy}`),
      `- ${waiver('An exception', row.noException)} ${waiver('A break-glass', row.noBreakGlass)}`,
      `- [Situations](../test/scenarios/README.md#${rule}).`,
    ].join('\n'),
  ].join('\n\n')
}

/** Without the rules, which have a table of their own. */
const policyTable = (): string =>
  policyReference()
    .split('\n')
    .filter((line) => !/^\| `(?:conflicts|rules)\.(?!<)/.test(line))
    .join('\n')

/** The situation that the README shows, as its summary has it: Bob pushed to Ada's branch. */
export const pictured = 'reviewer-pushed-then-approved'

/** The first screen of a summary, set off from the document around it. */
export const pictureOf = (summary: string): string => {
  const [first = ''] = summary.split('\n<details>')
  // Its addresses are of a repository that is none.
  return first
    .replaceAll(/\[([^\]]+)\]\(https:[^)]+\)/g, '$1')
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** By the document in which they stand, and the name between the markers. */
export const blocks = (action: Action, summary: string) => ({
  'README.md': { picture: pictureOf(summary) },
  'docs/inputs.md': { inputs: inputsTable(action), outputs: outputsTable(action) },
  'docs/rules.md': { rules: ruleIds.map(rulePage).join('\n\n') },
  'docs/policy-keys.md': { policy: policyTable() },
})

/** The document with each block between its markers. @throws where a marker is missing. */
export function withBlocks(document: string, written: Readonly<Record<string, string>>): string {
  return Object.entries(written).reduce((text, [name, block]) => {
    const between = new RegExp(`(<!-- ${name}: .*? -->\n).*?(<!-- /${name} -->)`, 's')
    if (!between.test(text)) throw new Error(`The document has no markers for "${name}".`)
    return text.replace(between, (_, start: string, end: string) => `${start}${block}\n${end}`)
  }, document)
}

/** Of a repository that has one: what `init` makes of it shows. */
const codeowners =
  '* @acme/developers\n/services/payments/ @acme/payments\n/.github/ @acme/platform\n'

const exampleOf = (preset: Preset): string =>
  policyText(preset, {
    environments: [],
    codeowners: preset.byOwners === 'no' ? null : codeowners,
  }).text

/** By their paths: the policies that `init` begins with. */
export const examples: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(presets).map(([name, preset]) => [`docs/examples/${name}.yml`, exampleOf(preset)]),
)

if (import.meta.main) {
  const { summary } = await replay(worldNamed(pictured), { pool: runBundle })
  for (const [at, written] of Object.entries(blocks(readAction(), summary))) {
    const path = join(root, at)
    writeFileSync(path, withBlocks(readFileSync(path, 'utf8'), written))
  }
  for (const [at, text] of Object.entries(examples)) writeFileSync(join(root, at), text)
}
