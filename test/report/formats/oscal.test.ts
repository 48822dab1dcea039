// OSCAL assessment results: the same bytes for the same verdict, every rule that was judged, and no control called satisfied.
import { expect, test } from 'vitest'
import type { Finding } from '../../../src/findings/finding.ts'
import { judge } from '../../../src/judge/judge.ts'
import { oscal } from '../../../src/report/formats/oscal.ts'
import { uuidOf } from '../../../src/sha256.ts'
import { change, facts, policyText } from '../../fixtures.ts'
import { finding, judged, verdict } from '../verdicts.ts'

const run = 'https://github.com/acme/shop/actions/runs/12'
const occasion = { repository: 'acme/shop', readAt: '2026-03-01T12:00:00Z', run }
const said = (findings: readonly Finding[]) =>
  JSON.parse(oscal({ ...occasion, verdict: { ...verdict('fail', judged()), findings } }, uuidOf))[
    'assessment-results'
  ]
const of = (more: Partial<Finding>): Finding => ({ ...finding('self-approval'), ...more })

test('a UUID is the one of RFC 9562 for its name', () => {
  // As Python's uuid.uuid5(uuid.NAMESPACE_URL, ...) has it.
  expect(uuidOf('https://www.example.com/')).toBe('3d3ed9d2-aa3d-5fa6-90e8-ed662e90f559')
})

test('each rule that was judged is a finding with its observation', () => {
  const [result] = said([
    of({ outcome: 'satisfied' }),
    of({ rule: 'control-plane', outcome: 'excepted', pull: 7 }),
    of({ rule: 'author-deploys', outcome: 'violated', pull: null, remedy: 'Ask someone else.' }),
    of({ rule: 'complete-facts', outcome: 'undetermined' }),
    of({ rule: 'required-checks', outcome: 'not-applicable' }),
    of({ rule: 'self-merge', outcome: 'violated', enforcement: 'off' }),
  ]).results
  const states = result.findings.map(({ target }: { target: Target }) => [
    target['target-id'],
    target.status.state,
    target.status.reason,
  ])
  expect(states).toEqual([
    ['self-approval', 'satisfied', 'pass'],
    ['control-plane', 'not-satisfied', 'other'],
    ['author-deploys', 'not-satisfied', 'fail'],
    ['complete-facts', 'not-satisfied', 'other'],
  ])
  const seen = result.observations.map(({ uuid }: { uuid: string }) => uuid)
  expect(new Set(seen).size).toBe(4)
  expect(result.findings.map((one: Related) => one['related-observations'])).toEqual(
    seen.map((uuid: string) => [{ 'observation-uuid': uuid }]),
  )
})

interface Target {
  readonly 'target-id': string
  readonly status: { readonly state: string; readonly reason: string }
}

interface Related {
  readonly 'related-observations': unknown
}

test('nothing that was judged makes no empty list', () => {
  const [result] = said([]).results
  expect(result).not.toHaveProperty('findings')
  expect(result).not.toHaveProperty('observations')
})

test('names the policy at its commit, and controls as relevant alone', () => {
  const text = 'version: 1\ncontrols: [nist-800-53, slsa]\n'
  const all = facts([change({ policyFile: policyText(text) })])
  const document = () => oscal({ ...occasion, verdict: judge(all) }, uuidOf)
  expect(document()).toBe(document())
  const results = JSON.parse(document())['assessment-results']
  expect(results['import-ap'].href).toMatch(
    /^https:\/\/github\.com\/acme\/shop\/blob\/[0-9a-f]{40}\/\.github\/separation-of-duties\.yml$/,
  )
  const [selection] = results.results[0]['reviewed-controls']['control-selections']
  expect(selection['include-controls']).toContainEqual({ 'control-id': 'ac-5' })
  expect(selection.description).toContain('None is met by that alone.')
  expect(document()).toContain('"value":"slsa Two-party review"')
})

test('without a file the policy is the one that is built in', () => {
  const all = facts([change()])
  const results = JSON.parse(oscal({ ...occasion, run: null, verdict: judge(all) }, uuidOf))[
    'assessment-results'
  ]
  const [resource] = results['back-matter'].resources
  expect(results['import-ap'].href).toBe(`#${resource.uuid}`)
})
