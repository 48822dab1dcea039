// The README's tables and the examples of policies, made by the code itself; `node test/readme/generate.ts` writes them.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { policyText } from '../../src/cli/init/policy-text.ts'
import { type Preset, presets } from '../../src/cli/init/presets.ts'
import { jsonSchema, policyReference } from '../../src/policy/json-schema.ts'
import { rowOf, ruleIds } from '../../src/policy/rule-ids.ts'

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

const rulesTable = (): string =>
  table(
    ['Rule', 'It is satisfied if', 'Part of the policy', 'Enforcement'],
    ruleIds.map((rule) => {
      const { part, choices } = placeOf(rule)
      return [`\`${rule}\``, rowOf(rule).compliantIf, `\`${part}\``, choices]
    }),
  )

/** Without the rules, which have a table of their own. */
const policyTable = (): string =>
  policyReference()
    .split('\n')
    .filter((line) => !/^\| `(?:conflicts|rules)\.(?!<)/.test(line))
    .join('\n')

export type BlockName = 'inputs' | 'outputs' | 'rules' | 'policy'

export const blocks = (action: Action): Readonly<Record<BlockName, string>> => ({
  inputs: inputsTable(action),
  outputs: outputsTable(action),
  rules: rulesTable(),
  policy: policyTable(),
})

/** The document with each block between its markers. @throws where a marker is missing. */
export function withBlocks(document: string, written: Readonly<Record<string, string>>): string {
  return Object.entries(written).reduce((text, [name, block]) => {
    const between = new RegExp(`(<!-- ${name}: .*? -->\n).*?(<!-- /${name} -->)`, 's')
    if (!between.test(text)) throw new Error(`The README has no markers for "${name}".`)
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
  const path = join(root, 'README.md')
  writeFileSync(path, withBlocks(readFileSync(path, 'utf8'), blocks(readAction())))
  for (const [at, text] of Object.entries(examples)) writeFileSync(join(root, at), text)
}
