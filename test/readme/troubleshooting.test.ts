// Every sentence of the page of troubleshooting is one that the gate says, and is said where the README thinks.
import { describe, expect, test } from 'vitest'
import type { World } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { worldNamed } from '../replay/world-files.ts'
import { rowsUnder } from './document.ts'
import { shipment } from './shipments.ts'
import { story } from './stories.ts'

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
  'token lacks': { world: worldNamed('token-may-not-read-contents') },
  'rate limit': { world: story('clean', { more: { faults: [limited] } }) },
  'the team': { world: worldNamed('team-owns-the-path-and-cannot-be-read') },
  'The policy': { world: worldNamed('broken-policy-on-the-base') },
  'head branch is gone or may not be read': { world: worldNamed('fork-private') },
  'no push': { world: worldNamed('commit-that-no-push-brought') },
  'No GitHub account': { world: worldNamed('author-with-an-unlinked-address') },
  'co-author': { world: worldNamed('trailer-names-the-only-reviewer') },
  'approval is outdated': { world: worldNamed('clean-rebase-after-the-approval') },
  'head moved': { world: worldNamed('head-moves-during-the-judgement') },
  'cannot tell from the event': {
    world: story('clean', { event: 'push', more: { inputs: { gate: 'merge' } } }),
  },
  'run was started for': { world: story('clean'), env: { GITHUB_HEAD_REF: 'another' } },
  'no deployment to': { world: shipment('clean', { more: { deployments: [] } }) },
  'there is no environment': { world: worldNamed('unknown-environment') },
  'Who deploys': { world: worldNamed('token-without-actions-read') },
  'would be shipped': { world: worldNamed('token-without-deployments-read') },
  'no deployment record': { world: worldNamed('older-version-without-a-record-of-its-own') },
  'may not note': { world: worldNamed('older-version-without-the-right-to-note-it') },
  'was never deployed': { world: worldNamed('rollback-to-what-was-never-deployed') },
  'several merge bases': { world: worldNamed('protected-file-taken-back') },
  'No protected branch': { world: worldNamed('sha-of-an-unreviewed-branch') },
  'Unreviewed:': { world: shipment('unreviewed') },
  'may not read issues': { world: worldNamed('token-may-not-read-issues') },
  'Break-glass #': { world: worldNamed('overdue') },
  'which attempt': { world: worldNamed('release-of-an-earlier-attempt-used-again') },
}

const rows = rowsUnder('# Troubleshooting', 'docs/troubleshooting.md').map(
  ([sentence = '', remedy = '']) => ({
    sentence: sentence.replaceAll(/^`|`$/g, ''),
    remedy,
  }),
)

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
  const { verdict, log } = await replay(worldNamed('fork-private-best-effort'), { pool: runBundle })
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
  expect(log).toContain('someone with admin or maintain permission')
})
