// The closed form of a record: what is not named here is no record, whatever it says.
import * as z from 'zod'
import { maybe, text } from '../facts/fact.ts'
import { facts } from '../facts/facts.ts'
import { recordFormat } from './record.ts'

/** What is judged again is the facts; duties and findings follow from them and are read only by people. */
export const recordSchema = z.strictObject({
  format: z.literal(recordFormat),
  run: z.record(text, maybe),
  facts,
  judged: z.array(z.unknown()),
  deployment: z
    .strictObject({ environment: text, sha: text, policy: z.unknown(), duties: z.unknown() })
    .nullable(),
  breakGlassRequests: z.array(z.unknown()),
  findings: z.array(z.unknown()),
  uses: z.array(z.unknown()),
  verdict: z.enum(['pass', 'pass-with-exception', 'fail', 'undetermined']),
})
