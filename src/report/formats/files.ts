// The files for machines that the input `formats` can ask for, by its words.
import { csv } from './csv.ts'
import { junit } from './junit.ts'
import type { Occasion } from './occasion.ts'
import { oscal, type UuidOf } from './oscal.ts'
import { sarif } from './sarif.ts'
import { testResult } from './test-result.ts'

interface Format {
  /** It takes the place of the record's `.json`. */
  readonly extension: string
  readonly write: (occasion: Occasion, uuidOf: UuidOf) => string
}

export const formats = {
  sarif: { extension: '.sarif', write: sarif },
  junit: { extension: '.junit.xml', write: junit },
  csv: { extension: '.csv', write: (occasion) => csv([occasion]) },
  oscal: { extension: '.oscal.json', write: oscal },
  'test-result': { extension: '.test-result', write: testResult },
} as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof formats
