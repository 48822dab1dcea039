// test/scenarios/README.md: for each rule the worlds that must stop beside those that must pass; `node test/tools/scenarios.ts` writes it.
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { rowOf, ruleIds } from '../../src/policy/rule-ids.ts'
import { table } from '../readme/generate.ts'
import { folders } from './scenario-folders.ts'
import { type Outcome, outcomeOf, outcomes, type Summary, summaries } from './scenario-outcomes.ts'

const entry = ({ path, about }: Summary): string =>
  `- [${basename(path)}](${path}.yml): ${about.replaceAll(/[\\`*_<[\]]/g, '\\$&')}`

const fold = (title: string, worlds: readonly Summary[]): string =>
  `<details><summary>${title}</summary>\n\n${worlds.map(entry).join('\n')}\n\n</details>`

const listed = ['violated', 'undetermined', 'warned', 'excepted', 'holds'] as const

/** Of nearly every rule nearly every world says that it holds: of those that pass, the neighbours of one that must not are listed. */
export function listsOf(rule: string, worlds: readonly Summary[]) {
  const by = Map.groupBy(worlds, (world) => outcomeOf(rule, world))
  const of = (outcome: Outcome) => by.get(outcome) ?? []
  const failing = [...of('violated'), ...of('undetermined'), ...of('warned')]
  const near = new Set(failing.map(({ folder }) => folder))
  return listed.map((outcome) => {
    const all = of(outcome)
    const shown = outcome === 'holds' ? all.filter(({ folder }) => near.has(folder)) : all
    return { outcome, shown, total: all.length }
  })
}

function section(rule: string, worlds: readonly Summary[]): string {
  const folds = listsOf(rule, worlds)
    .filter(({ shown }) => shown.length > 0)
    .map(({ outcome, shown, total }) => {
      const count =
        shown.length < total ? `${shown.length} of ${total}, in the same folders` : total
      return fold(`${outcomes[outcome]}: ${count}`, shown)
    })
  const known = ruleIds.find((id) => id === rule)
  const meaning =
    known === undefined
      ? 'A conflict that policies of these worlds add.'
      : `It is satisfied if ${rowOf(known).compliantIf}.`
  return [`### ${rule}`, meaning, ...folds].join('\n\n')
}

const count = (worlds: readonly Summary[], test: (world: Summary) => boolean): string =>
  String(worlds.filter(test).length || '')

function rulesTable(rules: readonly string[], worlds: readonly Summary[]): string {
  const names = Object.keys(outcomes) as Outcome[]
  return table(
    ['Rule', ...names],
    rules.map((rule) => [
      `[${rule}](#${rule})`,
      ...names.map((name) => count(worlds, (world) => outcomeOf(rule, world) === name)),
    ]),
  )
}

const verdicts = ['fail', 'undetermined', 'pass-with-exception', 'pass', 'either'] as const

const foldersTable = (worlds: readonly Summary[]): string =>
  table(
    ['Folder', 'What it is about', 'Worlds', ...verdicts],
    Object.entries(folders).map(([folder, about]) => {
      const there = worlds.filter((world) => world.folder === folder)
      const counts = verdicts.map((verdict) => count(there, (world) => world.verdict === verdict))
      return [`[${folder}](${folder})`, about, String(there.length), ...counts]
    }),
  )

/** The rules of the register, and after them the conflicts that policies of the worlds add. */
export function rulesOf(worlds: readonly Summary[]): readonly string[] {
  const named = worlds.flatMap(({ violated, undetermined }) => [...violated, ...undetermined])
  return [...new Set<string>([...ruleIds, ...named.toSorted()])]
}

export function readme(worlds: readonly Summary[]): string {
  const rules = rulesOf(worlds)
  const shown = new Set(
    rules.flatMap((rule) => listsOf(rule, worlds)).flatMap((list) => list.shown),
  )
  const others = worlds.filter((world) => !shown.has(world))
  return `${[
    '# Worlds',
    '<!-- `node test/tools/scenarios.ts` writes this page from what the worlds expect. -->',
    `${worlds.length} situations as GitHub would report them, each with the verdict that is right.`,
    '`npm run demo -- deployment/never-approved` plays one and prints what a reviewer would see.',
    'A world names rules that must be violated or undetermined, and rules that must *hold*: be neither.',
    '## Folders',
    foldersTable(worlds),
    '## Rules',
    table(
      ['Column', 'The rule'],
      Object.entries(outcomes).map(([name, title]) => [name, title]),
    ),
    rulesTable(rules, worlds),
    ...rules.map((rule) => section(rule, worlds)),
    '## No rule',
    fold(`The verdict is right, whichever rule decides: ${others.length}`, others),
  ].join('\n\n')}\n`
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, '..', 'scenarios', 'README.md'), readme(summaries()))
}
