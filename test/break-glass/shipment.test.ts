// What a deployment is to a request: which one is about it, whose approval counts, and when an approval is used up.
import { expect, test } from 'vitest'
import { markerOf } from '../../src/break-glass/commands.ts'
import { readRequest } from '../../src/break-glass/request.ts'
import { type Shipping, shippedChange, wholeShipment } from '../../src/break-glass/shipment.ts'
import { identifier } from '../../src/duties/people.ts'
import type { Change } from '../../src/facts/change.ts'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue, PastDeployment } from '../../src/facts/facts.ts'
import {
  actor,
  attempt,
  comment,
  commit,
  deploymentCaseOf,
  form,
  issue,
  merged,
  oid,
  pastReview,
  push,
  short,
} from '../fixtures.ts'
import { circumstances } from './fixtures.ts'

const [c1, c8, m1, m8] = [oid('c1'), oid('c8'), oid('m1'), oid('m8')]
const noon = '2026-03-01T12:00:00Z'
const down = unknown('GitHub is down', 'GET it', 'Wait.')

/** #8, which Cleo wrote: it brought m8, on top of #7. */
const eight = (more: Partial<Change> = {}): Change =>
  merged(
    {
      ...{ number: 8, mergeCommit: m8, author: actor('cleo') },
      head: { branch: 'other', oid: c8, repository: 'acme/shop' },
    },
    {
      headAfter: known(c8, 'test'),
      commits: known([commit('c8', 'base', 'cleo')], 'test'),
      pushes: known([push('cleo', null, 'c8')], 'test'),
      ...more,
    },
  )

/** Dana deploys m8 to production. */
function shipping(
  told: Partial<Deployment> = {},
  more: Partial<Shipping> = {},
  changes: readonly Change[] = [merged(), eight()],
): Shipping {
  const { deployment, roster, changes: assigned } = deploymentCaseOf({ sha: m8, ...told }, changes)
  return {
    ...{ deployment, roster, changes: assigned, changesRead: known(null, 'test') },
    ...{ isByRelease: false, now: noon, ...more },
  }
}

const request = (more: Partial<BreakGlassIssue> = {}) => readRequest(issue(more), circumstances())

const naming = (target: string, ...approved: readonly string[]) =>
  request({
    body: form({ 'Pull request or commit': target }),
    comments: approved.map((one) => comment('dana', `/approve ${one}`)),
  })

test.for([
  { given: 'the commit deployed', one: naming(m8), isMeant: true },
  { given: 'the pull request that brought it', one: naming('#8', m8), isMeant: false },
  { given: 'the head that it was', one: naming(c8, m8), isMeant: false },
  { given: 'another change, approved as deployed', one: naming('#7', m1, m8), isMeant: false },
  { given: 'another change, approved as it is', one: naming('#7', m1), isMeant: false },
  { given: 'another change, approved by nobody', one: naming('#7'), isMeant: false },
  { given: 'what is not shipped, approved as deployed', one: naming('#9', m8), isMeant: false },
])('a request that names $given: about the deployment: $isMeant', ({ one, isMeant }) => {
  expect(wholeShipment(shipping()).isMeant(one)).toBe(isMeant)
})

test('the deployment is the commit, a change its merge and its head', () => {
  const shipped = shipping()
  const [whole, [seven]] = [wholeShipment(shipped), shipped.changes]
  const about = { gate: 'deployment', at: noon, pull: null, environment: 'production', run: 9999 }
  expect(whole).toMatchObject({ ...about, oids: [m8], what: `${short('m8')} is deployed` })
  if (seven === undefined) throw new Error('no change')
  const change = shippedChange(shipped, seven)
  expect(change).toMatchObject({
    ...{ ...about, oids: [m1, c1, m8], what: `#7 is ${short('m1')} and ${short('c1')}` },
  })
  expect(['#7', m1, c1, '#8', m8].map((one) => change.isMeant(naming(one, m8)))).toEqual([
    ...[true, true, true, false, false],
  ])
})

test('without a merge commit a change is its head, and what is deployed', () => {
  const shipped = shipping({}, {}, [merged({ mergeCommit: null })])
  expect(shipped.changes.map((one) => shippedChange(shipped, one).oids)).toEqual([[c1, m8]])
})

test('whoever had a hand in it or deploys it is no second person', () => {
  const shipped = shipping()
  const person = (login: string) => identifier([])(actor(login))
  const of = (subject: { involvement: ReturnType<typeof wholeShipment>['involvement'] }) =>
    ['ada', 'cleo', 'dana', 'gus'].filter((login) => subject.involvement(person(login)) !== null)
  expect(of(wholeShipment(shipped))).toEqual(['ada', 'cleo', 'dana'])
  expect(shipped.changes.map((one) => of(shippedChange(shipped, one)))).toEqual([
    ['ada', 'dana'],
    ['cleo', 'dana'],
  ])
})

const reasons = (shipped: Shipping) => [
  wholeShipment(shipped).doubts.map(({ reason }) => reason),
  ...shipped.changes.map((one) => shippedChange(shipped, one).doubts.map(({ reason }) => reason)),
]
const hand = 'not all contributors to #8 are known'
const nameless = 'somebody whom GitHub does not name deploys'

test.for<{ given: string; shipped: Shipping; doubts: readonly (readonly string[])[] }>([
  { given: 'nothing', shipped: shipping(), doubts: [[], [], []] },
  {
    given: 'which changes ship',
    shipped: shipping({}, { changesRead: down }),
    doubts: [[down.reason], [], []],
  },
  {
    given: 'the range',
    shipped: shipping({ range: down }),
    doubts: [[down.reason], [], []],
  },
  {
    given: 'who pushed to a change',
    shipped: shipping({}, {}, [merged(), eight({ pushes: down })]),
    doubts: [[hand], [], [hand]],
  },
  {
    given: 'who started the run',
    shipped: shipping({ attempts: down }),
    doubts: [[down.reason], [down.reason], [down.reason]],
  },
  {
    given: 'what triggered it',
    shipped: shipping({ triggers: down }),
    doubts: [[down.reason], [down.reason], [down.reason]],
  },
  {
    given: 'who released, which deploys nothing',
    shipped: shipping({ releases: down }),
    doubts: [[], [], []],
  },
  {
    given: 'who released, which deploys',
    shipped: shipping({ releases: down }, { isByRelease: true }),
    doubts: [[down.reason], [down.reason], [down.reason]],
  },
  {
    given: 'who started it, where releasing deploys',
    shipped: shipping({ attempts: down }, { isByRelease: true }),
    doubts: [[], [], []],
  },
  {
    given: 'the name of a deployer',
    shipped: shipping({ attempts: known([attempt('dana'), attempt('dana', 2, null)], 'test') }),
    doubts: [[nameless], [nameless], [nameless]],
  },
  {
    given: 'the name of somebody who pushed without review',
    shipped: shipping(pastReview('ada', null)),
    doubts: [[], [], []],
  },
])('unknown is $given', ({ shipped, doubts }) => {
  expect(reasons(shipped)).toEqual(doubts)
})

test('a request is for one environment, whatever its case', () => {
  const { against } = wholeShipment(shipping())
  const of = (environment: string) => against(request({ body: form({ Environment: environment }) }))
  expect(of('PRODUCTION')).toEqual([])
  expect(of('staging')).toEqual(['It is for staging, and this deploys to production.'])
  expect(of('none')).toEqual(['It names no environment, and this deploys to production.'])
})

const at = '2026-03-01T11:30:00Z'
const past = (more: Partial<PastDeployment> = {}): Partial<BreakGlassIssue> => {
  const one = { environment: 'Production', sha: m8, at, runs: [7001], by: [], ...more }
  return { usage: known({ merged: [], deployed: [one] }, 'test') }
}
const logged = (gate: 'merge' | 'deployment', run: number | null): Partial<BreakGlassIssue> => ({
  comments: [comment('bot', markerOf({ gate, oid: m8, run }), { by: actor('bot', 'Bot') })],
})
const elsewhere = `${short('m8')} was deployed to Production in run 7001 at ${at}`

test.for<{
  given: string
  one: Partial<BreakGlassIssue>
  run?: number | null
  spent: readonly string[]
}>([
  { given: 'nothing', one: {}, spent: [] },
  { given: 'another run', one: past(), spent: [elsewhere] },
  { given: 'this run', one: past({ runs: [7001, 9999] }), spent: [] },
  { given: 'that run, asked from a terminal', one: past(), run: null, spent: [elsewhere] },
  { given: 'a run of before', one: past({ at: '2026-03-01T11:29:59Z' }), spent: [] },
  { given: 'a run elsewhere', one: past({ environment: 'staging' }), spent: [] },
  { given: 'a run of another commit', one: past({ sha: c8 }), spent: [] },
  {
    given: 'a run of the commit approved',
    one: past({ sha: m1 }),
    spent: [`${short('m1')} was deployed to Production in run 7001 at ${at}`],
  },
  {
    given: 'the log of another run',
    one: logged('deployment', 7001),
    spent: [`Run 7001 used it at ${at}`],
  },
  { given: 'the log of this run', one: logged('deployment', 9999), spent: [] },
  {
    given: 'the log of a run, asked from a terminal',
    one: logged('deployment', 9999),
    run: null,
    spent: [`Run 9999 used it at ${at}`],
  },
  {
    given: 'the log of a terminal',
    one: logged('deployment', null),
    spent: [`A deployment used it at ${at}`],
  },
  {
    given: 'the log of a terminal, asked from a terminal',
    one: logged('deployment', null),
    run: null,
    spent: [`A deployment used it at ${at}`],
  },
  { given: 'the log of a merge', one: logged('merge', null), spent: [] },
])('an approval of #7 used up by $given: $spent', ({ one, run = 9999, spent }) => {
  const approval = { oid: m1, by: null, at, until: noon, flaws: [], doubts: [] }
  const { againstApproval } = wholeShipment(shipping({ run }))
  expect(againstApproval(request(one), approval)).toEqual({
    flaws: spent.map((why) => `${why}; it serves one deployment.`),
    doubts: [],
  })
})

test('while it is unknown what became of it, it may be used up', () => {
  const approval = { oid: m1, by: null, at, until: noon, flaws: [], doubts: [] }
  const { againstApproval } = wholeShipment(shipping())
  expect(againstApproval(request({ usage: down }), approval)).toEqual({ flaws: [], doubts: [down] })
})

test('it is to be reconciled by a moment', () => {
  const { terms } = circumstances()
  expect(wholeShipment(shipping()).reconcile(terms)).toBe('by 2026-03-04T12:00:00Z')
})
