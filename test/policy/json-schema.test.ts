// The schema file that editors fetch is the one that the code has, and the README lists its keys.

import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { type JsonSchema, jsonSchema, policyReference } from '../../src/policy/json-schema.ts'
import { conflictIds } from '../../src/policy/rule-ids.ts'

describe('policy.schema.json', () => {
  test('policy.schema.json is up to date (vitest -u writes it)', async () => {
    const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`
    await expect(text).toMatchFileSnapshot('../../src/policy/policy.schema.json')
  })

  /** Every mapping below a schema, with its path. */
  function mappings(schema: JsonSchema, path = ''): [string, JsonSchema][] {
    const below = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
      mappings(property as JsonSchema, `${path}.${key}`),
    )
    const own = schema.additionalProperties
      ? mappings(schema.additionalProperties as JsonSchema, `${path}.<name>`)
      : []
    const entries = schema.items ? mappings(schema.items as JsonSchema, `${path}[]`) : []
    return [
      ...(schema.type === 'object' ? [[path, schema] as [string, JsonSchema]] : []),
      ...below,
      ...own,
      ...entries,
    ]
  }

  /** The one mapping that takes names of its reader's own. */
  const isOpen = (path: string): boolean => path === '.conflicts'

  test.for(mappings(jsonSchema()))(
    '%s knows its keys, and says what each one does',
    ([path, schema]) => {
      if (!isOpen(path)) expect(schema.additionalProperties).toBe(false)
      for (const property of Object.values(schema.properties ?? {})) {
        expect((property as JsonSchema).description).toMatch(/^[A-Z`].*\.$/)
      }
    },
  )

  describe('conflicts', () => {
    const { conflicts } = jsonSchema().properties as Record<string, JsonSchema>
    const isValid = new Ajv().compile(conflicts ?? false)

    test('editors know the built-in ones by name', () => {
      expect(Object.keys(conflicts?.properties ?? {})).toEqual([...conflictIds])
    })

    test.for([
      [{ 'self-merge': { effect: 'dual-approval' } }, true],
      [{ 'tester-deploys': { duties: ['dismisser', 'deployer'], paths: ['src/**'] } }, true],
      [{ 'tester-deploys': {} }, false],
      [{ 'tester-deploys': { duties: ['dismisser'] } }, false],
      [{ 'tester-deploys': { duties: ['deployer', 'deployer'] } }, false],
      [{ 'tester-deploys': { duties: ['tester', 'deployer'] } }, false],
      [{ 'tester-deploys': { duties: ['dismisser', 'deployer'], when: 'now' } }, false],
      [{ Tester: { duties: ['dismisser', 'deployer'] } }, false],
      [{ constructor: { duties: ['dismisser', 'deployer'] } }, false],
      [{ 'self-merge': { duties: ['contributor', 'merger'] } }, false],
    ] as const)('%j: %s', ([data, valid]) => {
      expect(isValid(data)).toBe(valid)
    })
  })

  test('its id is where it stands', () => {
    expect(jsonSchema()).toMatchObject({
      $id: 'https://raw.githubusercontent.com/separation-of-duties/gate/main/src/policy/policy.schema.json',
      $schema: 'http://json-schema.org/draft-07/schema#',
      required: ['version'],
    })
  })
})

describe('the table of its keys', () => {
  const lines = policyReference().split('\n')

  test.for([
    '| Key | What it says | Default |',
    '| --- | --- | --- |',
    '| `version` | The version of this format: 1. | required |',
    '| `approvals` | What every change needs; or a list of demands with limits, of which the strictest that holds counts. |  |',
    '| `approvals[].by` | `agents`: it holds for changes that agents alone opened, wrote and pushed. It may ask for less where the policy trusts all of them with their work. |  |',
    '| `approvals.required` | How many independent approvals a change needs, from 1 to 10. | `1` |',
    "| `conflicts.self-approval` | No contributor's approval is needed to meet the demand. | `{enforcement: enforce, effect: prohibited}` |",
    '| `conflicts.<name>` | A conflict of your own, by a name of your own. |  |',
    '| `conflicts.<name>.duties` | The two duties that one person must not hold. | required |',
    '| `agents[].sponsors.teams` | Slugs of teams of the organization. Members of their child teams count. |  |',
    '| `break-glass.max-duration` | How long after the request it can last, such as `4h`. | `4h` |',
    '| `protected-paths` | Files that need the approval of people named for them. | `[]` |',
    '| `protected-paths[].from` | Whose approval is asked for: `teams`, `users` or both; or `codeowners`, for the owners of each of these files by the CODEOWNERS of the base branch. A file without an owner asks for nobody. | required |',
    '| `control-plane.owners.users` | Logins of people. |  |',
  ])('holds %s', (line) => {
    expect(lines).toContain(line)
  })

  test('does not repeat for each rule what an enforcement is', () => {
    expect(policyReference().match(/`[^`]*\.enforcement`/g)).toEqual([
      '`conflicts.<name>.enforcement`',
    ])
  })

  test('holds every key once, in a table of three columns', () => {
    const keys = lines.map((line) => line.split(' | ')[0])
    expect(new Set(keys).size).toBe(keys.length)
    for (const line of lines) expect(line.split('|')).toHaveLength(5)
  })
})
