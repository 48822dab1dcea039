// protected-paths: each protected path has its own approvals, over and above the ordinary one.
import { expect, test } from 'vitest'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Directory } from '../../src/facts/facts.ts'
import { protectedPaths } from '../../src/rules/protected-paths.ts'
import { actor, caseOf, change, file, inWords, oid, review, short } from '../fixtures.ts'

const pay = '{name: pay, paths: ["src/pay*"], from: {users: [dana]}}'
const ledger =
  '{name: ledger, paths: ["src/**", "!src/pay*"], approvals: 2, from: {users: [dana, eve], ' +
  'teams: [books]}}'

const answer = (
  approvers: readonly string[],
  more: Partial<Change> = {},
  entries: readonly string[] = [pay],
  directory: Partial<Directory> = {},
) => {
  const reviews = known(
    approvers.map((login) => review(login)),
    'test',
  )
  const policy = `version: 1\nprotected-paths: [${entries.join(', ')}]`
  return inWords(protectedPaths(caseOf(change({ reviews, ...more }), policy, directory)))
}

const files = (...paths: readonly string[]) => ({
  files: known(
    paths.map((path) => file(path)),
    'test',
  ),
})

const remedy = (whom: string): string => `Ask ${whom} to approve ${short('c1')}.`

test('the owner approved beside an ordinary reviewer: satisfied', () => {
  expect(answer(['bob', 'dana'])).toEqual({
    outcome: 'satisfied',
    message: 'src/pay.ts (pay) needs 1 approval from dana and has 1 (dana).',
    people: ['dana'],
    paths: ['src/pay.ts'],
  })
})

test('two demands are met: both are told', () => {
  const told = answer(
    ['bob', 'cleo', 'dana', 'eve'],
    files('src/pay.ts', 'src/payout.ts', 'src/a.ts'),
    [pay, ledger],
    { teams: { books: known([actor('cleo')], 'test') } },
  )
  expect(told).toEqual({
    outcome: 'satisfied',
    message:
      'src/pay.ts and src/payout.ts (pay) need 1 approval from dana and have 1 (dana). ' +
      'src/a.ts (ledger) needs 2 approvals from dana, eve or team books and has 2 (cleo and eve).',
    people: ['dana', 'cleo', 'eve'],
    paths: ['src/pay.ts', 'src/payout.ts', 'src/a.ts'],
  })
})

test('nobody of the owners approved: violated', () => {
  expect(answer(['bob', 'cleo'])).toEqual({
    outcome: 'violated',
    awaitsApproval: true,
    message: 'src/pay.ts (pay) needs 1 approval from dana.',
    remedy: remedy('dana'),
    people: [],
    paths: ['src/pay.ts'],
  })
})

test('the only approval is the ordinary one already: violated, and said so', () => {
  expect(answer(['dana'])).toEqual({
    outcome: 'violated',
    awaitsApproval: true,
    message:
      'src/pay.ts (pay) needs 1 approval from dana. One approval serves one demand, ' +
      'and that of dana serves another.',
    remedy: remedy('another non-contributor'),
    people: [],
    paths: ['src/pay.ts'],
  })
})

test('nobody is asked whose approval could not count', () => {
  const shared = '{name: pay, paths: ["src/pay*"], from: {users: [ada, dana]}}'
  expect(answer(['bob'], {}, [shared]).remedy).toBe(remedy('dana'))
  const own = '{name: pay, paths: ["src/pay*"], from: {users: [ada]}}'
  expect(answer(['bob'], {}, [own]).remedy).toBe(
    'Nobody whom pay names can approve it: add somebody to the policy.',
  )
})

test('one of two demands is not met: only that one is told', () => {
  const told = answer(['bob', 'dana', 'eve'], files('src/pay.ts', 'src/a.ts'), [pay, ledger], {
    teams: { books: known([actor('fay')], 'test') },
  })
  expect(told).toEqual({
    outcome: 'violated',
    awaitsApproval: true,
    message:
      'src/a.ts (ledger) needs 2 approvals from dana, eve or team books and has 1 (eve). ' +
      'One approval serves one demand, and that of dana serves another.',
    remedy: remedy('team books'),
    people: ['eve'],
    paths: ['src/a.ts'],
  })
})

test('two demands of the same files and owners: files and owners are told once', () => {
  const again = '{name: again, paths: ["src/pay.ts"], from: {users: [dana]}}'
  expect(answer(['bob'], {}, [pay, again])).toEqual({
    outcome: 'violated',
    awaitsApproval: true,
    message:
      'src/pay.ts (pay) needs 1 approval from dana. ' +
      'src/pay.ts (again) needs 1 approval from dana.',
    remedy: remedy('dana'),
    people: [],
    paths: ['src/pay.ts'],
  })
})

test('two demands of different owners: the remedy names both', () => {
  const other = '{name: other, paths: ["src/pay.ts"], from: {users: [eve]}}'
  expect(answer(['bob'], {}, [pay, other]).remedy).toBe(remedy('dana, and eve'))
})

test("the owner's approval is set aside: violated, and said why", () => {
  const reviews = known([review('bob'), review('dana', { commit: oid('c0') })], 'test')
  expect(answer([], { reviews }).message).toBe(
    'src/pay.ts (pay) needs 1 approval from dana. ' +
      `dana's approval is outdated: it is for ${short('c0')}, the latest commit is ${short('c1')}.`,
  )
})

test('where approvals are short, independent-approval tells what is set aside', () => {
  const reviews = known([review('dana', { commit: oid('c0') })], 'test')
  expect(answer([], { reviews }).message).toBe('src/pay.ts (pay) needs 1 approval from dana.')
})

test('every approval that is set aside is told', () => {
  const reviews = known(
    [review('bob', { canPush: false }), review('dana', { commit: null }), review('cleo')],
    'test',
  )
  expect(answer([], { reviews }).message).toBe(
    'src/pay.ts (pay) needs 1 approval from dana. ' +
      "bob's approval does not count because it is by somebody without write access. " +
      "dana's approval is outdated: it is for a commit that GitHub no longer has.",
  )
})

test('a met demand does not mention what is set aside', () => {
  const reviews = known([review('bob'), review('dana'), review('ada')], 'test')
  expect(answer([], { reviews }).message).toBe(
    'src/pay.ts (pay) needs 1 approval from dana and has 1 (dana).',
  )
})

const team = '{name: pay, paths: ["src/pay*"], from: {teams: [payments]}}'
const teams = '{name: pay, paths: ["src/pay*"], from: {teams: [payments, books]}}'
const down = unknown('payments cannot be read', 'GET payments', 'Give the gate an org-token.')

test('a team that could hold the reviewer cannot be read: undetermined', () => {
  expect(answer(['bob', 'cleo'], {}, [team], { teams: { payments: down } })).toEqual({
    outcome: 'undetermined',
    message:
      'src/pay.ts (pay) needs 1 approval from team payments. Unknown: payments cannot be ' +
      'read.',
    remedy: 'Give the gate an org-token.',
    people: [],
    paths: ['src/pay.ts'],
  })
})

test('what is set aside is not told while it is unknown whether anything is missing', () => {
  const reviews = known([review('bob'), review('cleo'), review('ada')], 'test')
  const told = answer([], { reviews }, [team], { teams: { payments: down } })
  expect(told.message).not.toMatch(/ada's approval|does not count/)
})

test('of teams that cannot be read the first is told, with all there is to do', () => {
  const books = unknown('books cannot be read', 'GET books', 'Correct the name.')
  const directory = { teams: { payments: down, books, sre: unknown('no matter', 'GET sre') } }
  expect(answer(['bob', 'cleo'], {}, [teams], directory)).toMatchObject({
    message:
      'src/pay.ts (pay) needs 1 approval from team payments or team books. ' +
      'Unknown: payments cannot be read (and 1 more).',
    remedy: 'Give the gate an org-token. Correct the name.',
  })
})

test('one reason for two teams is told once, and so is what to do', () => {
  const directory = { teams: { payments: down, books: down } }
  expect(answer(['bob', 'cleo'], {}, [teams], directory)).toMatchObject({
    message:
      'src/pay.ts (pay) needs 1 approval from team payments or team books. ' +
      'Unknown: payments cannot be read.',
    remedy: 'Give the gate an org-token.',
  })
})

test('only the team that cannot be read is told, and no team that can', () => {
  const directory = { teams: { payments: down, books: known([], 'GET books') } }
  expect(answer(['bob', 'cleo'], {}, [teams], directory).message).toMatch(
    / Unknown: payments cannot be read\.$/,
  )
})

test('a team that nobody asked for is unknown too', () => {
  expect(answer(['bob', 'cleo'], {}, [team])).toMatchObject({
    outcome: 'undetermined',
    message:
      'src/pay.ts (pay) needs 1 approval from team payments. Unknown: nobody asked for ' +
      'the team payments.',
    remedy: 'Run the gate again.',
  })
})

test('too few approvals for any team to matter: violated, and what is unknown is told', () => {
  expect(answer(['bob'], {}, [team], { teams: { payments: down } })).toMatchObject({
    outcome: 'violated',
    awaitsApproval: true,
    message:
      'src/pay.ts (pay) needs 1 approval from team payments. Unknown: payments cannot be ' +
      'read.',
    remedy: `${remedy('team payments')} Give the gate an org-token.`,
  })
})

test('one demand is unmet and one unknown: violated, and the unmet one is told', () => {
  const told = answer(['bob', 'cleo'], files('src/pay.ts', 'src/a.ts'), [
    team,
    '{name: a, paths: ["src/a.ts"], from: {users: [dana]}}',
  ])
  expect(told).toMatchObject({
    outcome: 'violated',
    awaitsApproval: true,
    message: 'src/a.ts (a) needs 1 approval from dana.',
    paths: ['src/a.ts'],
  })
})

test('one demand is met and one unknown: undetermined, and the unknown one is told', () => {
  const told = answer(['bob', 'cleo', 'dana'], files('src/pay.ts', 'src/a.ts'), [
    team,
    '{name: a, paths: ["src/a.ts"], from: {users: [dana]}}',
  ])
  expect(told).toMatchObject({ outcome: 'undetermined', paths: ['src/pay.ts'] })
})

test('a policy without protected paths: not applicable, even where nothing is known', () => {
  const none = unknown('GitHub is down', 'test')
  expect(answer([], { files: none, reviews: none }, [])).toEqual({
    outcome: 'not-applicable',
    message: 'The policy protects no paths.',
  })
})

test.for([
  { given: 'another file', touched: ['README.md'] },
  { given: 'the control plane', touched: ['.github/workflows/ci.yml'] },
  { given: 'no file', touched: [] },
])('$given is touched: not applicable', ({ touched }) => {
  expect(answer([], files(...touched))).toEqual({
    outcome: 'not-applicable',
    message: 'No protected path is touched.',
  })
})

test.for<{ given: string; more: Partial<Change>; message: string }>([
  {
    given: 'the files',
    more: { files: unknown('GitHub is down', 'test') },
    message: 'The files are unknown.',
  },
  {
    given: 'the reviews',
    more: { reviews: unknown('GitHub is down', 'test') },
    message: 'The reviews are unknown.',
  },
])('$given are unknown: undetermined', ({ more, message }) => {
  expect(answer(['bob', 'dana'], more)).toEqual({ outcome: 'undetermined', message })
})
