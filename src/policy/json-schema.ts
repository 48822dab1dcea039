// The schema in JSON, for editors that complete and check a policy while it is written, and the README's table of its keys.
import { stringify } from 'yaml'
import * as z from 'zod'
import { policySchema } from './schema.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

const schemaId =
  'https://raw.githubusercontent.com/separation-of-duties/gate/main/src/policy/policy.schema.json'

/** Draft 7, which most editors read. It refuses less than the parser: it knows nothing of wrong patterns or repeated names. */
export const jsonSchema = (): JsonSchema => ({
  $id: schemaId,
  title: 'Separation-of-duties policy',
  ...z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' }),
})

const flow = { collectionStyle: 'flow', flowCollectionPadding: false } as const

/** A default in YAML; empty for a mapping, whose default follows from its keys. */
function written(value: unknown): string {
  const text = value === undefined ? '{}' : stringify(value, flow).trim()
  return text === '{}' ? '' : `\`${text}\``
}

/** The keys of a mapping, each followed by those below it; then the entries whose names the user chooses. */
function rows(schema: JsonSchema, prefix = ''): string[] {
  const own = schema.additionalProperties ? { '<name>': schema.additionalProperties } : {}
  return Object.entries({ ...schema.properties, ...own }).flatMap(([name, property]) => {
    const below = property as JsonSchema
    const key = prefix + name
    const standing = schema.required?.includes(name) ? 'required' : written(below.default)
    const row = `| \`${key}\` | ${below.description} | ${standing} |`
    // A default that is spelled out shows the keys below it.
    if (Object.keys(Object(below.default)).length > 0) return [row]
    const forms = (below.anyOf ?? [below]) as readonly JsonSchema[]
    return [row, ...forms.flatMap((form) => rowsBelow(form, key))]
  })
}

const rowsBelow = (form: JsonSchema, key: string): string[] => [
  ...rows(form, `${key}.`),
  ...rows((form.items ?? {}) as JsonSchema, `${key}[].`),
]

/** Markdown. */
export const policyReference = (): string =>
  ['| Key | What it says | Default |', '| --- | --- | --- |', ...rows(jsonSchema())].join('\n')
