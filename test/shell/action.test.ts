// The action as a runner starts it: outputs, record, summary, log and status, with friendly and hostile text.
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startDouble } from '../github-double/server/server.ts'
import { cleanWorld, worldWithPolicy } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'

const unapproved = () =>
  cleanWorld((draft) => {
    draft.pulls[0].reviews = []
  })

describe.concurrent('outputs', () => {
  test('all of them are set on a pass', async () => {
    const { outputs, exitCode } = await replay(cleanWorld())
    expect(exitCode).toBe(0)
    expect(Object.keys(outputs).sort()).toEqual([
      ...['evidence', 'evidence-digest', 'findings', 'head-sha'],
      ...['points', 'requests', 'statement', 'verdict'],
    ])
    expect(outputs).toMatchObject({ verdict: 'pass', requests: '4', points: '3', statement: '' })
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

  test.for([
    { given: 'a pass', reviews: undefined, state: 'success' },
    { given: 'a fail', reviews: [], state: 'failure' },
  ])('of $given is $state on the head', async ({ reviews, state }) => {
    const world = withStatus({ statuses: 'write' }, reviews)
    const double = await startDouble(world)
    await replay(world, { github: double.url })
    const head = createHash('sha1').update('c1').digest('hex')
    const answer = await fetch(`${double.url}/repos/acme/shop/commits/${head}/statuses`, {
      headers: { authorization: `token ${double.token}` },
    })
    const statuses = (await answer.json()) as { state: string; context: string }[]
    await double.close()
    expect(statuses.map((one) => `${one.context} ${one.state}`)).toEqual([`duties ${state}`])
  })

  test('that cannot be published stops the step, and says which permission to add', async () => {
    const { exitCode, annotations } = await replay(withStatus({}))
    expect(exitCode).toBe(1)
    expect(annotations.map(({ message }) => message)).toContain(
      "the token may not ask this (403) (POST /repos/{owner}/{repo}/statuses/{sha}). Add `statuses: write` to the job's `permissions`.",
    )
  })
})

test('the bundle names no folder of the machine that built it', async () => {
  const bundle = await readFile(join(import.meta.dirname, '..', '..', 'dist', 'index.js'), 'utf8')
  expect(bundle).not.toContain(join(import.meta.dirname, '..', '..'))
})
