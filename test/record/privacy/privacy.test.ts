// `privacy: ids` as a run meets it: what it writes holds no name, and what it says in the run still does.
import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judge } from '../../../src/judge/judge.ts'
import { parseRecord } from '../../../src/record/parse.ts'
import { withoutNames } from '../../../src/record/privacy/privacy.ts'
import { verify } from '../../../src/record/verify.ts'
import { sha256 } from '../../../src/sha256.ts'
import { change, facts, issue, policyText } from '../../fixtures.ts'
import { runBundle } from '../../replay/bundle-pool.ts'
import { replay } from '../../replay/replay.ts'
import { worldNamed } from '../../replay/world-files.ts'

const names = /\b(?:ada|bob|bob-admin|cleo)\b|Bob|Carter/

test('record, digest and files beside it hold ids alone; the run still names people', async () => {
  const { loadWorld } = await import('../../github-double/world/world.ts')
  const world = loadWorld(await readFile(worldNamed('record-is-to-keep-ids-alone'), 'utf8'))
  const inputs = { ...world.inputs, formats: 'csv, sarif, junit, test-result' }
  const played = await replay({ ...world, inputs }, { pool: runBundle, keep: true })
  const path = played.evidence ?? ''
  const files = ['.json', '.csv', '.sarif', '.junit.xml', '.test-result']
  for (const ending of files) {
    expect(await readFile(path.replace(/\.json$/, ending), 'utf8'), ending).not.toMatch(names)
  }
  const text = await readFile(path, 'utf8')
  await rm(dirname(path), { recursive: true })
  expect(verify(text, sha256).flaws).toEqual([])
  expect(judge(parseRecord(text).facts).word).toBe('fail')
  expect(text).toContain('person 1')
  expect(text).toContain('account-102')
  expect(played.outputs['evidence-digest']).toBe(sha256(text))
  expect(played.annotations.map(({ message }) => message).join()).toContain('bob')
})

describe('of an emergency', () => {
  const policy = `version: 1
break-glass: {responders: {users: [ada]}, approvers: {users: [dana]}}
`
  const asked = facts([change({ policyFile: policyText(policy) })], {
    breakGlassIssues: {
      known: true,
      source: 'test',
      value: [issue({ comments: [...issue().comments, ...talk()] })],
    },
  })

  function talk() {
    const [first] = issue().comments
    if (first === undefined) throw new Error('Nobody approves it.')
    return ['Ada, call me: dana@home.example', '/approve it, says Ada'].map((body) => ({
      ...first,
      body,
    }))
  }

  test('reasons and talk are withheld, and it counts as it did', () => {
    const verdict = judge(asked)
    const bare = withoutNames({ facts: asked, verdict, uses: [] }, judge)
    const [one] = bare.facts.breakGlassIssues.known ? bare.facts.breakGlassIssues.value : []
    expect(one?.body).toContain('### Reason\n\nwithheld\n')
    expect(one?.body).not.toContain('Payments')
    expect(one?.comments.map(({ body }) => body.replace(/ [0-9a-f]{40}/, ''))).toEqual([
      '/approve',
      'withheld',
      '/approve withheld',
    ])
    expect(bare.verdict.breakGlassRequests.map(({ issue: number }) => number)).toEqual([12])
  })
})

test('without a verdict that stays the same there is no record', () => {
  const all = facts([change()])
  const told = { facts: all, verdict: judge(all), uses: [] }
  const other = judge(facts([change({ reviews: { known: true, value: [], source: 'test' } })]))
  expect(() => withoutNames(told, () => other)).toThrow(
    'Without names the record would lead to another verdict.',
  )
})
