// The schema for editors, which complete and check a policy while it is written.
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
