// What the documents have from the code is what the code tells; `node test/readme/generate.ts` writes them.
import { expect, test } from 'vitest'
import { policyReference } from '../../src/policy/json-schema.ts'
import { ruleIds } from '../../src/policy/rule-ids.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldNamed } from '../replay/world-files.ts'
import { read } from './document.ts'
import { blocks, pictured, readAction, withBlocks } from './generate.ts'

const action = readAction()
const { summary } = await replay(worldNamed(pictured), { pool: runBundle })
const written = blocks(action, summary)
const { inputs, outputs } = written['docs/inputs.md']
const { policy } = written['docs/policy-keys.md']
const { rules } = written['docs/rules.md']

test.for(Object.entries(written))('%s is up to date', ([path, own]) => {
  expect(read(path)).toBe(withBlocks(read(path), own))
})

test('the README shows a person in conflict with themselves', () => {
  expect(written['README.md'].picture).toMatch(/^> ## ❌ fail: bob's approval does not count/)
  expect(written['README.md'].picture).toContain('> class s0,s1 conflict')
})

const names = (table: string): string[] =>
  [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)

test('every input and every output has a row', () => {
  expect(names(inputs)).toEqual(Object.keys(action.inputs))
  expect(names(outputs)).toEqual(Object.keys(action.outputs))
})

test('every rule of the register has a section', () => {
  expect([...rules.matchAll(/^## (.*)$/gm)].map(([, name]) => name)).toEqual([...ruleIds])
})

test('every key of the policy has a row, the rules in their own table', () => {
  const keys = names(policyReference())
  const told = ruleIds.flatMap((rule) => [`conflicts.${rule}`, `rules.${rule}`])
  expect(names(policy)).toEqual(keys.filter((key) => !told.includes(key)))
})

test('a rule that guards the gate itself is told to be always enforced', () => {
  const always = [...rules.matchAll(/`(?:rules|conflicts)\.(.*?)`, always/g)]
  expect(always.map(([, name]) => name)).toEqual(['control-plane', 'complete-facts'])
})

test.for(Object.entries({ inputs, outputs, policy }))('the table %s is one table', ([, own]) => {
  const rows = own.split('\n')
  const columns = rows.map((row) => row.split(/(?<!\\)\|/).length)
  expect(new Set(columns).size).toBe(1)
})

test('a document without markers is refused, and a block is written as it stands', () => {
  expect(() => withBlocks('nothing', { inputs })).toThrow(
    'The document has no markers for "inputs".',
  )
  const marked = '<!-- a: x -->\nold\n<!-- /a -->\n'
  expect(withBlocks(marked, { a: 'costs $1 & $&' })).toBe(
    '<!-- a: x -->\ncosts $1 & $&\n<!-- /a -->\n',
  )
})
