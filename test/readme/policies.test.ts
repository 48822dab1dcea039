// Every policy of the README is one, without a problem, and its schema is where the README says.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { duties } from '../../src/policy/catalogue.ts'
import { type JsonSchema, jsonSchema } from '../../src/policy/json-schema.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { policyPage } from '../../src/report/policy/explanation.ts'
import { documents, proseOf, root, rowsUnder } from './document.ts'
import { everyKey, policies } from './workflows.ts'

test('there is an example, and one of everything', () => {
  expect(policies).toHaveLength(3)
})

/** "protected-paths[].from.teams"; the names of conflicts and rules are examples of their kind. */
function keysOf(schema: JsonSchema, prefix = ''): readonly string[] {
  const below = schema.items ?? schema.additionalProperties
  const isNamed = prefix === 'conflicts' || prefix === 'rules'
  const entries = isNamed
    ? Object.values(schema.properties ?? {}).map((one) => ['*', one] as const)
    : Object.entries(schema.properties ?? {})
  return [
    ...entries.flatMap(([name, one]) => {
      const key = [prefix, name].filter((step) => step !== '').join('.')
      return [key, ...keysOf(one as JsonSchema, key)]
    }),
    ...(below ? keysOf(below as JsonSchema, isNamed ? `${prefix}.*` : prefix) : []),
  ]
}

function keysIn(value: unknown, prefix = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => keysIn(one, prefix))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => {
    const step = prefix === 'conflicts' || prefix === 'rules' ? '*' : name
    const key = [prefix, step].filter((part) => part !== '').join('.')
    return [key, ...keysIn(one, key)]
  })
}

test('the example of everything has every key', () => {
  const used = new Set(keysIn(parse(everyKey.text)))
  expect(keysOf(jsonSchema()).filter((key) => !used.has(key))).toEqual([])
})

test('it is explained as pinned', async () => {
  const text = everyKey.text
  const today = '2026-03-01'
  const { policy, problems } = parsePolicy(text, today)
  if (policy === null) throw new Error(JSON.stringify(problems))
  const digest = createHash('sha256').update(text).digest('hex')
  const file = '.github/separation-of-duties.yml'
  const page = policyPage({ policy, warnings: problems, file, digest, today })
  await expect(page).toMatchFileSnapshot('../policy/golden/explain-readme.txt')
})

test('every duty is told', () => {
  const told = rowsUnder('## Duties', 'docs/concepts.md').map(([name = '']) =>
    name.replaceAll('`', ''),
  )
  expect(told).toEqual(duties)
})

describe.for(policies)('the policy at $at', ({ text }) => {
  test('has no problems', () => {
    expect(parsePolicy(text).problems).toEqual([])
  })

  test('names the schema that the code has', () => {
    const id = jsonSchema().$id ?? ''
    expect(text).toContain(`# yaml-language-server: $schema=${id}\n`)
    const path = id.replace(/^.*\/main\//, '')
    expect(existsSync(join(root, path))).toBe(true)
  })
})

const spans = documents
  .filter((path) => !path.startsWith('.github/'))
  .flatMap((path) =>
    [...proseOf(path).matchAll(/`([a-z-]+: \{.*?\})`/g)].map(([, span = '']) => span),
  )

test.for(spans)('`%s` may stand in a policy', (span) => {
  expect(parsePolicy(`version: 1\n${span}\n`).problems).toEqual([])
})
