// Makes JSON Schema of what GitHub's OpenAPI says: references followed, `nullable` spelled out.
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { type JsonSchema, resolve } from './openapi.ts'

export type Check = (value: unknown) => string | null

function validator(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    strict: false,
    coerceTypes,
    allErrors: true,
    inlineRefs: false,
    validateSchema: false,
    logger: false,
  })
  formats.default(ajv)
  ajv.addFormat('repo.nwo', /^[^/]+\/[^/]+$/)
  ajv.addFormat('timezone', true)
  return ajv
}

const exact = validator(false)
const lenient = validator(true)

/** A check that answers null, or in words what is wrong; what stands in a URL is taken as it spells. */
export function compile(schema: JsonSchema, from: 'body' | 'path' | 'query'): Check {
  const ajv = from === 'body' ? exact : lenient
  const validate = ajv.compile(schema)
  return (value) => {
    if (validate(structuredClone(value))) return null
    const problems = (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [from + instancePath, message, params.additionalProperty].filter(Boolean).join(' '),
    )
    return problems.join(', ')
  }
}

const PROSE = new Set([
  'description',
  'default',
  'example',
  'examples',
  'title',
  'externalDocs',
  'discriminator',
])

/** With `partial`, an answer may leave out what GitHub always sends, and stretch a format. */
export function plain(node: unknown, partial = false): JsonSchema {
  const $defs: JsonSchema = {}

  function translate(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(translate)
    return value !== null && typeof value === 'object' ? schema(value as JsonSchema) : value
  }

  function schema({ $ref, nullable, ...keywords }: JsonSchema): JsonSchema {
    if (typeof $ref === 'string') return { $ref: `#/$defs/${define($ref)}` }
    const kept = Object.entries(keywords).filter(([key]) => !isLeftOut(key, partial))
    const translated = kept.map(([key, value]) => [
      partial && key === 'oneOf' ? 'anyOf' : key,
      key === 'properties' ? named(value as JsonSchema) : translate(value),
    ])
    return orNull(Object.fromEntries(translated), nullable === true)
  }

  /** The keys of `properties` are names, even where one is called `required` or `title`. */
  const named = (properties: JsonSchema): JsonSchema =>
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, translate(one)]))

  function define($ref: string): string {
    const name = $ref.split('/').slice(2).join('.')
    if (!(name in $defs)) {
      $defs[name] = {}
      $defs[name] = translate(resolve({ $ref }))
    }
    return name
  }

  return { ...(translate(resolve(node as object)) as JsonSchema), $defs }
}

const isLeftOut = (key: string, partial: boolean): boolean =>
  PROSE.has(key) || (partial && (key === 'required' || key === 'format'))

function orNull(schema: JsonSchema, nullable: boolean): JsonSchema {
  if (!nullable) return schema
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] }
  const widened = { ...schema, type: [schema.type, 'null'] }
  return Array.isArray(schema.enum) ? { ...widened, enum: [...schema.enum, null] } : widened
}
