// What the gate writes under a request when something passes by it: one comment and one label, once, or a warning.
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { logUses } from '../../src/shell/break-glass-log.ts'
import { facts } from '../fixtures.ts'
import { clientAt, serve, tell } from '../github/loopback.ts'
import { ask } from '../github-double/server/client.ts'
import { type Double, startDouble } from '../github-double/server/server.ts'
import { loadWorld, type World } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import type { Draft } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { worldNamed } from '../replay/world-files.ts'

/** A world of the break-glass, whose token may write issues unless it is changed. */
function world(name: string, change: (draft: Draft) => void = () => {}): World {
  const draft = parse(readFileSync(worldNamed(name), 'utf8'))
  draft.token.issues = 'write'
  change(draft)
  return loadWorld(stringify(draft))
}

const issue = '/repos/acme/shop/issues/12'

const written = async (double: Double) => ({
  comments: (await ask(double, `${issue}/comments`)).body as { body: string }[],
  labels: (await ask(double, `${issue}/labels`)).body.map(({ name }: { name: string }) => name),
})

const posted = ({ requests }: Double) =>
  requests.filter(({ method, path }) => method === 'POST' && path !== '/graphql').map((r) => r.path)

async function play(played: World, times = 1) {
  const double = await startDouble(played)
  try {
    const ran = []
    for (let count = 0; count < times; count += 1) {
      ran.push(await replay(played, { pool: runBundle, github: double.url }))
    }
    const { violations } = double
    return { ran, posts: posted(double), violations, ...(await written(double)) }
  } finally {
    await double.close()
  }
}

const usesOf = (record: string | null) => JSON.parse(record ?? '').uses

describe.concurrent('a use', () => {
  test('is logged under its request in one comment, with a label', async () => {
    const { ran, posts, comments, labels, violations } = await play(
      world('approved-by-a-second-person'),
    )
    expect(ran[0]).toMatchObject({ verdict: 'pass-with-exception', exitCode: 0 })
    expect(violations).toEqual([])
    expect(posts).toEqual([`${issue}/comments`, `${issue}/labels`])
    expect(labels).toEqual(['break-glass', 'break-glass-used'])
    const [, log] = comments
    expect(comments).toHaveLength(2)
    expect(log?.body).toMatch(/^<!-- separation-of-duties: used merge [0-9a-f]{40} - -->\n/)
    for (const part of ['#7', 'rosa', 'liam', 'independent-approval', '/reconcile', 'within 3d']) {
      expect(log?.body).toContain(part)
    }
    expect(usesOf(ran[0]?.record ?? null)).toMatchObject([
      { issue: 12, gate: 'merge', pull: 7, unlogged: null },
    ])
  })

  test('is logged once, however often the check runs', async () => {
    const { ran, posts, comments } = await play(world('approved-by-a-second-person'), 2)
    expect(ran.map(({ verdict }) => verdict)).toEqual([
      'pass-with-exception',
      'pass-with-exception',
    ])
    expect(posts).toHaveLength(2)
    expect(comments).toHaveLength(2)
    expect(usesOf(ran[1]?.record ?? null)).toMatchObject([{ issue: 12, unlogged: null }])
  })

  test('of a deployment names its run, which may run again, and no other may', async () => {
    const approved = world('author-deploys-with-approval')
    const double = await startDouble(approved)
    const first = await replay(approved, { pool: runBundle, github: double.url })
    const again = await replay(approved, { pool: runBundle, github: double.url })
    const { comments } = await written(double)
    const other = structuredClone(approved)
    const twin = other.runs.find(({ id }) => id === other.event.run)
    await double.close()
    expect([first.verdict, again.verdict]).toEqual(['pass-with-exception', 'pass-with-exception'])
    expect(comments.at(-1)?.body).toMatch(
      /^<!-- separation-of-duties: used deployment \w{40} 8100 -->/,
    )
    if (twin === undefined) throw new Error('the world lists no run')
    other.runs.push({ ...twin, id: 8200 })
    other.event.run = 8200
    other.issues = other.issues.map((one) => ({
      ...one,
      comments: [
        ...one.comments,
        {
          ...{ by: 'github-actions', at: '2026-05-04T10:08:00Z', edited_at: null, editor: null },
          body: comments.at(-1)?.body ?? '',
        },
      ],
    }))
    expect(await replay(other, { pool: runBundle })).toMatchObject({ verdict: 'fail' })
  })

  test('that may not be written is granted with a warning, and the record says so', async () => {
    const { ran, comments, labels } = await play(
      world('approved-by-a-second-person', (draft) => {
        draft.token.issues = 'read'
      }),
    )
    expect(ran[0]).toMatchObject({ verdict: 'pass-with-exception', exitCode: 0 })
    expect([comments.length, labels]).toEqual([1, ['break-glass']])
    const warnings = ran[0]?.annotations.filter(({ message }) => message.includes('issues: write'))
    expect(warnings).toHaveLength(1)
    expect(warnings?.[0]).toMatchObject({ title: 'break-glass: not logged' })
    expect(usesOf(ran[0]?.record ?? null)).toMatchObject([{ unlogged: warnings?.[0]?.message }])
  })
})

describe.concurrent('nothing is written', () => {
  test.for([
    'asked-for-and-not-yet-approved',
    'clean-change-beside-an-approved-request',
    'unknown-elsewhere-stays-unknown',
    'names-too-few-rules',
    'used-and-judged-again',
  ])('by %s', async (name) => {
    expect((await play(world(name))).posts).toEqual([])
  })

  test('from a terminal', async () => {
    const double = await startDouble(world('approved-by-a-second-person'))
    const asked = ['gate', '--repo', 'acme/shop', '--pull-request', '7']
    const env = { GITHUB_API_URL: double.url, GITHUB_TOKEN: double.token }
    const { exitCode } = await runBundle(asked, env, tmpdir())
    const posts = posted(double)
    await double.close()
    expect([exitCode, posts]).toEqual([0, []])
  })
})

test('two pull requests that share the head approved are logged in one comment', async () => {
  const { asked, url } = await serve((_, response) => tell(response, {}, {}, 201))
  const use = {
    ...{ issue: 12, url: 'https://github.com/acme/shop/issues/12', gate: 'merge' as const },
    ...{ oid: 'a'.repeat(40), environment: null, run: null, rules: ['independent-approval'] },
    ...{ requester: 'rosa', approver: 'liam', until: '2026-05-04T12:00:00Z' },
    reconcile: 'within 3d of the merge',
  }
  const verdict = {
    ...{ word: 'pass-with-exception' as const, judged: [], deployment: null, findings: [] },
    ...{ breakGlassRequests: [], uses: [7, 8].map((pull) => ({ ...use, pull })) },
  }
  const uses = await logUses(await clientAt(url), facts([]), verdict)
  expect(asked).toEqual([`POST ${issue}/comments`, `POST ${issue}/labels`])
  expect(uses).toMatchObject([
    { pull: 7, unlogged: null },
    { pull: 8, unlogged: null },
  ])
})
