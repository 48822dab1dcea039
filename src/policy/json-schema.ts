// The schema in JSON, for editors that complete and check a policy while it is written, and the README's table of its keys.
import { stringify } from 'yaml'
import * as z from 'zod'
import { policySchema } from './schema.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

const schemaId =
  'https://raw.githubusercontent.com/separation-of-duties/gate/main/src/policy/policy.schema.json'

/** Draft 7, as most editors read it. It knows less than the parser: patterns, names given twice. */
export const jsonSchema = (): JsonSchema => ({
  $id: schemaId,
  title: 'Separation-of-duties policy',
  ...z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' }),
})

const flow = { collectionStyle: 'flow', flowCollectionPadding: false } as const

/** A default as it would be written; that of a mapping follows from the keys in it. */
function written(value: unknown): string {
  const text = value === undefined ? '{}' : stringify(value, flow).trim()
  return text === '{}' ? '' : `\`${text}\``
}

/** The keys of a mapping, each followed by those below it; then what may stand under a name of one's own. */
function rows(schema: JsonSchema, prefix = ''): string[] {
  const own = schema.additionalProperties ? { '<name>': schema.additionalProperties } : {}
  return Object.entries({ ...schema.properties, ...own }).flatMap(([name, property]) => {
    const below = property as JsonSchema
    const key = prefix + name
    const standing = schema.required?.includes(name) ? 'required' : written(below.default)
    const row = `| \`${key}\` | ${below.description} | ${standing} |`
    // A default that is spelled out shows what can stand below.
    if (Object.keys(Object(below.default)).length > 0) return [row]
    const entry = (below.items ?? {}) as JsonSchema
    return [row, ...rows(below, `${key}.`), ...rows(entry, `${key}[].`)]
  })
}

/** Markdown. */
export const policyReference = (): string =>
  ['| Key | What it says | Default |', '| --- | --- | --- |', ...rows(jsonSchema())].join('\n')
