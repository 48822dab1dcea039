// Every commit that a pull request has or once had, and which push brought which.
import { expect, test } from 'vitest'
import { historyOf } from '../../src/duties/history.ts'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import { actor, change, commit, oid, push } from '../fixtures.ts'

/** Labels, as the story names them. */
const labels = (oids: readonly string[]): readonly string[] =>
  oids.map((one) => Buffer.from(one, 'hex').toString().replaceAll('\0', '')).sort()

const authored = (more: Partial<Change>): readonly string[] =>
  labels(historyOf(change(more)).authored.map((one) => one.oid))

const [c1, c2] = [commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')]
const former = { oid: oid('f2'), commits: [commit('f2', 'f1', 'bob'), commit('f1', 'base', 'bob')] }

/** "Update branch": main is merged into c1, and c3 stands on that. */
const update = commit('m1', 'c1', 'bob', {
  parents: [oid('c1'), oid('main')],
  signature: { valid: true, byGitHub: true, signer: actor('web-flow') },
})
const c3 = commit('c3', 'm1', 'ada')
const clean = {
  [update.oid]: known(
    {
      head: ['src/pay.ts'],
      base: [{ path: 'a', blob: 'new', mode: '100644' }],
      merge: [{ path: 'a', blob: 'new', mode: '100644' }],
    },
    'test',
  ),
}

const none = unknown('GitHub is down', 'test')

test.for<{ given: string; more: Partial<Change>; is: readonly string[] }>([
  {
    given: 'the commits of the head',
    more: { commits: known([c1, c2], 'test') },
    is: ['c1', 'c2'],
  },
  {
    given: 'beside them those of a former head, each once',
    more: {
      commits: known([c1], 'test'),
      formerHeads: known([former, { oid: oid('f1'), commits: [c1, ...former.commits] }], 'test'),
    },
    is: ['c1', 'f1', 'f2'],
  },
  {
    given: 'those of former heads where the present ones are unknown',
    more: { commits: none, formerHeads: known([former], 'test') },
    is: ['f1', 'f2'],
  },
  {
    given: 'the present ones where former heads are unknown',
    more: { commits: known([c1], 'test'), formerHeads: none },
    is: ['c1'],
  },
  {
    given: 'no clean update',
    more: { commits: known([c1, update, c3], 'test'), updates: clean },
    is: ['c1', 'c3'],
  },
  {
    given: 'an update whose sides nobody compared',
    more: { commits: known([c1, update], 'test') },
    is: ['c1', 'm1'],
  },
  {
    given: 'a merge of what the change itself holds, whatever its sides',
    more: {
      commits: known([c1, update, commit('main', 'base', 'cleo')], 'test'),
      updates: clean,
    },
    is: ['c1', 'm1', 'main'],
  },
  {
    given: 'a clean update of a former head',
    more: { formerHeads: known([{ oid: update.oid, commits: [update] }], 'test'), updates: clean },
    is: ['c1'],
  },
])('authored: $given', ({ more, is }) => {
  expect(authored(more)).toEqual(is)
})

test.for([
  { given: 'a commit of the head', asked: oid('c1'), is: true },
  { given: 'a commit of a former head', asked: oid('f1'), is: true },
  { given: 'a clean update', asked: oid('m1'), is: true },
  { given: 'a commit of the base', asked: oid('base'), is: false },
  { given: 'no commit', asked: null, is: false },
])('has $given: $is', ({ asked, is }) => {
  const { has } = historyOf(
    change({
      commits: known([c1, update], 'test'),
      formerHeads: known([former], 'test'),
      updates: clean,
    }),
  )
  expect(has(asked)).toBe(is)
})

const side = commit('s1', 'base', 'bob')
const evil = commit('m2', 'c2', 'bob', { parents: [oid('c2'), oid('s1')] })
const tangled = historyOf(
  change({
    commits: known([c1, c2, side, evil], 'test'),
    formerHeads: known([former], 'test'),
  }),
)

test.for([
  { given: 'a first push', told: push('ada', null, 'c2'), is: ['c1', 'c2'] },
  { given: 'a push onto the base', told: push('ada', 'base', 'c1'), is: ['c1'] },
  { given: 'a push of one commit more', told: push('ada', 'c1', 'c2'), is: ['c2'] },
  {
    given: 'a push of a merge, with all that its second parent brings',
    told: push('bob', 'c2', 'm2'),
    is: ['m2', 's1'],
  },
  {
    given: 'a first push of a merge, every commit once',
    told: push('bob', null, 'm2'),
    is: ['c1', 'c2', 'm2', 's1'],
  },
  { given: 'a push back', told: push('ada', 'c2', 'c1'), is: [] },
  { given: 'a push onto another history', told: push('ada', 'f2', 'c2'), is: ['c1', 'c2'] },
  { given: 'a push of a former head', told: push('bob', 'base', 'f2'), is: ['f1', 'f2'] },
  { given: 'a push of something that is not of the change', told: push('ada', 'c1', 'x1'), is: [] },
  { given: 'a deletion', told: { ...push('ada', 'c1', 'c1'), after: null }, is: [] },
])('$given brings $is', ({ told, is }) => {
  expect(labels(tangled.brought(told))).toEqual(is)
})

test('a push of a clean update brings what stands on it, and not the update', () => {
  const { brought } = historyOf(
    change({ commits: known([c1, update, c3], 'test'), updates: clean }),
  )
  expect(brought(push('bob', 'c1', 'm1'))).toEqual([])
  expect(labels(brought(push('ada', 'c1', 'c3')))).toEqual(['c3'])
  expect(labels(brought(push('ada', null, 'c3')))).toEqual(['c1', 'c3'])
})

test('many pushes of one commit each cost a few looks a commit, not a walk a push', () => {
  let looks = 0
  const commits = Array.from({ length: 800 }, (_, index) =>
    Object.defineProperty(
      commit(`n${index}`, index === 0 ? 'base' : `n${index - 1}`, 'ada'),
      'parents',
      {
        get: () => {
          looks += 1
          return [oid(index === 0 ? 'base' : `n${index - 1}`)]
        },
      },
    ),
  )
  const { brought } = historyOf(change({ commits: known(commits, 'test') }))
  for (const [index] of commits.entries()) {
    const told = push('ada', index === 0 ? 'base' : `n${index - 1}`, `n${index}`)
    expect(brought(told)).toEqual([oid(`n${index}`)])
  }
  expect(looks).toBeLessThan(20 * commits.length)
})
