// The policies to begin with: files that anybody can read, each a policy without a problem, explained as pinned.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { presets } from '../../src/cli/init/presets.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { policyPage } from '../../src/report/policy/explanation.ts'
import { read } from '../readme/document.ts'
import { examples } from '../readme/generate.ts'

const today = '2026-03-01'

describe.for(Object.entries(examples))('%s', ([path, text]) => {
  test('is the file that is written', () => {
    expect(read(path)).toBe(text)
  })

  test('says at its top for whom it is', () => {
    const comments = text.split('\n').filter((line) => /^# (?!yaml)/.test(line))
    expect(comments.join(' ').match(/[.;](?= |$)/g)?.length).toBeGreaterThanOrEqual(2)
  })

  test('is a policy, and is explained', async () => {
    const { policy, problems } = parsePolicy(text, today)
    expect(problems).toEqual([])
    if (policy === null) throw new Error(`${path} is no policy.`)
    const digest = createHash('sha256').update(text).digest('hex')
    const page = policyPage({ policy, warnings: problems, file: path, digest, today })
    const name = path.replace(/^.*\/|\.yml$/g, '')
    await expect(page).toMatchFileSnapshot(`../policy/golden/explain-${name}.txt`)
  })
})

test('the files are those of the presets', () => {
  const names = Object.keys(presets).map((name) => `docs/examples/${name}.yml`)
  expect(Object.keys(examples)).toEqual(names)
})
