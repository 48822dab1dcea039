// The project's own workflows, and what they run: each may do no more than it says, and runs code that cannot change.
import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { read, root } from '../readme/document.ts'
import { readWorkflow, reasonsOf } from '../readme/workflows.ts'

const shown = globSync('.github/workflows/*', { cwd: root })
  .sort()
  .map((at) => {
    const text = read(at)
    return { at, text, workflow: readWorkflow(text) }
  })

/** Events whose run has the rights of the repository and is started, or fed, by anybody. */
const lending = ['pull_request_target', 'workflow_run', 'issue_comment', 'issues']

/** GitHub takes a word, a list or a map. */
const eventsOf = (on: unknown): readonly string[] =>
  on instanceof Object && !Array.isArray(on) ? Object.keys(on) : [on].flat().map(String)

/** "actions/checkout@<commit>" with what stands behind it on the line. */
const usesIn = (text: string) =>
  [...text.matchAll(/\buses: *([^\s#]+)(?: +# *(.*))?$/gm)].map(([, uses = '', comment = '']) => ({
    ...{ uses, comment },
  }))

describe.for(shown)('$at', ({ at, text, workflow }) => {
  const jobs = Object.entries(workflow.jobs)
  const steps = jobs.flatMap(([, job]) => job.steps)

  test('gives nothing at the top, and a reason for all that it gives below', () => {
    expect(workflow.permissions).toEqual({})
    for (const [name, job] of jobs) {
      const reasons = reasonsOf({ at, text, workflow }, name)
      expect(Object.keys(reasons)).toEqual(Object.keys(job.permissions))
      for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[a-z].{8}/)
    }
  })

  test('lends its rights to nobody’s change, and leaves no token behind', () => {
    expect(eventsOf(workflow.on).filter((event) => lending.includes(event))).toEqual([])
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false })
    }
  })

  test('ends by itself', () => {
    // One that calls another workflow ends with it.
    for (const [, job] of jobs.filter(([, { uses }]) => uses === undefined))
      expect(job).toMatchObject({ 'timeout-minutes': expect.any(Number) })
  })

  test('names what others wrote by commit, with the version beside it', () => {
    const written = usesIn(text)
    const used = [...jobs.map(([, job]) => job), ...steps].flatMap(({ uses }) => uses ?? [])
    expect(written.map(({ uses }) => uses)).toEqual(used)
    for (const { uses, comment } of written.filter((one) => !one.uses.startsWith('./'))) {
      expect(uses).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/)
      expect(comment).toMatch(/^v\d+\.\d+\.\d+$/)
    }
  })
})

type Pair = readonly [string, string]

/** Every first of a pair that stands beside more than one second. */
const ambiguous = (pairs: readonly Pair[]): readonly string[] =>
  [...Map.groupBy(pairs, ([one]) => one)]
    .filter(([, all]) => new Set(all.map(([, other]) => other)).size > 1)
    .map(([one]) => one)

test('an action is of one version in all of them', () => {
  const uses = shown.flatMap(({ text }) => usesIn(text))
  const pins = uses.map(({ uses: name }): Pair => {
    const [path = '', commit = ''] = name.split('@')
    return [path.split('/').slice(0, 2).join('/'), commit]
  })
  expect(ambiguous(pins)).toEqual([])
})

test('a commit has one version, in the README as well', () => {
  const uses = [...shown.map(({ text }) => text), read('README.md')].flatMap(usesIn)
  expect(ambiguous(uses.map((one): Pair => [one.uses, one.comment]))).toEqual([])
})

test.for(globSync('{.github,docs}/**/*.{yml,yaml}', { cwd: root }))(
  '%s is YAML without a flaw',
  (path) => {
    const { errors, warnings } = parseDocument(read(path))
    expect([...errors, ...warnings]).toEqual([])
  },
)
