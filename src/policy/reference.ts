// The README's table of the policy's keys, told by the schema itself.
import { stringify } from 'yaml'
import { type JsonSchema, jsonSchema } from './json-schema.ts'

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
