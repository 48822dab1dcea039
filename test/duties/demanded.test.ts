// How many approvals a change needs, by the entries of the policy that hold for it.
import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import { caseOf, change, file } from '../fixtures.ts'

const demanded = (entries: string, files: Parameters<typeof change>[0] = {}) =>
  caseOf(change(files), `version: 1\napprovals: ${entries}`).approvals.demanded

const of = (...paths: readonly string[]) => ({
  files: known(
    paths.map((path) => file(path)),
    'test',
  ),
})
const unread = { files: unknown('GitHub is down', 'test') }
const docs = '{paths: [docs/**], required: 0}'

test.for([
  { entries: '{required: 2}', files: of('a'), required: 2 },
  { entries: '[{required: 2}, {required: 3}]', files: of('a'), required: 3 },
  { entries: `[${docs}]`, files: of('docs/a'), required: 0 },
  { entries: `[{required: 2}, ${docs}]`, files: of('docs/a'), required: 0 },
  { entries: `[{required: 2}, ${docs}]`, files: of('docs/a', 'a'), required: 2 },
  { entries: `[${docs}]`, files: of('a'), required: 1 },
  { entries: `[${docs}]`, files: of(), required: 1 },
  {
    entries: `[{files-over: 1, required: 3}, ${docs}]`,
    files: of('docs/a', 'docs/b'),
    required: 3,
  },
  { entries: `[{branches: ['ma*'], required: 3}]`, files: of('a'), required: 3 },
  { entries: `[{branches: [ma], required: 3}]`, files: of('a'), required: 1 },
  { entries: '[{by: agents, required: 3}]', files: of('a'), required: 1 },
])('$entries demands $required', ({ entries, files, required }) => {
  expect(demanded(entries, files)).toMatchObject({ required, least: required, isCertain: true })
})

test('unknown files: the stricter demand, and it is kept that it could be less', () => {
  const list = `[{required: 2}, ${docs}, {paths: [src/**], required: 4}]`
  expect(demanded(list, unread)).toMatchObject({ required: 4, least: 0, isCertain: false })
})

test('a file that nobody tells to be a plain one: the stricter demand, and it is kept that it could be less', () => {
  const files = (kind: 'file' | 'symlink' | null) => ({
    files: known([{ ...file('docs/a'), kind }], 'test'),
  })
  const list = `[{required: 2}, ${docs}]`
  expect(demanded(list, files('file'))).toMatchObject({ required: 0, least: 0, isCertain: true })
  expect(demanded(list, files(null))).toMatchObject({ required: 2, least: 0, isCertain: false })
  expect(demanded(list, files('symlink'))).toMatchObject({ required: 2, least: 2, isCertain: true })
})

test('the freshness of every entry that holds must be met', () => {
  const list = '[{freshness: change}, {files-over: 1, required: 2}]'
  expect(demanded(list, of('a'))).toMatchObject({ required: 1, freshness: 'change' })
  expect(demanded(list, of('a', 'b'))).toMatchObject({ required: 2, freshness: 'head' })
})
