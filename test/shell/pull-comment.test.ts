// `comment: true`: one comment a pull request, kept up to date, by the token's own account, and never at the verdict's cost.
import { describe, expect, test } from 'vitest'
import { type Double, startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { story } from '../readme/stories.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { cleanWorld, type Draft } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'

const writing = { contents: 'read', 'pull-requests': 'write' }
const marker = '<!-- separation-of-duties-gate: its comment, kept up to date -->'

const commented = (spoil: (draft: Draft) => void = () => {}): World =>
  cleanWorld((draft) => {
    draft.inputs = { comment: 'true' }
    draft.token = writing
    spoil(draft)
  })

const waiting = (draft: Draft): void => {
  draft.pulls[0].reviews = []
}

const by = (account: string, body: string) => ({ by: account, at: '2026-03-01T10:30:00Z', body })

async function pageOf({ url, token }: Double, page: number) {
  const path = `${url}/repos/acme/shop/issues/7/comments?per_page=100&page=${page}`
  const headers = { authorization: `token ${token}`, 'user-agent': 'test' }
  const answer = await fetch(path, { headers })
  return (await answer.json()) as { body: string; user: { login: string } }[]
}

/** Plays the worlds one after the other, each beginning with the comments that the one before left. */
async function playAll(...worlds: readonly World[]) {
  let comments: World['pulls'][number]['comments'] = worlds[0]?.pulls[0]?.comments ?? []
  const all = []
  for (const world of worlds) {
    for (const pull of world.pulls) pull.comments = comments
    const double = await startDouble(world)
    const played = await replay(world, { github: double.url, pool: runBundle })
    const left = [...(await pageOf(double, 1)), ...(await pageOf(double, 2))]
    await double.close()
    comments = left.map(({ body, user }) => ({
      ...by(user.login.replace('[bot]', ''), body),
      ...{ edited_at: null, editor: null },
    }))
    const wrote = double.requests
      .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
      .map(({ method, path }) => `${method} ${path.replace(/\d+$/, 'ID')}`)
    all.push({ played, wrote, bodies: left.map(({ body }) => body), violations: double.violations })
  }
  return all
}

const created = 'POST /repos/acme/shop/issues/7/comments'
const updated = 'PATCH /repos/acme/shop/issues/comments/ID'

describe.concurrent('the comment', () => {
  test('is one, with the headline, what to do now, and the run', async () => {
    const [first] = await playAll(commented(waiting))
    expect(first).toMatchObject({ wrote: [created], violations: [], played: { verdict: 'fail' } })
    const [body = '', ...others] = first?.bodies ?? []
    expect(others).toEqual([])
    const lines = body.trimEnd().split('\n')
    expect(lines[0]).toBe(marker)
    expect(lines[1]).toMatch(/^## ❌ fail: Waiting for approval.* Judged: #7 at [0-9a-f]{7}\.$/)
    expect(body).toContain('### What to do now\n\n- **independent-approval**: ')
    expect(lines.at(-1)).toBe(
      '[This run](https://github.com/acme/shop/actions/runs/9999) says who held which duty, and what shows it.',
    )
  })

  test('is kept up to date, in its place', async () => {
    const [, second] = await playAll(commented(waiting), commented())
    expect(second).toMatchObject({ wrote: [updated], violations: [] })
    expect(second?.bodies).toHaveLength(1)
    expect(second?.bodies[0]).toMatch(/^<!-- .*\n## ✅ pass: /)
  })

  test('is left alone by another run that says the same', async () => {
    const later = commented(waiting)
    Object.assign(later.event, { run: 10001 })
    const [first, second] = await playAll(commented(waiting), later)
    expect(second).toMatchObject({ wrote: [], bodies: first?.bodies ?? [] })
  })

  test('is never a stranger’s that copies the marker, nor the account’s own without it', async () => {
    const forged = `${marker}\n## ✅ pass: No conflict of duties was found.`
    const quoted = `> look\n${marker}`
    const [first] = await playAll(
      commented((draft) => {
        waiting(draft)
        draft.pulls[0].comments = [by('cleo', forged), by('github-actions', quoted)]
      }),
    )
    expect(first?.wrote).toEqual([created])
    expect(first?.bodies.slice(0, 2)).toEqual([forged, quoted])
    expect(first?.bodies).toHaveLength(3)
  })

  test('is found behind a hundred others', async () => {
    const chatter = Array.from({ length: 120 }, (_, at) => by('cleo', `Comment ${at}`))
    const [, second] = await playAll(
      commented((draft) => {
        waiting(draft)
        draft.pulls[0].comments = chatter
      }),
      commented(),
    )
    expect(second?.wrote).toEqual([updated])
  })

  test('that is refused is a warning, and the verdict stands', async () => {
    const [first] = await playAll(
      commented((draft) => {
        draft.token = { contents: 'read', 'pull-requests': 'read' }
      }),
    )
    expect(first?.played).toMatchObject({ verdict: 'pass', exitCode: 0 })
    expect(first?.played.annotations).toEqual([
      {
        ...{ level: 'warning', title: 'comment: not written' },
        message:
          "The comment under #7 is not up to date. The token lacks `pull-requests: write` (403). Add `pull-requests: write` to the job's `permissions`.",
      },
    ])
  })

  test('calls nobody, and no markup of a title or branch works in it', async () => {
    const [first] = await playAll(
      commented((draft) => {
        draft.inputs.mode = 'advisory'
        draft.pulls[0].reviews = []
        draft.commits.c1.files = { 'src/@cleo <b>[x](y).ts': 'v2' }
        draft.commits.base.files['.github/separation-of-duties.yml'] =
          'version: 1\nprotected-paths: [{name: "@cleo <img>", paths: ["src/**"], from: {users: [cleo]}}]'
      }),
    )
    const text = first?.bodies[0]?.split('\n').slice(1, -2).join('\n') ?? ''
    expect(text).toContain('Advisory: this would be stopped.')
    expect(text).not.toMatch(/@cleo|<img>|<b>|\]\(y\)/)
  })

  test('is not asked for by default', async () => {
    const [off] = await playAll(
      commented((draft) => {
        draft.inputs = {}
      }),
    )
    expect([off?.wrote, off?.bodies]).toEqual([[], []])
  })

  test('is none where a group is judged', async () => {
    const more = { inputs: { comment: 'true' }, token: writing }
    const [first] = await playAll(story('clean', { event: 'merge_group', more }))
    expect(first).toMatchObject({ wrote: [], played: { verdict: 'pass' } })
  })

  test('takes true or false', async () => {
    const [first] = await playAll(
      commented((draft) => {
        draft.inputs = { comment: 'yes' }
      }),
    )
    expect(first?.played.annotations[0]?.message).toBe(
      'The input `comment` is "yes". It may be true or false.',
    )
  })
})
