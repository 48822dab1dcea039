// SARIF: by the OASIS schema, and by what GitHub's code scanning asks for beside it. A result that it refuses loses them all.
import draft4 from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding } from '../../../src/findings/finding.ts'
import { visible } from '../../../src/report/formats/escape.ts'
import { sarif } from '../../../src/report/formats/sarif.ts'
import * as cases from '../cases.ts'
import * as deployments from '../deployment-cases.ts'
import { hostileText, unseen } from '../hostility.ts'
import { finding, judged, verdict } from '../verdicts.ts'

// It is of draft 4, and uses nothing that draft 7 understands otherwise but its own names.
const { $schema, id, ...schema } = draft4
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(schema)

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
}

const occasion = { repository: 'acme/shop', readAt: '2026-03-01T12:00:00Z', run: null }

function runOf(given: ReturnType<typeof verdict>) {
  const log = JSON.parse(sarif({ ...occasion, verdict: given }))
  validate(log)
  expect(validate.errors ?? []).toEqual([])
  const [run] = log.runs
  const { results, tool, invocations, automationDetails } = run
  // GitHub's own conditions.
  expect(results.length).toBeLessThanOrEqual(5_000)
  for (const one of results as readonly Result[]) {
    expect(tool.driver.rules[one.ruleIndex].id).toBe(one.ruleId)
    expect(['error', 'warning', 'note']).toContain(one.level)
    expect(one.message.text).not.toBe('')
    expect(one.message.text).not.toMatch(unseen)
    const [at] = one.locations
    expect(at?.physicalLocation.artifactLocation.uri).toMatch(/^(?![/]|[a-z]+:)[!-~]+$/i)
  }
  const prints = (results as readonly Result[]).map(
    (one) => one.partialFingerprints.primaryLocationLineHash,
  )
  expect(new Set(prints).size).toBe(results.length)
  for (const rule of tool.driver.rules) {
    expect(rule.id.length).toBeLessThanOrEqual(255)
    expect(rule.help.text).not.toBe('')
  }
  return { results: results as readonly Result[], invocations, automationDetails, tool }
}

const verdicts = Object.entries({ ...cases, ...deployments }).filter(
  (one): one is [string, ReturnType<typeof verdict>] =>
    typeof one[1] === 'object' && one[1] !== null && 'word' in one[1],
)

test.for(verdicts)('%s is valid, and GitHub takes it', ([, given]) => {
  const open = given.findings.filter(
    ({ outcome, enforcement }) =>
      outcome !== 'satisfied' && outcome !== 'not-applicable' && enforcement !== 'off',
  )
  const { results, invocations } = runOf(given)
  expect(results.map(({ ruleId }) => ruleId)).toEqual(open.map(({ rule }) => visible(rule)))
  expect(invocations).toEqual([{ executionSuccessful: given.word !== 'undetermined' }])
})

const one = (over: Partial<Finding>, rule = 'self-approval') =>
  verdict('fail', judged({ findings: [finding(rule, { outcome: 'violated', ...over })] }))

test.for([
  { over: {}, level: 'error' },
  { over: { enforcement: 'warn' }, level: 'warning' },
  { over: { outcome: 'undetermined' }, level: 'warning' },
  { over: { outcome: 'undetermined', enforcement: 'warn' }, level: 'note' },
  { over: { outcome: 'excepted' }, level: 'note' },
] as const)('$over is of level $level', ({ over, level }) => {
  expect(runOf(one(over)).results.map((result) => result.level)).toEqual([level])
})

test('a finding lies at its file, else at the policy; a file outside the repository is none', () => {
  const uriOf = (paths: readonly string[]) =>
    runOf(one({ paths })).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri
  expect(uriOf(['src/a b#?.ts'])).toBe('src/a%20b%23%3F.ts')
  for (const paths of [[], ['/etc/passwd'], ['a/../../b'], ['\ud800']]) {
    expect(uriOf(paths)).toBe('.github/separation-of-duties.yml')
  }
})

test('two findings of one rule about one change are two alerts, and their words do not matter', () => {
  const two = (message: string) =>
    verdict(
      'fail',
      judged({
        findings: [1, 2].map(() => finding('reviewed-range', { outcome: 'violated', message })),
      }),
    )
  const prints = (message: string) =>
    runOf(two(message)).results.map((result) => result.partialFingerprints)
  expect(prints('a')).toEqual(prints('b'))
})

test('an upload about another change or environment does not replace this one', () => {
  // What follows the last slash tells runs of one category apart, and is none of it.
  const category = (given: ReturnType<typeof verdict>) =>
    runOf(given).automationDetails.id.replace(/\/[^/]*$/, '')
  expect(category(one({}))).toBe('separation-of-duties/pull-7')
  expect(category(deployments.pass)).toBe('separation-of-duties/production')
})

test('a rule says what satisfies it and where its page is', () => {
  const [rule] = runOf(one({})).tool.driver.rules
  expect(rule.help.text).toBe(`${rule.fullDescription.text} See ${rule.helpUri}`)
})

test('a conflict of the policy’s own is a rule too', () => {
  expect(runOf(one({}, 'tester-deploys')).tool.driver.rules.at(-1).id).toBe('tester-deploys')
})

test('whatever is given, it is valid', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (message, path) => {
      const text = message === '' ? 'x' : message
      runOf(one({ message: text, paths: path === '' ? [] : [path] }))
    }),
    { numRuns: 40 },
  )
})
