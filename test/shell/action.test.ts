// The action as a runner starts it: outputs, record, summary, log and status, with friendly and hostile text.
import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startDouble } from '../github-double/server/server.ts'
import { cleanWorld, worldWithPolicy } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'

/** Where nothing can be written. */
const nowhere = '/dev/null/records'

const unapproved = () =>
  cleanWorld((draft) => {
    draft.pulls[0].reviews = []
  })

describe.concurrent('outputs', () => {
  test('all of them are set on a pass', async () => {
    const { outputs, exitCode, evidence } = await replay(cleanWorld())
    expect(exitCode).toBe(0)
    expect(Object.keys(outputs).sort()).toEqual([
      ...['evidence', 'evidence-digest', 'findings', 'head-sha'],
      ...['points', 'requests', 'statement', 'verdict'],
    ])
    expect(outputs).toMatchObject({ verdict: 'pass', requests: '4', points: '3' })
    // What is signed is the record itself.
    expect(outputs.statement).toBe(evidence)
    expect(outputs['head-sha']).toBe(createHash('sha1').update('c1').digest('hex'))
  })

  test.for([
    { given: 'a fail', world: unapproved(), verdict: 'fail' },
    { given: 'an unusable policy', world: worldWithPolicy('version: 2'), verdict: 'undetermined' },
    {
      given: 'a GitHub that is down',
      world: cleanWorld((draft) => {
        draft.faults = [{ match: 'POST /graphql', status: 502 }]
      }),
      verdict: 'undetermined',
    },
  ])('all of them are set on $given', async ({ world, verdict }) => {
    const { outputs, exitCode, record } = await replay(world)
    expect(exitCode).toBe(1)
    expect(outputs.verdict).toBe(verdict)
    for (const name of ['evidence', 'evidence-digest', 'findings', 'requests', 'points']) {
      expect(outputs[name], name).not.toBe('')
    }
    expect(JSON.parse(record ?? '')).toMatchObject({ verdict })
  })

  test('a finding has exactly the contract’s keys', async () => {
    const { findings } = await replay(unapproved())
    for (const finding of findings) {
      expect(Object.keys(finding)).toEqual([
        ...['rule', 'outcome', 'enforcement', 'message', 'people', 'paths', 'commits'],
      ])
    }
    expect(findings[0]).toMatchObject({ rule: 'independent-approval', outcome: 'violated' })
  })
})

describe.concurrent('the record', () => {
  test('has the digest of the output, and a file that sha256sum reads', async () => {
    const { evidence, outputs } = await replay(cleanWorld(), { keep: true })
    const path = evidence ?? ''
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    expect(outputs['evidence-digest']).toBe(digest)
    expect(await readFile(`${path}.sha256`, 'utf8')).toMatch(new RegExp(`^${digest}  pull-7-`))
    await rm(dirname(dirname(dirname(path))), { recursive: true })
  })

  test('holds facts with their sources, policy, duties, findings and verdict', async () => {
    const { record } = await replay(worldWithPolicy('version: 1'))
    const { facts, texts, judged, findings, verdict } = JSON.parse(record ?? '')
    expect(verdict).toBe('pass')
    expect(facts.changes.value[0].pushes.source).toBe('GET /repos/{owner}/{repo}/activity')
    const { blob } = facts.changes.value[0].policyFile.value
    expect(texts).toEqual({ [blob]: 'version: 1' })
    expect(judged[0].policy).toMatchObject({ path: '.github/separation-of-duties.yml', blob })
    const duties = judged[0].duties.holdings.map(
      (one: { duty: string; person: { name: string } }) => `${one.person.name} ${one.duty}`,
    )
    expect(duties).toEqual(['ada author', 'ada committer', 'ada pusher', 'bob approver'])
    expect(findings).toHaveLength(12)
  })

  test('holds no token', async () => {
    const { record, log, summary } = await replay(cleanWorld())
    const double = await startDouble(cleanWorld())
    await double.close()
    expect(record).not.toContain(double.token)
    expect(summary).not.toContain(double.token)
    // The only line with the token asks the runner to mask it.
    const lines = log.split('\n').filter((line) => line.includes(double.token))
    expect(lines).toEqual([`::add-mask::${double.token}`])
  })
})

describe.concurrent('hostile text', () => {
  const evil =
    'x\n::error::fooled | `a` <script>alert(1)</script> \u202Egnp.exe [l](javascript:1) ##[group]'

  const world = () =>
    cleanWorld((draft) => {
      draft.pulls[0].title = evil
      draft.pulls[0].reviews = []
      draft.commits.c1.files = { [`src/${evil}.ts`]: 'v2', 'src/pay.ts': 'v2' }
      draft.commits.base.files['.github/separation-of-duties.yml'] =
        'version: 1\nprotected-paths: [{name: all, paths: ["src/**"], from: {users: [cleo]}}]'
    })

  test('is no command, no markup and no trick in log, annotations and summary', async () => {
    const { log, summary, annotations, verdict } = await replay(world())
    expect(verdict).toBe('fail')
    const commands = log.split('\n').filter((line) => line.trimStart().startsWith('::'))
    const known = /^::(add-mask|group|endgroup|error|warning|notice|set-output)( |::)/
    for (const command of commands) expect(command).toMatch(known)
    expect(annotations.filter(({ message }) => message.startsWith('fooled'))).toEqual([])
    const spoken = log.split('\n').filter((line) => !line.startsWith('::'))
    for (const line of spoken) expect(line).not.toContain('##[')
    for (const text of [log, summary]) expect(text).not.toContain('\u202E')
    expect(summary).not.toContain('<script>')
    expect(summary).not.toMatch(/\n::error/)
    expect(summary).not.toContain('](javascript:')
  })

  test('stays whole in the record', async () => {
    const { record } = await replay(world())
    const [change] = JSON.parse(record ?? '').facts.changes.value
    expect(change.pull.title).toBe(evil)
    expect(change.files.value.map(({ path }: { path: string }) => path)).toContain(`src/${evil}.ts`)
  })
})

describe.concurrent('a gate that breaks off', () => {
  const world = () =>
    cleanWorld((draft) => {
      draft.inputs = { 'pull-request': 'seven<b>' }
    })

  test('has a summary, findings, and no verdict that passes', async () => {
    const { exitCode, outputs, summary } = await replay(world())
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ verdict: 'undetermined', findings: '[]' })
    expect(summary).toBe(
      '## ❔ undetermined: The gate stopped before it could judge.\n\nThe input &#96;pull-request&#96; is &#34;seven&#60;b&#62;&#34;, which is no number of anything on GitHub. Give the number alone, such as 7.\n',
    )
  })

  test('needs none where the runner has no place for it', async () => {
    const { exitCode, annotations } = await replay(world(), { env: { GITHUB_STEP_SUMMARY: '' } })
    expect([exitCode, annotations.map(({ level }) => level)]).toEqual([1, ['error']])
  })
})

test('the log says the verdict outside its groups, which a reader finds folded', async () => {
  const { log } = await replay(unapproved())
  const before = log.slice(0, log.indexOf('::group::')).split('\n')
  expect(before.filter((one) => /^fail: Waiting for /.test(one))).toHaveLength(1)
})

describe.concurrent('debug lines', () => {
  const debugged = (log: string) => log.split('\n').filter((one) => one.startsWith('::debug::'))
  const asked = { env: { RUNNER_DEBUG: '1' } }

  test('tell each request where the runner is asked for them', async () => {
    const { log, outputs } = await replay(cleanWorld(), asked)
    const lines = debugged(log)
    expect(lines).toHaveLength(Number(outputs.requests))
    expect(lines.find((one) => one.includes(' Change: '))).toMatch(
      /^::debug::POST \/graphql Change: 200 in \d+ ms, request D0B1:\d{4}, rate left \d+$/,
    )
    expect(lines.join()).toContain('GET /repos/acme/shop/activity?per_page=100&ref=')
    const double = await startDouble(cleanWorld())
    await double.close()
    expect(lines.join()).not.toContain(double.token)
  })

  test('are none where nobody asked', async () => {
    expect(debugged((await replay(cleanWorld())).log)).toEqual([])
  })

  test('obey no answer', async () => {
    const world = cleanWorld((draft) => {
      draft.faults = [
        {
          ...{ match: 'GET /repos/acme/shop/activity', status: 500, times: 1 },
          headers: { 'x-github-request-id': '##[error]x\u0085::error::y' },
        },
      ]
    })
    const lines = debugged((await replay(world, asked)).log)
    expect(lines.find((one) => one.includes(': 500 in '))).toMatch(
      /request #\\u0023\[error\]x\\u0085::error::y/,
    )
  })
})

test('a summary stays below what GitHub takes, and says what it leaves out', async () => {
  const keys = Array.from(
    { length: 9000 },
    (_, index) => `unknown-key-that-nobody-knows-${index}: 1`,
  )
  const { summary, verdict, outputs } = await replay(
    worldWithPolicy(`version: 1\n${keys.join('\n')}`),
  )
  expect(verdict).toBe('undetermined')
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
  expect(Buffer.byteLength(summary)).toBeGreaterThan(400 * 1024)
  expect(summary).toContain('unknown-key-that-nobody-knows-0')
  expect(summary).toMatch(/left out/)
  expect(outputs.findings?.length).toBeLessThan(10_000)
})

describe.concurrent('the commit status', () => {
  const withStatus = (token: object, reviews?: unknown) =>
    cleanWorld((draft) => {
      draft.inputs = { 'status-context': 'duties' }
      draft.token = { contents: 'read', 'pull-requests': 'read', ...token }
      if (reviews) draft.pulls[0].reviews = reviews
    })

  const head = createHash('sha1').update('c1').digest('hex')

  /** What was written, and in which order: "pending run 9999.1: The gate is judging". */
  async function statusesOf(world: ReturnType<typeof cleanWorld>) {
    const double = await startDouble(world)
    const played = await replay(world, { github: double.url })
    const answer = await fetch(`${double.url}/repos/acme/shop/commits/${head}/statuses`, {
      headers: { authorization: `token ${double.token}` },
    })
    const statuses = (await answer.json()) as { state: string; description: string }[]
    await double.close()
    return { played, told: statuses.map((one) => `${one.state} ${one.description}`).reverse() }
  }

  const judging = 'pending run 9999.1: The gate is judging.'

  test.for([
    {
      given: 'a pass',
      reviews: undefined,
      is: 'success run 9999.1: No conflict of duties was found.',
    },
    {
      given: 'a change that waits',
      reviews: [],
      is: 'pending run 9999.1: Waiting for approval: 0 of 1 required approvals.',
    },
    {
      given: 'a fail',
      reviews: [
        { by: 'ada', state: 'APPROVED', commit: 'c1', at: '2026-03-01T11:00:00Z', can_push: true },
      ],
      is: "failure run 9999.1: ada's approval does not count because ada pushed 2f22765.",
    },
  ])('of $given is closed first', async ({ reviews, is }) => {
    const { told } = await statusesOf(withStatus({ statuses: 'write' }, reviews))
    expect(told).toEqual([judging, is])
  })

  test('is closed before the first question, and in error where the gate broke off', async () => {
    const world = withStatus({ statuses: 'write' })
    world.inputs.policy = '/etc/passwd'
    const { told, played } = await statusesOf(world)
    expect(told).toEqual([judging, 'error run 9999.1: The gate broke off before it could tell.'])
    expect(played.exitCode).toBe(1)
    expect(played.outputs).toMatchObject({ verdict: 'undetermined', requests: '2', findings: '[]' })
  })

  test('that a newer run wrote since stays, and the older one says so', async () => {
    const world = withStatus({ statuses: 'write' })
    const later = { commit: head, context: 'Duties', state: 'failure', by: 'github-actions' }
    const description = "run 10000.1: ada's approval does not count because ada pushed 2f22765."
    world.statuses.push({ ...later, at: '2026-12-31T00:00:00Z', description } as never)
    const { told, played } = await statusesOf(world)
    expect(told).toEqual([judging, `failure ${description}`])
    expect(played.annotations).toContainEqual({
      level: 'warning',
      title: 'Separation of duties',
      message: `run 10000.1 wrote the status "duties" of ${head.slice(0, 7)} since, so this older run leaves it.`,
    })
  })

  test('that cannot be written leaves nothing judged, and says which permission to add', async () => {
    const { exitCode, annotations, outputs } = await replay(withStatus({}))
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ verdict: 'undetermined', requests: '1', points: '0' })
    expect(annotations.map(({ message }) => message)).toEqual([
      'Cannot write the commit status "duties" (HTTP 403), and an older one could still stand. Add `statuses: write` to this job\'s `permissions`. For pull requests from forks the token stays read-only: leave `status-context` out and require this job as the check.',
    ])
  })
})

describe.concurrent('what cannot be written', () => {
  test('a record that nobody named a place for is a warning, and the verdict stands', async () => {
    const { exitCode, outputs, annotations, summary } = await replay(cleanWorld(), {
      env: { RUNNER_TEMP: '/dev/null' },
    })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({ verdict: 'pass', evidence: '', 'evidence-digest': '' })
    expect(outputs.findings).not.toBe('[]')
    expect(annotations).toMatchObject([
      {
        level: 'warning',
        message: expect.stringMatching(/^The record could not be written: .*stands/),
      },
    ])
    expect(summary).not.toBe('')
  })

  test('a record that somebody waits for stops the step, and the verdict is told', async () => {
    const world = cleanWorld((draft) => {
      draft.inputs = { evidence: nowhere, 'status-context': 'duties' }
      draft.token = { contents: 'read', 'pull-requests': 'read', statuses: 'write' }
    })
    const { exitCode, outputs, annotations, statuses } = await replay(world)
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ verdict: 'pass', evidence: '' })
    expect(annotations).toMatchObject([
      { level: 'error', message: expect.stringMatching(/Name a directory in `evidence`/) },
    ])
    expect(statuses.map(({ state }) => state)).toEqual(['pending', 'error'])
  })

  test('a job summary is a warning', async () => {
    const { exitCode, outputs, annotations } = await replay(cleanWorld(), {
      env: { GITHUB_STEP_SUMMARY: nowhere },
    })
    expect([exitCode, outputs.verdict]).toEqual([0, 'pass'])
    expect(annotations).toMatchObject([
      { level: 'warning', message: expect.stringMatching(/^The job summary could not be written/) },
    ])
  })

  test('outputs stop the step', async () => {
    const { exitCode, annotations } = await replay(cleanWorld(), {
      env: { GITHUB_OUTPUT: nowhere },
    })
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message)).toEqual([
      'The outputs of the step cannot be written. Run the gate in a job of its own, with no step before it.',
    ])
  })
})

describe.concurrent('formats', () => {
  const asking = (formats: string, more: Record<string, string> = {}) =>
    cleanWorld((draft) => {
      draft.inputs = { formats, ...more }
    })

  test('are written beside the record, under its name', async () => {
    const { evidence } = await replay(asking('sarif, junit\ncsv,test-result oscal'), { keep: true })
    const path = evidence ?? ''
    const read = (extension: string) => readFile(path.replace(/\.json$/, extension), 'utf8')
    expect(JSON.parse(await read('.sarif'))).toMatchObject({ version: '2.1.0' })
    expect(await read('.junit.xml')).toMatch(/<testsuite name="separation-of-duties" /)
    expect(await read('.csv')).toMatch(/^repository,judged,/)
    expect(JSON.parse(await read('.oscal.json'))).toHaveProperty('assessment-results')
    expect(JSON.parse(await read('.test-result'))).toMatchObject({ result: 'PASSED' })
    await rm(dirname(path), { recursive: true })
  })

  test('without the input there are none', async () => {
    const { evidence } = await replay(cleanWorld(), { keep: true })
    const names = await readdir(dirname(evidence ?? ''))
    expect(names.every((name) => /\.json(\.sha256)?$/.test(name))).toBe(true)
    await rm(dirname(evidence ?? ''), { recursive: true })
  })

  test('a word that is none stops the gate before it asks', async () => {
    const { exitCode, annotations } = await replay(asking('sarif,pdf'))
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message)).toEqual([
      'The input `formats` names "pdf". It may name sarif, junit, csv, oscal, test-result, between commas or line ends.',
    ])
  })

  test('where one cannot be written, the verdict stands', async () => {
    const { outputs, annotations } = await replay(asking('csv', { evidence: nowhere }))
    expect(outputs.verdict).toBe('pass')
    expect(annotations.map(({ level, message }) => `${level}: ${message}`)).toContainEqual(
      expect.stringMatching(/^warning: The csv file could not be written: .* stands without it\.$/),
    )
  })
})

test('the bundle names no folder of the machine that built it', async () => {
  const bundle = await readFile(join(import.meta.dirname, '..', '..', 'dist', 'index.js'), 'utf8')
  expect(bundle).not.toContain(join(import.meta.dirname, '..', '..'))
})
