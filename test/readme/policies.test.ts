// Every policy of the README is one, without a problem, and its schema is where the README says.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonSchema } from '../../src/policy/json-schema.ts'
import { parsePolicy } from '../../src/policy/parse.ts'
import { proseOf, root } from './document.ts'
import { policies } from './workflows.ts'

test('there is an example', () => {
  expect(policies).toHaveLength(1)
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

const spans = [...proseOf('README.md').matchAll(/`([a-z-]+: \{.*?\})`/g)].map(
  ([, span = '']) => span,
)

test.for(spans)('`%s` may stand in a policy', (span) => {
  expect(parsePolicy(`version: 1\n${span}\n`).problems).toEqual([])
})
