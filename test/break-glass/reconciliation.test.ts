// What a break-glass let through must be reconciled in time, by somebody independent; until then nothing else passes.
import { expect, test } from 'vitest'
import { markerOf } from '../../src/break-glass/commands.ts'
import type { Change } from '../../src/facts/change.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue, IssueComment, Usage } from '../../src/facts/facts.ts'
import { actor, change, comment, form, merged, oid, push, short } from '../fixtures.ts'
import { beside, deploying, find, merging, nobodysReview, policy } from './fixtures.ts'

const [c1, m1] = [oid('c1'), oid('m1')]
const down = unknown('GitHub is down', 'GET it', 'Wait.')
const bot = { by: actor('github-actions', 'Bot') }

/** #3, which Ada asked for and Dana approved, let her merge c1 through Cleo at noon of the first of March. */
const past = (pull: Partial<Change['pull']> = {}, more: Partial<Change> = {}): Change =>
  merged({ number: 3, ...pull }, { ...nobodysReview, ...more })

const approval = comment('dana', `/approve ${c1}`)

const reconcile = (by: string | null, more: Partial<IssueComment> = {}): IssueComment =>
  comment(by, `/reconcile approved ${m1}`, { at: '2026-03-02T09:00:00Z', ...more })

interface Told extends Partial<Omit<BreakGlassIssue, 'usage'>> {
  readonly said?: readonly IssueComment[]
  readonly became?: Partial<Usage>
}

const used = ({ said = [], became = {}, ...more }: Told = {}): Partial<BreakGlassIssue> => ({
  ...{ number: 9, url: 'https://github.com/acme/shop/issues/9' },
  body: form({ 'Pull request or commit': '#3' }),
  comments: [approval, ...said],
  usage: known({ merged: [past()], deployed: [], ...became }, 'test'),
  ...more,
})

/** Another change, reviewed as it should be. */
const clean = { reviews: change().reviews }
const later = (one: Partial<BreakGlassIssue>, readAt = '2026-03-04T12:00:01Z', more = {}) =>
  merging([one], { one: clean, readAt, ...more })

const told = `#3 was merged as ${short('m1')} by cleo at 2026-03-01T12:00:00Z`

test('overdue: it stops what has nothing to do with it', () => {
  const verdict = later(used())
  expect(verdict.word).toBe('fail')
  expect(find(verdict)).toMatchObject({
    outcome: 'violated',
    pull: 7,
    message: `Break-glass #9 was not reconciled by 2026-03-04T12:00:00Z: ${told}.`,
    remedy: `Ask an uninvolved person with write access to comment "/reconcile approved|remediated|reverted ${m1}" on #9.`,
    people: ['ada'],
    commits: [m1],
  })
  expect(verdict.breakGlassRequests).toMatchObject([{ issue: 9, state: 'overdue' }])
})

test('while there is time it is mentioned, and stops nothing', () => {
  const verdict = later(used(), '2026-03-04T12:00:00Z')
  expect(verdict.word).toBe('pass')
  expect(find(verdict)).toMatchObject({
    outcome: 'satisfied',
    message: `Break-glass #9 was used and must be reconciled by 2026-03-04T12:00:00Z: ${told}.`,
  })
  expect(verdict.breakGlassRequests).toMatchObject([{ state: 'used' }])
})

test.for(['approved', 'remediated', 'reverted'] as const)(
  'somebody independent reconciles it: %s',
  (result) => {
    const said = [{ ...reconcile('fay'), body: `/reconcile ${result} ${m1}\r\nThanks.` }]
    const verdict = later(used({ said }))
    expect(verdict.word).toBe('pass')
    expect(find(verdict).message).toBe('No emergency is in use, and none is left to be reconciled.')
    expect(verdict.breakGlassRequests).toMatchObject([
      { state: 'reconciled', reconciliation: { by: 'fay', at: '2026-03-02T09:00:00Z', result } },
    ])
  },
)

test('late is better than never: it stops no longer', () => {
  const said = [reconcile('fay', { at: '2026-03-05T09:00:00Z' })]
  expect(later(used({ said }), '2026-03-05T09:30:00Z').word).toBe('pass')
})

const flawed = (who: string, why: string) => `${who}'s reconciliation does not count: ${why}.`

test.for<{ given: string; said: IssueComment; why: string; became?: Partial<Usage> }>([
  { given: 'who asked', said: reconcile('ada'), why: flawed('ada', 'ada asked for it') },
  { given: 'who approved', said: reconcile('dana'), why: flawed('dana', 'dana approved it') },
  { given: 'who merged', said: reconcile('cleo'), why: flawed('cleo', 'cleo merged #3') },
  {
    given: 'who had a hand in it',
    said: reconcile('fay'),
    became: {
      merged: [
        past({}, { pushes: known([push('ada', null, 'c1'), push('fay', 'base', 'c1')], 'test') }),
      ],
    },
    why: flawed('fay', 'fay contributed to #3'),
  },
  {
    given: 'who deployed it',
    said: reconcile('fay'),
    became: {
      deployed: [
        {
          ...{ environment: 'production', sha: m1, at: '2026-03-01T12:30:00Z', runs: [5] },
          by: [null, actor('fay')],
        },
      ],
    },
    why: flawed('fay', 'fay deployed it'),
  },
  {
    given: 'who may not push',
    said: reconcile('gus'),
    why: flawed('gus', 'gus may not push to the repository'),
  },
  {
    given: 'that is a bot',
    said: reconcile('fay', { by: actor('fay', 'Bot') }),
    why: flawed('fay', 'fay is not a person'),
  },
  {
    given: 'that is deleted',
    said: reconcile(null),
    why: 'A deleted account reconciled it, which does not count.',
  },
  {
    given: 'by an edited comment',
    said: reconcile('fay', { isEdited: true }),
    why: flawed('fay', 'it was edited'),
  },
  {
    given: 'at the time of the use',
    said: reconcile('fay', { at: '2026-03-01T12:00:00Z' }),
    why: flawed('fay', 'it was given at 2026-03-01T12:00:00Z, not after the use'),
  },
  {
    given: 'naming the head',
    said: { ...reconcile('fay'), body: `/reconcile approved ${c1}` },
    why: flawed('fay', `it names ${short('c1')}, and ${short('m1')} was let through`),
  },
  {
    given: 'by a short id',
    said: { ...reconcile('fay'), body: `/reconcile approved ${short('m1')}` },
    why:
      `fay commented "/reconcile approved ${short('m1')}"; write "/reconcile", one of "approved", "remediated" or ` +
      '"reverted", and the full commit id, 40 characters in lower case, alone on the first line.',
  },
])('not reconciled by somebody $given', ({ said, became = {}, why }) => {
  // The deployment counts where the request named its environment.
  const body = form({ 'Pull request or commit': '#3', Environment: 'production' })
  const verdict = later(used({ said: [said], became, body }), '2026-03-05T12:00:01Z')
  expect(verdict.word).toBe('fail')
  expect(find(verdict).message).toContain('was not reconciled by 2026-03-04T')
  expect(find(verdict).message.endsWith(` ${why}`)).toBe(true)
})

test('one person with two accounts is not independent', () => {
  const joined = policy('people: [{name: Ada, accounts: [ada, fay]}]')
  const verdict = later(used({ said: [reconcile('fay')] }), undefined, {
    one: { ...clean, policyFile: joined },
  })
  expect(find(verdict).message).toContain(
    "fay (Ada)'s reconciliation does not count: fay (Ada) asked",
  )
})

test('closing or editing what was used dodges nothing', () => {
  const closed = { closedAt: '2026-03-01T13:00:00Z' }
  expect(later(used(closed)).word).toBe('fail')
  const edited = { isEdited: true, body: 'Never mind.' }
  expect(later(used(edited)).word).toBe('fail')
  const comments = [comment('dana', `/approve ${c1}`, { isEdited: true })]
  expect(later(used({ comments })).word).toBe('fail')
  expect(find(later(used({ ...edited, comments }))).message).toContain(told)
})

const marker = markerOf({ gate: 'merge', oid: c1, run: null })
const logged = comment('bob', marker, { ...bot, at: '2026-03-01T11:45:00Z' })

test('taking the approval back dodges nothing, where the gate logged the use', () => {
  expect(later(used({ comments: [] })).word).toBe('pass')
  expect(later(used({ comments: [logged] })).word).toBe('fail')
  expect(later(used({ comments: [logged], by: null, body: '' })).word).toBe('fail')
})

test('a use that was logged and became nothing is reconciled by what was approved', () => {
  const nothing = { became: { merged: [] }, comments: [approval, logged] }
  const verdict = later(used(nothing))
  expect(find(verdict).message).toContain(
    `the merge gate let ${short('c1')} pass at 2026-03-01T11:45:00Z`,
  )
  const said = { ...reconcile('fay'), body: `/reconcile reverted ${c1}` }
  expect(later(used({ ...nothing, comments: [approval, logged, said] })).word).toBe('pass')
})

test.for<{ given: string; told: Told }>([
  { given: 'a stranger opened', told: { by: actor('gus') } },
  { given: 'a deleted account opened', told: { by: null } },
  { given: 'a stranger approved', told: { comments: [comment('gus', `/approve ${c1}`)] } },
  { given: 'a deleted account approved', told: { comments: [comment(null, `/approve ${c1}`)] } },
  {
    given: 'a person logged a use of',
    told: { by: actor('gus'), comments: [approval, comment('gus', marker)] },
  },
  { given: 'nobody approved', told: { comments: [] } },
  {
    given: 'was approved after the merge',
    told: { comments: [comment('dana', `/approve ${c1}`, { at: '2026-03-01T12:00:01Z' })] },
  },
  {
    given: 'was approved for another head',
    told: { comments: [comment('dana', `/approve ${oid('c0')}`)] },
  },
  { given: 'nothing came of', told: { became: { merged: [] } } },
])('one that $given binds nobody', ({ told }) => {
  const verdict = later(used(told))
  expect(verdict.word).toBe('pass')
  expect(find(verdict).outcome).toBe('satisfied')
})

const shipped = (more = {}) => ({
  became: {
    deployed: [
      {
        ...{ environment: 'production', sha: m1, at: '2026-03-01T12:30:00Z', runs: [5] },
        ...{ by: [actor('eve'), null], ...more },
      },
    ],
  },
})

test('a deployment is a use of a request for its environment', () => {
  const named = { body: form({ 'Pull request or commit': '#3', Environment: 'Production' }) }
  expect(find(later(used({ ...named, ...shipped() }), '2026-03-04T12:30:01Z')).message).toContain(
    `${short('m1')} was deployed to production by eve at 2026-03-01T12:30:00Z (and 1 more)`,
  )
  expect(later(used({ ...named, ...shipped() }), '2026-03-04T12:30:00Z').word).toBe('pass')
  // For a merge alone, the deployment is no matter of it.
  expect(later(used(shipped()), '2026-03-04T12:30:00Z').word).toBe('fail')
  expect(find(later(used({ ...named, ...shipped({ environment: 'staging' }) }))).message).toContain(
    told,
  )
})

test('what happens after it could last gives nobody more time', () => {
  const named = { body: form({ 'Pull request or commit': '#3', Environment: 'production' }) }
  const rollback = shipped({ at: '2026-03-04T11:00:00Z' })
  expect(later(used({ ...named, ...rollback })).word).toBe('fail')
})

test('a commit that was deployed is reconciled by its id', () => {
  const one = {
    body: form({ 'Pull request or commit': m1, Environment: 'production' }),
    comments: [comment('dana', `/approve ${m1}`, { at: '2026-03-01T12:10:00Z' })],
    ...shipped(),
  }
  const verdict = later(used(one), '2026-03-04T12:30:01Z')
  expect(verdict.word).toBe('fail')
  const said = [...one.comments, reconcile('fay')]
  expect(later(used({ ...one, comments: said }), '2026-03-04T12:30:01Z').word).toBe('pass')
})

test('in a deployment it is told once, however many changes there are', () => {
  const changes = [merged(), merged({ number: 8 })]
  const verdict = deploying([used()], {}, changes, { readAt: '2026-03-04T12:00:01Z' })
  expect(verdict.word).toBe('fail')
  expect(
    verdict.findings
      .filter(({ rule, outcome }) => rule === 'break-glass' && outcome === 'violated')
      .map(({ pull }) => pull),
  ).toEqual([null])
})

test('a change ships while its own break-glass is not due, and no longer', () => {
  const own = {
    ...used(),
    body: form(),
    usage: known({ merged: [merged()], deployed: [] }, 'test'),
  }
  const ship = (readAt: string) => deploying([own], {}, undefined, { readAt }).word
  expect(ship('2026-03-04T12:00:00Z')).toBe('pass-with-exception')
  expect(ship('2026-03-04T12:00:01Z')).toBe('fail')
})

test.for<{ given: string; told: Told; more?: object; why: string }>([
  {
    given: 'whether a reconciler may push',
    told: { said: [reconcile('hal')] },
    why: 'nobody asked whether hal may push',
  },
  {
    given: 'whose the commits were',
    told: { said: [reconcile('fay')], became: { merged: [past({}, { commits: down })] } },
    why: 'GitHub is down',
  },
  {
    given: 'who pushed',
    told: { said: [reconcile('fay')], became: { merged: [past({}, { pushes: down })] } },
    why: 'GitHub is down',
  },
  {
    given: 'who is an approver',
    told: { comments: [comment('eve', `/approve ${c1}`)] },
    more: { directory: { ...beside, teams: { leads: down } } },
    why: 'GitHub is down',
  },
])('unknown $given: undetermined', ({ told, more = {}, why }) => {
  const verdict = later(used(told), undefined, more)
  expect(verdict.word).toBe('undetermined')
  expect(find(verdict)).toMatchObject({
    outcome: 'undetermined',
    message: `Whether break-glass #9 was reconciled in time is unknown: ${why}.`,
  })
  expect(later(used(told), '2026-03-04T11:00:00Z', more).word).toBe('pass')
})

test('unknown what became of it: undetermined once it could be due, and for those alone whose word counts', () => {
  const lost = { ...used(), usage: down }
  expect(later(lost, '2026-03-04T11:30:00Z').word).toBe('pass')
  expect(later(lost, '2026-03-04T11:30:01Z').word).toBe('undetermined')
  const again = comment('dana', `/approve ${c1}`, { at: '2026-03-01T11:59:00Z' })
  expect(later({ ...lost, comments: [approval, again] }, '2026-03-04T11:30:01Z').word).toBe(
    'undetermined',
  )
  // What it would reconcile is not known.
  const said = reconcile('fay', { body: `/reconcile approved ${c1}` })
  expect(later({ ...lost, comments: [approval, said] }).word).toBe('undetermined')
  expect(later({ ...lost, by: actor('gus') }).word).toBe('pass')
  expect(later({ ...lost, comments: [] }).word).toBe('pass')
})

test('the pushes to a fork may stay unknown: that is read no more after a while', () => {
  const fork = past({ isFork: true }, { pushes: down })
  expect(later(used({ said: [reconcile('fay')], became: { merged: [fork] } })).word).toBe('pass')
})

test('without a clock nobody can say that there is time left', () => {
  const verdict = later(used(), '')
  expect(verdict.word).toBe('undetermined')
  expect(find(verdict)).toMatchObject({
    message:
      'Whether break-glass #9 was reconciled in time is unknown: GitHub did not say what time it is.',
    remedy: 'Run the gate again.',
  })
})

test('without break-glass in the policy nothing is owed', () => {
  expect(
    later(used(), undefined, { one: { ...clean, policyFile: known(null, 'test') } }).word,
  ).toBe('pass')
})
