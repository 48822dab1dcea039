// Every sentence of the README's troubleshooting is one that the gate says, and is said where the README thinks.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { World } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { root, rowsUnder } from './document.ts'
import { shipment } from './shipments.ts'
import { story } from './stories.ts'

const scenario = (name: string): string => join(root, 'test', 'scenarios', `${name}.yml`)

const limited = {
  ...{ match: 'GET /repos/acme/shop/activity', status: 403 },
  headers: { 'x-ratelimit-remaining': '0' },
}

interface Trouble {
  readonly world: World | string
  readonly env?: Record<string, string>
}

/** By a word of the sentence: a situation in which the gate says it. */
const troubles: Readonly<Record<string, Trouble>> = {
  'refused the token': { world: story('clean', { more: { inputs: { token: 'another' } } }) },
  'may not ask': { world: scenario('token-may-not-read-contents') },
  'rate limit': { world: story('clean', { more: { faults: [limited] } }) },
  'the team': { world: scenario('team-owns-the-path-and-cannot-be-read') },
  'The policy': { world: scenario('broken-policy-on-the-base') },
  'head branch is gone or may not be read': { world: scenario('fork-private') },
  'no push': { world: scenario('commit-that-no-push-brought') },
  'No account': { world: scenario('author-with-an-unlinked-address') },
  trailer: { world: scenario('trailer-names-the-only-reviewer') },
  'was given for': { world: scenario('clean-rebase-after-the-approval') },
  'head moved': { world: scenario('head-moves-during-the-judgement') },
  'cannot tell from the event': {
    world: story('clean', { event: 'push', more: { inputs: { gate: 'merge' } } }),
  },
  'run was started for': { world: story('clean'), env: { GITHUB_HEAD_REF: 'another' } },
  'no deployment to': { world: shipment('clean', { more: { deployments: [] } }) },
  'there is no environment': { world: scenario('deployment/unknown-environment') },
  'Who deploys': { world: scenario('deployment/token-without-actions-read') },
  'would be shipped': { world: scenario('deployment/token-without-deployments-read') },
  'no protected branch': { world: scenario('deployment/sha-of-an-unreviewed-branch') },
  'Past review': { world: shipment('unreviewed') },
  'may not read issues': { world: scenario('break-glass/token-may-not-read-issues') },
  'Break-glass #': { world: scenario('break-glass/overdue') },
  'which attempt': { world: scenario('deployment/release-of-an-earlier-attempt-used-again') },
}

const rows = rowsUnder('## Troubleshooting').map(([sentence = '', remedy = '']) => ({
  sentence: sentence.replaceAll(/^`|`$/g, ''),
  remedy,
}))

/** "…" stands for anything within the sentence. */
const pattern = (sentence: string): RegExp =>
  new RegExp(
    sentence
      .split('…')
      .map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*?'),
    'i',
  )

describe.for(rows)('$sentence', ({ sentence, remedy }) => {
  test('is what the gate says', async () => {
    const found = Object.entries(troubles).filter(([word]) => sentence.includes(word))
    expect(found).toHaveLength(1)
    const [, { world, env = {} } = { world: '' }] = found[0] ?? []
    const { exitCode, log } = await replay(world, { env, pool: runBundle })
    expect(exitCode).toBe(1)
    expect(log).toMatch(pattern(sentence))
  })

  test('comes with something to do', () => {
    expect(remedy).toMatch(/^[A-Z].*\.$/)
  })
})

test('a change on a private fork passes where the policy excuses its pushers', async () => {
  const { verdict, log } = await replay(scenario('fork-private-best-effort'), { pool: runBundle })
  expect(verdict).toBe('pass')
  expect(log).toContain('fork-pushers: best-effort')
})

test('an ordinary pull request takes four requests', async () => {
  const { requests } = await replay(story('clean'), { pool: runBundle })
  expect(requests).toBe(4)
})

test('the pull request that adds the gate takes an approval by an administrator', async () => {
  const path = '.github/workflows/separation-of-duties.yml'
  const { verdict, log } = await replay(story('clean', { path }), { pool: runBundle })
  expect(verdict).toBe('fail')
  expect(log).toContain('anybody with the admin or maintain permission')
})
