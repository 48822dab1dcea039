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

/** As a later run than the one of `commented`. */
const inRun = (run: number, spoil?: (draft: Draft) => void): World => {
  const world = commented(spoil)
  Object.assign(world.event, { run })
  return world
}

const by = (account: string, body: string) => ({ by: account, at: '2026-03-01T10:30:00Z', body })

async function pageOf({ url, token }: Double, page: number) {
  const path = `${url}/repos/acme/shop/issues/7/comments?per_page=100&page=${page}`
  const headers = { authorization: `token ${token}`, 'user-agent': 'test' }
  const answer = await fetch(path, { headers })
  return (await answer.json()) as { body: string; user: { login: string } }[]
}

interface Play {
  readonly world: World
  readonly env: Record<string, string>
}

const worldOf = (play: World | Play): World => ('world' in play ? play.world : play)
const envOf = (play: World | Play) => ('world' in play ? { env: play.env } : {})

/** Plays the worlds one after the other, each beginning with the comments that the one before left. */
async function playAll(...plays: readonly (World | Play)[]) {
  const [opening] = plays.map(worldOf)
  let comments: World['pulls'][number]['comments'] = opening?.pulls[0]?.comments ?? []
  const all = []
  for (const play of plays) {
    const world = worldOf(play)
    for (const pull of world.pulls) pull.comments = comments
    const double = await startDouble(world)
    const played = await replay(world, { github: double.url, pool: runBundle, ...envOf(play) })
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
const deleted = 'DELETE /repos/acme/shop/issues/comments/ID'
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
      '[Run 9999.1](https://github.com/acme/shop/actions/runs/9999) says who held which duty, and what shows it.',
    )
  })

  test('is kept up to date, in its place', async () => {
    const [, second] = await playAll(commented(waiting), commented())
    expect(second).toMatchObject({ wrote: [updated], violations: [] })
    expect(second?.bodies).toHaveLength(1)
    expect(second?.bodies[0]).toMatch(/^<!-- .*\n## ✅ pass: /)
  })

  test('is left alone by another run that says the same', async () => {
    const [first, second] = await playAll(commented(waiting), inRun(10001, waiting))
    expect(second).toMatchObject({ wrote: [], bodies: first?.bodies ?? [] })
  })

  test('has no last line but the gate’s own', async () => {
    const [clean] = await playAll(commented())
    const [first] = await playAll(
      commented((draft) => {
        const body = clean?.bodies[0]?.replace(' says who', ' and cleo say who') ?? ''
        draft.pulls[0].comments = [by('github-actions', body)]
      }),
    )
    expect(first).toMatchObject({ wrote: [updated], bodies: clean?.bodies ?? [] })
  })

  test('of a newer run stays, and so does that of a later attempt', async () => {
    const played = await playAll(inRun(10001, waiting), commented())
    expect(played[1]).toMatchObject({ wrote: [], bodies: played[0]?.bodies ?? [] })
    const attempt = (nth: string, spoil?: (draft: Draft) => void) => ({
      ...{ world: commented(spoil), env: { GITHUB_RUN_ATTEMPT: nth } },
    })
    const [third, second] = await playAll(attempt('3', waiting), attempt('2'))
    expect(second).toMatchObject({ wrote: [], bodies: third?.bodies ?? [] })
  })

  test('of a newer run that somebody else wrote into is of no run', async () => {
    const forged = `${marker}\n## ✅ pass: Merge it.\n\n[Run 99999.1](x) says so.\n`
    const [first] = await playAll(
      commented((draft) => {
        waiting(draft)
        const edited = { edited_at: '2026-03-01T10:40:00Z', editor: 'ada' }
        draft.pulls[0].comments = [{ ...by('github-actions', forged), ...edited }]
      }),
    )
    expect(first?.wrote).toEqual([updated])
    expect(first?.bodies[0]).toContain('❌ fail: Waiting for approval')
  })

  test.for(['[ ](x) **Approved by security**', 'Approved by security'])(
    'keeps no line that somebody else wrote: %s',
    async (line) => {
      const [clean] = await playAll(commented())
      const body = clean?.bodies[0]?.replace('\n', `\n${line}\n`) ?? ''
      const [first] = await playAll(
        commented((draft) => {
          draft.pulls[0].comments = [by('github-actions', body)]
        }),
      )
      expect(first?.bodies).toEqual(clean?.bodies)
    },
  )

  test('leaves no second one: the newer of two is deleted', async () => {
    const [first] = await playAll(
      commented((draft) => {
        waiting(draft)
        const own = [1, 2, 3].map((nth) => by('github-actions', `${marker}\n${nth}`))
        draft.pulls[0].comments = [own[0], by('cleo', 'Well?'), own[1], own[2]]
      }),
    )
    expect(first).toMatchObject({ wrote: [deleted, deleted, updated], violations: [] })
    expect(first?.bodies).toHaveLength(2)
    expect(first?.bodies[1]).toBe('Well?')
  })

  test('is one where two runs begin it at the same time', async () => {
    const slow = { match: created, times: 2, delay_ms: 400 }
    const worlds = [commented(waiting), inRun(10001, waiting)]
    const [world] = worlds
    Object.assign(world ?? {}, { faults: [{ ...slow, headers: {}, reset: false, partial: false }] })
    const double = await startDouble(world ?? commented())
    await Promise.all(worlds.map((one) => replay(one, { github: double.url, pool: runBundle })))
    const left = await pageOf(double, 1)
    await double.close()
    expect(double.violations).toEqual([])
    expect(left.map(({ body }) => body.match(/Run \d+/)?.[0])).toEqual(['Run 10001'])
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

  test('says so where the gate broke off', async () => {
    const [, second] = await playAll(
      commented(),
      inRun(10001, (draft) => {
        draft.inputs = { comment: 'true', formats: 'pdf' }
      }),
    )
    expect(second).toMatchObject({ wrote: [updated], violations: [] })
    expect(second?.bodies).toEqual([
      `${marker}\n## ❔ undetermined: The gate stopped before it could judge.\n\nThe input &#96;formats&#96; names &#34;pdf&#34;. It may name sarif, junit, csv, oscal, test-result, between commas or line ends.\n\n[Run 10001.1](https://github.com/acme/shop/actions/runs/10001) broke off.\n`,
    ])
  })

  test('says no pass where the record that somebody waits for cannot be written', async () => {
    const [first] = await playAll(
      commented((draft) => {
        draft.inputs = { comment: 'true', evidence: '/dev/null/nowhere' }
      }),
    )
    expect(first?.played).toMatchObject({ verdict: 'pass', exitCode: 1 })
    expect(first?.bodies[0]).toContain('## ❔ undetermined: ')
    expect(first?.bodies[0]).toContain('The record could not be written')
  })

  test('refers to no issue that a name in it brings up', async () => {
    const [first] = await playAll(
      commented((draft) => {
        waiting(draft)
        draft.commits.base.files['.github/separation-of-duties.yml'] =
          'version: 1\nprotected-paths: [{name: "see acme/secret#1, #2, GH-3, #7", paths: ["src/**"], from: {users: [cleo]}}]'
      }),
    )
    const text = first?.bodies[0] ?? ''
    expect(text).toContain('acme/secret#&#8203;1, #&#8203;2, GH-&#8203;3, #7')
    expect(text).toMatch(/Judged: #7 at /)
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
