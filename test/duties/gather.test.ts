// Single deeds become holdings: one person, one holding of a duty, with every deed once.
import { expect, test } from 'vitest'
import { identifier } from '../../src/duties/people.ts'
import { type Action, type Duty, gather } from '../../src/duties/roster.ts'
import { actor, oid } from '../fixtures.ts'

const identify = identifier([{ name: 'Ada', accounts: ['ada', 'ada-admin'] }])

const trace = (
  duty: Duty,
  by: string | null,
  deed = 'pushed',
  commit: string | null = null,
  source = 'test',
): Action => ({
  duty,
  by: by === null ? null : actor(by),
  evidence: { deed, commit, isClaim: false, source },
})

const told = (...actions: readonly Action[]) =>
  gather(actions, identify).holdings.map(({ duty, person, evidence }) => [
    duty,
    person.name,
    evidence.map(({ deed, commit, source }) => `${deed} ${commit} ${source}`),
  ])

test('nothing done: nobody holds a duty', () => {
  expect(gather([], identify)).toEqual({ holdings: [], unattributed: [] })
})

test.for<{ given: string; actions: readonly Action[]; is: readonly unknown[] }>([
  {
    given: 'two deeds of one person, one holding',
    actions: [trace('pusher', 'bob', 'pushed', oid('c1')), trace('pusher', 'bob', 'forced')],
    is: [['pusher', 'bob', [`pushed ${oid('c1')} test`, 'forced null test']]],
  },
  {
    given: 'one deed told by two sources, as the first tells it',
    actions: [
      trace('pusher', 'bob', 'pushed', oid('c1')),
      trace('pusher', 'bob', 'pushed', oid('c1'), 'another'),
    ],
    is: [['pusher', 'bob', [`pushed ${oid('c1')} test`]]],
  },
  {
    given: 'one deed done to two commits',
    actions: [
      trace('pusher', 'bob', 'pushed', oid('c1')),
      trace('pusher', 'bob', 'pushed', oid('c2')),
    ],
    is: [['pusher', 'bob', [`pushed ${oid('c1')} test`, `pushed ${oid('c2')} test`]]],
  },
  {
    given: 'two duties of one person, two holdings',
    actions: [trace('pusher', 'bob'), trace('bypasser', 'bob')],
    is: [
      ['pusher', 'bob', ['pushed null test']],
      ['bypasser', 'bob', ['pushed null test']],
    ],
  },
  {
    given: 'one duty of two people',
    actions: [trace('pusher', 'bob'), trace('pusher', 'cleo')],
    is: [
      ['pusher', 'bob', ['pushed null test']],
      ['pusher', 'cleo', ['pushed null test']],
    ],
  },
  {
    given: 'two accounts of one person, by the first',
    actions: [trace('pusher', 'ada-admin'), trace('pusher', 'ada', 'forced')],
    is: [['pusher', 'ada-admin (Ada)', ['pushed null test', 'forced null test']]],
  },
])('$given', ({ actions, is }) => {
  expect(told(...actions)).toEqual(is)
})

test('what nobody known did stays apart, every deed of it', () => {
  const [one, other] = [trace('pusher', null), trace('deployer', null, 'started it')]
  expect(gather([one, trace('pusher', 'bob'), other, one], identify)).toMatchObject({
    holdings: [{ duty: 'pusher', person: { name: 'bob' } }],
    unattributed: [
      { duty: 'pusher', evidence: one.evidence },
      { duty: 'deployer', evidence: other.evidence },
      { duty: 'pusher', evidence: one.evidence },
    ],
  })
})

test('each deed is looked at a few times, however many there are beside it', () => {
  let looks = 0
  const actions = Array.from({ length: 1000 }, (_, index) => {
    const action = trace('committer', 'bob', 'authored', oid(`c${index}`))
    const evidence = Object.defineProperty({ ...action.evidence }, 'deed', {
      get: () => {
        looks += 1
        return 'authored'
      },
    })
    return { ...action, evidence }
  })
  const [only] = gather(actions, identify).holdings
  expect(only?.evidence).toHaveLength(1000)
  expect(looks).toBeLessThan(10 * actions.length)
})
