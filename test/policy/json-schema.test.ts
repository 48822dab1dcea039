// The schema file that editors fetch is the one that the code has.
import { expect, test } from 'vitest'
import { type JsonSchema, jsonSchema } from '../../src/policy/json-schema.ts'

test('policy.schema.json is up to date (vitest -u writes it)', async () => {
  const text = `${JSON.stringify(jsonSchema(), null, 2)}\n`
  await expect(text).toMatchFileSnapshot('../../src/policy/policy.schema.json')
})

/** Every mapping below a schema, with its path. */
function mappings(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, property]) =>
    mappings(property as JsonSchema, `${path}.${key}`),
  )
  const entries = schema.items ? mappings(schema.items as JsonSchema, `${path}[]`) : []
  return [
    ...(schema.type === 'object' ? [[path, schema] as [string, JsonSchema]] : []),
    ...below,
    ...entries,
  ]
}

test.for(mappings(jsonSchema()))('%s knows its keys, and says what each one does', ([, schema]) => {
  expect(schema.additionalProperties).toBe(false)
  for (const property of Object.values(schema.properties ?? {})) {
    expect((property as JsonSchema).description).toMatch(/^[A-Z`].*\.$/)
  }
})

test('its id is where it stands', () => {
  expect(jsonSchema()).toMatchObject({
    $id: 'https://raw.githubusercontent.com/separation-of-duties/gate/main/src/policy/policy.schema.json',
    $schema: 'http://json-schema.org/draft-07/schema#',
    required: ['version'],
  })
})
