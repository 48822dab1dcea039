// A rule in four steps, as CONTRIBUTING says: a file, a row and its entry in the register make a rule; two of the three do not compile.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { actor, change, facts, merged, policyText } from '../fixtures.ts'
import { root } from '../readme/document.ts'

const copy = mkdtempSync(join(tmpdir(), 'new-rule-'))
afterAll(() => rmSync(copy, { recursive: true }))

cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true })
cpSync(join(root, 'package.json'), join(copy, 'package.json'))
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
writeFileSync(
  join(copy, 'tsconfig.json'),
  JSON.stringify({
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { incremental: true, tsBuildInfoFile: 'checked.json' },
    include: ['src/judge/judge.ts'],
  }),
)

const write = (path: string, text: string) => writeFileSync(join(copy, path), text)

/** A file of the source with something put before a text that stands in it once. */
function insert(path: string, before: string, text: string): void {
  const parts = readFileSync(join(root, path), 'utf8').split(before)
  if (parts.length !== 2) throw new Error(`${path} must hold "${before}" once`)
  write(path, parts.join(`${text}${before}`))
}

const restore = (path: string) => cpSync(join(root, path), join(copy, path))

const catalogue = 'src/policy/catalogue.ts'
const register = 'src/rules/index.ts'

const addFile = () =>
  write(
    'src/rules/titled-change.ts',
    `// titled-change: every change has a title.
import type { ChangeRule } from './support/case.ts'

export const titledChange: ChangeRule = ({ change: { pull } }) =>
  pull.title === ''
    ? { outcome: 'violated', message: 'It has no title.', remedy: 'Give it one.' }
    : { outcome: 'satisfied', message: 'It has a title.' }
`,
  )

const addRow = () =>
  insert(
    catalogue,
    "  'break-glass': {\n",
    "  'titled-change': { of: 'change', compliantIf: 'it has a title', enforcement: 'enforce' },\n",
  )

function addEntry(): void {
  insert(register, "  'break-glass': {", "  'titled-change': { ofChange: titledChange },\n")
  const text = readFileSync(join(copy, register), 'utf8')
  write(register, `${text}import { titledChange } from './titled-change.ts'\n`)
}

/** What the compiler says; empty: it compiles. */
function compile(): string {
  try {
    return execFileSync(join(root, 'node_modules/.bin/tsc'), ['--singleThreaded'], {
      cwd: copy,
      encoding: 'utf8',
    })
  } catch (error) {
    return String((error as { stdout: unknown }).stdout)
  }
}

const untitled = (policy: string) => {
  const one = change({ policyFile: policyText(policy) })
  return facts([{ ...one, pull: { ...one.pull, title: '' } }])
}

/** The word of the verdict, and what a rule found. */
function judged(rule: string, told: Facts): string {
  write(
    'judge.ts',
    `import { readFileSync } from 'node:fs'
import { judge } from './src/judge/judge.ts'
const { word, findings } = judge(JSON.parse(readFileSync(0, 'utf8')))
const found = findings.find(({ rule }) => rule === process.argv[2])
console.log(word, found.enforcement, found.outcome)
`,
  )
  const run = { cwd: copy, input: JSON.stringify(told), encoding: 'utf8' } as const
  return execFileSync(process.execPath, ['judge.ts', rule], run).trim()
}

test('a file, a row and an entry: it compiles, judges, and the policy can loosen it', () => {
  addFile()
  addRow()
  addEntry()
  expect(compile()).toBe('')
  expect(judged('titled-change', untitled('version: 1'))).toBe('fail enforce violated')
  const loose = 'version: 1\nrules: {titled-change: {enforcement: warn}}'
  expect(judged('titled-change', untitled(loose))).toBe('pass warn violated')
})

test('without the row it does not compile', () => {
  restore(catalogue)
  addFile()
  addEntry()
  expect(compile()).toMatch(/rules\/index\.ts.*titled-change'+ does not exist/)
})

test('without the entry in the register it does not compile', () => {
  restore(register)
  addRow()
  expect(compile()).toMatch(/rules\/index\.ts.*titled-change"?'? is missing/)
})

test('two duties that one person must not hold: a row is all that they take', () => {
  restore(register)
  insert(
    catalogue,
    "  'break-glass': {\n",
    `  'approver-merges': {
    ...{ of: 'change', duties: ['approver', 'merger'], forbids: 'Approvers must not merge.' },
    ...{ compliantIf: 'approver and merger differ', enforcement: 'warn' },
  },
`,
  )
  const mergers = known([{ by: actor('bob'), how: 'merged' as const }], 'test')
  expect(judged('approver-merges', facts([merged({}, { mergers })]))).toBe('pass warn violated')
})
