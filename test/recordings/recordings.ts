// `npm run recordings -- DIR`: reads GitHub's recorded answers as the product reads them, and says what it concludes of each.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { associations } from './associations.ts'
import { changes } from './changes.ts'
import { errors } from './errors.ts'
import type { Expectations, Recording } from './recorded.ts'
import { runs } from './runs.ts'

const expectations: Expectations = { ...errors, ...runs, ...changes, ...associations }

/** A line of the report; null: it is read as it should be. */
async function misread(name: string, recording: Recording): Promise<string | null> {
  const expected = Object.hasOwn(expectations, name) ? expectations[name] : undefined
  if (expected === undefined) return 'not known'
  return expected.read(recording).then(
    () => null,
    (error: Error) => `MISREAD, expected ${expected.says}: ${error.message}`,
  )
}

const [folder, ...more] = process.argv.slice(2)
if (folder === undefined || more.length > 0) {
  console.error('Usage: npm run recordings -- DIRECTORY')
  process.exitCode = 2
} else {
  let [count, wrong] = [0, 0]
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  for (const file of files.sort()) {
    const name = basename(file, '.json')
    const recording: Recording = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    if (recording.body === undefined) {
      console.log(`${name}: described in words alone, nothing to read`)
      continue
    }
    const problem = await misread(name, recording)
    count += 1
    if (problem !== null) wrong += 1
    console.log(`${name}: ${problem ?? expectations[name]?.says}`)
  }
  console.log(`recordings: ${count} read, ${wrong} misread`)
  process.exitCode = count === 0 || wrong > 0 ? 1 : 0
}
