// The README's tables are those that the code tells; `node test/readme/generate.ts` writes them.
import { expect, test } from 'vitest'
import { policyReference } from '../../src/policy/json-schema.ts'
import { ruleIds } from '../../src/policy/rule-ids.ts'
import { read } from './document.ts'
import { blocks, readAction, withBlocks } from './generate.ts'

const readme = read('README.md')
const action = readAction()
const written = blocks(action)

test('the tables of the README are up to date', () => {
  expect(readme).toBe(withBlocks(readme, written))
})

const names = (table: string): string[] =>
  [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)

test('every input and every output has a row', () => {
  expect(names(written.inputs)).toEqual(Object.keys(action.inputs))
  expect(names(written.outputs)).toEqual(Object.keys(action.outputs))
})

test('every rule of the register has a row', () => {
  expect(names(written.rules)).toEqual([...ruleIds])
})

test('every key of the policy has a row, the rules in their own table', () => {
  const keys = names(policyReference())
  const told = ruleIds.flatMap((rule) => [`conflicts.${rule}`, `rules.${rule}`])
  expect(names(written.policy)).toEqual(keys.filter((key) => !told.includes(key)))
})

test('a rule that guards the gate itself is told to be always enforced', () => {
  const always = written.rules.split('\n').filter((line) => line.includes('always'))
  expect(always.flatMap(names)).toEqual(['control-plane', 'complete-facts'])
})

test.for(Object.keys(written))('the table %s is one table', (name) => {
  const rows = written[name as keyof typeof written].split('\n')
  const columns = rows.map((row) => row.split(/(?<!\\)\|/).length)
  expect(new Set(columns).size).toBe(1)
})

test('a document without markers is refused, and a block is written as it stands', () => {
  expect(() => withBlocks('nothing', written)).toThrow('The README has no markers for "inputs".')
  const marked = '<!-- a: x -->\nold\n<!-- /a -->\n'
  expect(withBlocks(marked, { a: 'costs $1 & $&' })).toBe(
    '<!-- a: x -->\ncosts $1 & $&\n<!-- /a -->\n',
  )
})
