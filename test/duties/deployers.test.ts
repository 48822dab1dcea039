// Who ships it: who started the run, who released the environment, who pushed without review.
import { expect, test } from 'vitest'
import { assignDeployment, type DeployingAct } from '../../src/duties/deployers.ts'
import { type AgentEntry, identifier, type JoinedAccounts } from '../../src/duties/people.ts'
import type { Change, Merging } from '../../src/facts/change.ts'
import type { Deployment, UnreviewedCommit } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { Directory } from '../../src/facts/facts.ts'
import {
  actor,
  attempt,
  commit,
  deployment,
  merged,
  nobodyAsked,
  oid,
  push,
  range,
  release,
  signatory,
} from '../fixtures.ts'

const assigned = (
  more: Partial<Deployment>,
  changes: readonly Change[] = [merged()],
  act: DeployingAct = 'trigger',
  people: readonly JoinedAccounts[] = [],
  agents: readonly AgentEntry[] = [],
  directory: Directory = nobodyAsked,
) => assignDeployment(deployment(more), changes, act, identifier(people, agents), directory)

/** "deployer dana: started the run". */
const told = (...given: Parameters<typeof assigned>): readonly string[] => {
  const { holdings, unattributed } = assigned(...given)
  return [
    ...holdings.map(
      ({ duty, person, evidence }) =>
        `${duty} ${person.name}: ${evidence.map(({ deed }) => deed).join(', ')}`,
    ),
    ...unattributed.map(({ duty, evidence }) => `${duty} of nobody: ${evidence.deed}`),
  ]
}

const none = known([], 'test')
const down = unknown('GitHub is down', 'test')
const noReleases = { releases: none }
const attempts = (...all: ReturnType<typeof attempt>[]): Partial<Deployment> => ({
  ...noReleases,
  attempts: known(all, 'test'),
})

test.for<{ given: string; more: Partial<Deployment>; is: readonly string[] }>([
  {
    given: 'one attempt by one person',
    more: attempts(attempt('dana')),
    is: ['deployer dana: started the run'],
  },
  {
    given: 'every attempt, by whoever',
    more: attempts(attempt('dana'), attempt('dana', 2, 'eve')),
    is: [
      'deployer dana: started the run, started attempt 2 of the run',
      'deployer eve: started attempt 2 of the run',
    ],
  },
  {
    given: 'an attempt that GitHub puts to nobody',
    more: attempts(attempt(null, 1, 'eve')),
    is: ['deployer eve: started the run', 'deployer of nobody: started the run'],
  },
  {
    given: 'the first attempt of a timetable',
    more: { ...attempts(attempt('dana')), event: 'schedule' },
    is: [],
  },
  {
    given: 'a timetable that somebody ran again: the one who ran it, and not who wrote it',
    more: { ...attempts(attempt('dana'), attempt('dana', 2, 'eve')), event: 'schedule' },
    is: ['deployer eve: started attempt 2 of the run'],
  },
  {
    given: 'a timetable that nobody known ran again',
    more: { ...attempts(attempt('dana', 2, null)), event: 'schedule' },
    is: ['deployer of nobody: started attempt 2 of the run'],
  },
  {
    given: 'a first attempt asked from a terminal',
    more: { ...attempts(attempt('dana')), event: null },
    is: ['deployer dana: started the run'],
  },
  {
    given: 'who is behind the run in another way',
    more: {
      ...attempts(),
      triggers: known(
        [
          { by: actor('bob'), deed: 'created deployment 5' },
          { by: null, deed: 'started the upstream run 8001' },
        ],
        'test',
      ),
    },
    is: ['deployer bob: created deployment 5', 'deployer of nobody: started the upstream run 8001'],
  },
  {
    given: 'what is unknown',
    more: { attempts: down, triggers: down, releases: down, bypasses: down, range: down },
    is: [],
  },
])('$given: $is', ({ more, is }) => {
  expect(told(more)).toEqual(is)
})

test('each deed tells where it is from', () => {
  const roster = assigned({
    attempts: known([attempt('dana')], 'GET attempts'),
    triggers: known([{ by: actor('bob'), deed: 'created deployment 5' }], 'GET deployments'),
    releases: known([release('eve')], 'GET approvals'),
    bypasses: known([{ by: actor('cleo'), after: oid('x2') }], 'GET rule-suites'),
  })
  const plain = { commit: null, isClaim: false }
  expect(roster.holdings.map(({ evidence }) => evidence)).toEqual([
    [{ ...plain, deed: 'started the run', source: 'GET attempts' }],
    [{ ...plain, deed: 'created deployment 5', source: 'GET deployments' }],
    [{ ...plain, deed: 'released production', source: 'GET approvals' }],
    [
      {
        deed: 'went past the rules of the branch with',
        commit: oid('x2'),
        isClaim: false,
        source: 'GET rule-suites',
      },
    ],
  ])
  expect(roster.unattributed).toEqual([])
  expect(roster.unpushed).toEqual([])
})

const released: Partial<Deployment> = {
  ...attempts(attempt('dana')),
  releases: known(
    [
      release('eve'),
      { by: actor('bob'), state: 'rejected' },
      { by: actor('cleo'), state: 'pending' },
      release(null),
    ],
    'test',
  ),
}

test.for<{ act: DeployingAct; is: readonly string[] }>([
  {
    act: 'trigger',
    is: [
      'deployer dana: started the run',
      'deployment-approver eve: released production',
      'deployment-approver of nobody: released production',
    ],
  },
  {
    act: 'release',
    is: [
      'deployer eve: released production',
      'deployment-approver eve: released production',
      'deployer of nobody: released production',
      'deployment-approver of nobody: released production',
    ],
  },
])('the $act is the act of deploying; who refuses or waits releases nothing', ({ act, is }) => {
  expect(told(released, [], act)).toEqual(is)
})

test('two accounts of one person are one deployer', () => {
  const people = [{ name: 'Dana', accounts: ['dana', 'eve'] }]
  expect(told(attempts(attempt('dana', 1, 'eve')), [], 'trigger', people)).toEqual([
    'deployer dana (Dana): started the run',
  ])
})

const queue = {
  ...attempts(attempt('github-merge-queue')),
  arrived: known([oid('m0'), oid('m1')], 'test'),
}
const queuedBy = (login: string | null, how: Merging['how'] = 'queued'): Merging => ({
  by: login === null ? null : actor(login),
  how,
})
const withQueue = (label: string, at: string | null, ...mergers: readonly Merging[]): Change =>
  merged(
    { mergeCommit: oid(label), mergedAt: at },
    { mergers: known([...mergers, queuedBy('github-merge-queue', 'merged')], 'test') },
  )
const [noon, later] = ['2026-03-01T12:00:00Z', '2026-03-01T12:00:01Z']
const started = 'started the run'

test.for<{ given: string; changes: readonly Change[]; is: readonly string[] }>([
  {
    given: 'who queued the commit deployed',
    changes: [withQueue('m1', noon, queuedBy('bob'))],
    is: [`deployer bob: ${started}`],
  },
  {
    given: 'all who queued what came by the same push, whenever GitHub says that it was merged',
    changes: [withQueue('m0', later, queuedBy('cleo')), withQueue('m1', noon, queuedBy('bob'))],
    is: [`deployer cleo: ${started}`, `deployer bob: ${started}`],
  },
  {
    given: 'not who queued something that came by another push, though at the same moment',
    changes: [withQueue('m9', noon, queuedBy('cleo')), withQueue('m1', noon, queuedBy('bob'))],
    is: [`deployer bob: ${started}`],
  },
  {
    given: 'not who merged, nor who switched on auto-merge',
    changes: [
      withQueue(
        'm1',
        noon,
        queuedBy('cleo', 'merged'),
        queuedBy('eve', 'switched on auto-merge for'),
        queuedBy('bob'),
      ),
    ],
    is: [`deployer bob: ${started}`],
  },
  {
    given: 'nobody known, where GitHub itself queued it',
    changes: [withQueue('m1', noon, queuedBy('github-merge-queue'))],
    is: [`deployer of nobody: ${started}`],
  },
  {
    given: 'somebody unknown beside, where no change is the commit deployed',
    changes: [withQueue('m0', noon, queuedBy('bob'))],
    is: [`deployer bob: ${started}`, `deployer of nobody: ${started}`],
  },
  {
    given: 'nobody known, where nothing was merged',
    changes: [],
    is: [`deployer of nobody: ${started}`],
  },
  {
    given: 'nobody known, where the account that queued it is deleted',
    changes: [withQueue('m1', noon, queuedBy(null))],
    is: [`deployer of nobody: ${started}`],
  },
  {
    given: 'nobody known, where it is unknown who queued it',
    changes: [merged({}, { mergers: down })],
    is: [`deployer of nobody: ${started}`],
  },
])('the queue pushed: $given', ({ changes, is }) => {
  expect(told(queue, changes)).toEqual(is)
})

test('the queue pushed, and what came by that push is unknown: somebody is unknown beside whoever queued the commit', () => {
  const changes = [withQueue('m1', noon, queuedBy('bob'))]
  const is = [`deployer bob: ${started}`, `deployer of nobody: ${started}`]
  expect(told({ ...queue, arrived: down }, changes)).toEqual(is)
})

// Known to fail: a queuer whom nobody knows is forgotten where another one of the group is known.
test.for([
  { given: 'it is unknown who queued', mergers: down },
  { given: 'a deleted account queued', mergers: known([queuedBy(null)], 'test') },
])(
  'the queue pushed a group, and $given one of its changes: somebody is unknown',
  ({ mergers }) => {
    const changes = [
      withQueue('m1', noon, queuedBy('bob')),
      merged({ mergeCommit: oid('m0') }, { mergers }),
    ]
    expect(told(queue, changes)).toContain(`deployer of nobody: ${started}`)
  },
)

const bare = attempts()
const past = (...all: readonly Partial<UnreviewedCommit>[]): Partial<Deployment> => ({
  ...bare,
  range: known(
    range({
      unreviewed: all.map((one) => ({
        commit: commit('x1', 'base', 'ada'),
        pushes: [],
        why: 'came through no pull request',
        ...one,
      })),
    }),
    'test',
  ),
})

const wroteIt = 'is named as author of, is named as committer of'

test.for<{ given: string; more: Partial<Deployment>; is: readonly string[] }>([
  {
    given: 'a commit without review: its author and pusher contribute and bypass',
    more: past({ pushes: [push('bob', 'base', 'x1')] }),
    is: [
      `committer ada: ${wroteIt}`,
      'pusher bob: pushed',
      `bypasser ada: ${wroteIt}`,
      'bypasser bob: pushed',
    ],
  },
  {
    given: 'a committer and a co-author contribute, and do not bypass',
    more: past({
      commit: commit('x1', 'base', 'ada', {
        committer: signatory('cleo'),
        coAuthors: [signatory('eve')],
      }),
    }),
    is: [
      'committer ada: is named as author of',
      'committer cleo: is named as committer of',
      'committer eve: is named as co-author of',
      'bypasser ada: is named as author of',
      // On the branch without a listed push: somebody pushed it.
      'pusher of nobody: pushed',
    ],
  },
  {
    given: 'an author of no account, and a pusher whom GitHub does not name',
    more: past({
      commit: commit('x1', 'base', null, { committer: signatory('cleo') }),
      pushes: [push(null, 'base', 'x1')],
    }),
    is: [
      'committer cleo: is named as committer of',
      'committer of nobody: authored',
      'pusher of nobody: pushed',
    ],
  },
  {
    given: 'a push by GitHub itself',
    more: past({ pushes: [push('web-flow', 'base', 'x1'), push('bob', 'base', 'x1')] }),
    is: [
      `committer ada: ${wroteIt}`,
      'pusher bob: pushed',
      `bypasser ada: ${wroteIt}`,
      'bypasser bob: pushed',
    ],
  },
  {
    given: 'a push past the rules of the branch',
    more: { ...bare, bypasses: known([{ by: actor('eve'), after: oid('x2') }], 'test') },
    is: ['bypasser eve: went past the rules of the branch with'],
  },
])('$given', ({ more, is }) => {
  expect(told(more)).toEqual(is)
})

test('a push without review is about its commit, as the activity tells it', () => {
  const { holdings } = assigned(past({ pushes: [push('bob', 'base', 'x1')] }))
  expect(holdings.find(({ duty }) => duty === 'pusher')?.evidence).toEqual([
    {
      deed: 'pushed',
      commit: oid('x1'),
      isClaim: false,
      source: "the branch's activity",
    },
  ])
})

const shipbot = actor('shipbot', 'Bot')
const byBot = (label = 'dana') => ({ ...attempt(label), actor: shipbot, triggeringActor: shipbot })
const [own, trusting] = [
  { account: 'shipbot', trusted: false, sponsors: { teams: ['ops'], users: ['eve'] } },
  { account: 'shipbot', trusted: ['deploy'] as const },
]
const asked: Directory = {
  ...nobodyAsked,
  teams: { ops: known([actor('cleo'), shipbot], 'test') },
  accounts: { eve: known(actor('eve'), 'test') },
}
const ofBot = `deployer shipbot: ${started}`
const ofSomebody = `deployer of nobody: ${started}`
const merge: Merging = { by: actor('bob'), how: 'merged' }

test.for<{
  given: string
  more?: Partial<Deployment>
  changes?: readonly Change[]
  agents?: readonly AgentEntry[]
  directory?: Directory
  is: readonly string[]
}>([
  { given: 'somebody unknown', is: [ofBot, ofSomebody] },
  { given: 'nobody else, where it is trusted to', agents: [trusting], is: [ofBot] },
  {
    given: 'somebody unknown, where it is trusted with all else',
    agents: [{ ...trusting, trusted: ['work', 'merge', 'dismiss'] }],
    is: [ofBot, ofSomebody],
  },
  {
    given: 'the humans whom the policy names for it',
    agents: [own],
    directory: asked,
    is: [
      ofBot,
      `deployer eve: answers for shipbot, which ${started}`,
      `deployer cleo: answers for shipbot, which ${started}`,
    ],
  },
  {
    given: 'somebody unknown beside those who could be read',
    agents: [own],
    directory: { ...asked, teams: { ops: down } },
    is: [ofBot, `deployer eve: answers for shipbot, which ${started}`, ofSomebody],
  },
  {
    given: 'who let it into the environment',
    more: { releases: known([release('eve')], 'test') },
    is: [
      ofBot,
      'deployer eve: released production',
      'deployment-approver eve: released production',
    ],
  },
  {
    given: 'somebody unknown, where a release may be of an earlier attempt',
    more: {
      attempts: known([byBot(), { ...byBot(), number: 2 }], 'test'),
      releases: known([release('eve')], 'test'),
    },
    is: [
      `deployer shipbot: ${started}, started attempt 2 of the run`,
      'deployer eve: released production',
      'deployment-approver eve: released production',
      ...[ofSomebody, 'deployer of nobody: started attempt 2 of the run'],
    ],
  },
  {
    given: 'somebody unknown, where an app alone let it in',
    more: { releases: known([{ by: actor('checks', 'Bot'), state: 'approved' }], 'test') },
    is: [ofBot, ofSomebody],
  },
  {
    given: 'who merged what it ships, too',
    changes: [merged({ mergeCommit: oid('m1') }, { mergers: known([merge], 'test') })],
    agents: [trusting],
    is: [ofBot, 'deployer bob: merged #7, which shipbot ships'],
  },
  {
    given: 'somebody unknown who merged it',
    changes: [merged({ mergeCommit: oid('m1') }, { mergers: down })],
    agents: [trusting],
    is: [ofBot, 'deployer of nobody: merged #7, which shipbot ships'],
  },
  {
    given: 'not who merged what ends below',
    changes: [merged({ mergeCommit: oid('m0') }, { mergers: known([merge], 'test') })],
    agents: [trusting],
    is: [ofBot],
  },
])(
  'behind an agent that starts the run stands $given',
  ({ more, changes, agents, directory, is }) => {
    const one = { ...attempts(byBot()), ...more, sha: oid('m1') }
    expect(told(one, changes ?? [], 'trigger', [], agents, directory)).toEqual(is)
  },
)

test('behind the queue that ended the upstream run stand who queued', () => {
  const upstream = { by: actor('github-merge-queue'), deed: 'started the upstream run 8001' }
  const triggers = known([upstream], 'test')
  const changes = [withQueue('m1', noon, queuedBy('bob'))]
  expect(told({ ...attempts(), triggers, sha: oid('m1') }, changes)).toEqual([
    'deployer bob: started the upstream run 8001',
  ])
})
