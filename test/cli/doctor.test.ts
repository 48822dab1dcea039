// `doctor --probe`: what a token may read, field by field; and a double that plays such an answer back.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Probe } from '../github-double/server/probe.ts'
import { startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { shipment } from '../readme/shipments.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { cleanWorld } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'
import { worldFile } from '../replay/world-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function doctor(args: readonly string[], world = cleanWorld(), probe?: Probe) {
  const double = await startDouble(world, probe === undefined ? {} : { probe })
  const access = { GITHUB_API_URL: double.url, GH_TOKEN: double.token }
  const all = ['doctor', ...args, '--repo', 'acme/shop']
  const { exitCode, stdout, stderr } = await runBundle(all, access, folder)
  await double.close()
  return { code: exitCode, out: stdout, err: stderr, violations: double.violations }
}

const asked = ['--probe', '--pull-request', '7']

async function probe(args: readonly string[], world?: World, played?: Probe): Promise<Probe> {
  const file = join(folder, 'fields.json')
  const ran = await doctor([...args, '--json', file], world, played)
  expect([ran.err, ran.violations]).toEqual(['', []])
  const { fields } = JSON.parse(await readFile(file, 'utf8'))
  return { fields }
}

/** The same, with some fields answered otherwise. */
const but = (told: Probe, source: string, path: string, answer: string): Probe => ({
  fields: [...told.fields.filter((one) => one.source !== source || one.path !== path)].concat({
    ...{ source, path, answer },
  }),
})

const answerOf = (told: Probe, source: string, path: string) =>
  told.fields.find((one) => one.source === source && one.path === path)?.answer

test('says of every field whether this token may read it', async () => {
  const { code, out } = await doctor(asked)
  expect(code).toBe(0)
  expect(out).toMatch(/^allowed +GraphQL Change +repository\.pullRequest\.headRefOid$/m)
  expect(out).toMatch(/^empty +GraphQL Change +repository\.pullRequest\.mergedAt$/m)
  expect(out).toMatch(/^allowed +GET \/repos\/\{owner\}\/\{repo\}\/activity$/m)
  expect(out.trimEnd().split('\n').at(-1)).toMatch(/^\d+ fields: .*\d+ allowed/)
})

test('a scope that is missing is forbidden, not empty', async () => {
  const world = cleanWorld((draft) => {
    draft.token = { contents: 'read', actions: 'read', deployments: 'read' }
  })
  const { out } = await doctor(asked, world)
  expect(out).toMatch(/^forbidden +GraphQL Change/m)
})

test('of a deployment record it says who created it and whether a job is tied to it', async () => {
  const { code, out, err } = await doctor(
    ['--probe', '--environment', 'production', '--run', '12'],
    shipment('clean'),
  )
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^Deployment \d+ was created by \w+ \(\w+\)/m)
  expect(out).toMatch(/run \d+ has (a|no) job tied to it\.$/m)
})

test('a run that may not be read is a line of the table, and the rest is asked all the same', async () => {
  const world = shipment('clean', { more: { token: { contents: 'read', deployments: 'read' } } })
  const args = ['--probe', '--environment', 'production', '--run', '12']
  const { code, out } = await doctor(args, world)
  expect(code).toBe(0)
  expect(out).toMatch(/^forbidden +GET .*actions\/runs\/\{run_id\}$/m)
  expect(out).toMatch(/^allowed +GraphQL DeploymentContext +repository\.deployments/m)
})

test('a double that plays a probe back is probed the same', async () => {
  const told = await probe(asked)
  const played = await probe(asked, cleanWorld(), told)
  expect(played).toEqual(told)
  const refused = but(told, 'GraphQL GoverningFiles', 'repository.codeowners', 'forbidden')
  expect(answerOf(refused, 'GraphQL GoverningFiles', 'repository.codeowners')).toBe('forbidden')
  const again = await probe(asked, cleanWorld(), refused)
  expect(answerOf(again, 'GraphQL GoverningFiles', 'repository.codeowners')).toBe('forbidden')
})

const change = 'GraphQL Change'
const governing = 'GraphQL GoverningFiles'

test.for([
  { source: governing, path: 'repository.codeowners', verdict: 'pass' },
  { source: governing, path: 'repository.byBranch', verdict: 'undetermined' },
  { source: governing, path: 'repository.pullRequest', verdict: 'undetermined' },
  { source: change, path: 'repository.pullRequest.reviews', verdict: 'undetermined' },
  { source: 'GET /repos/{owner}/{repo}/activity', path: '', verdict: 'undetermined' },
])('where $path of $source is forbidden, the gate says $verdict', async (one) => {
  const { source, path, verdict } = one
  const told = but(await probe(asked), source, path, 'forbidden')
  expect((await replay(cleanWorld(), { probe: told, pool: runBundle })).verdict).toBe(verdict)
})

test.for([
  { args: [], says: '`doctor` only knows --probe. Write `doctor --probe`.' },
  { args: ['--probe'], says: 'There is nothing to ask about. Name a pull request' },
  {
    args: [...asked, '--json', '/nowhere/x.json'],
    says: 'The file /nowhere/x.json cannot be written.',
  },
])('says what is wrong with $args', async ({ args, says }) => {
  const { code, err } = await doctor(args)
  expect(code).toBe(2)
  expect(err).toContain(says)
})

test('a GitHub that answers nothing is no finding', async () => {
  const world = cleanWorld((draft) => {
    draft.faults = [
      { match: 'POST /graphql', status: 401 },
      { match: 'GET /', status: 401 },
    ]
  })
  expect((await doctor(asked, world)).code).toBe(4)
})

const released = () => shipment('clean', { isReviewed: true, releasedBy: 'cleo' })
const context = 'GraphQL DeploymentContext'

const protection = {
  ...{ source: context, path: 'repository.environment.protectionRules', rule: 'author-releases' },
  rest: 'GET /repos/{owner}/{repo}/environments/{environment_name}',
}
const releases = {
  ...{ source: 'GraphQL Associated', path: 'run.deploymentReviews', rule: 'author-releases' },
  rest: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
}

const forbidding = (...fields: readonly { source: string; path: string }[]) => ({
  fields: fields.map((one) => ({ ...one, answer: 'forbidden' })),
})

test.for([
  protection,
  { source: context, path: 'repository.deployments', rest: '', rule: 'reviewed-range' },
  releases,
])('where $path is forbidden, $rule cannot be told', async ({ source, path, rest, rule }) => {
  const world = { ...released(), inputs: { environment: 'production' } }
  const told = forbidding({ source, path }, { source: rest, path: '' })
  const { findings } = await replay(world, { probe: told, pool: runBundle })
  expect(findings).toContainEqual(expect.objectContaining({ rule, outcome: 'undetermined' }))
})

test.for([protection, releases])(
  'where $path alone is forbidden, REST tells it',
  async ({ source, path, rule }) => {
    const world = { ...released(), inputs: { environment: 'production' } }
    const told = forbidding({ source, path })
    const { findings } = await replay(world, { probe: told, pool: runBundle })
    expect(findings).toContainEqual(expect.objectContaining({ rule, outcome: 'satisfied' }))
  },
)

test('where no job of a deployment is shown, it is unknown what that shipped', async () => {
  const world = { ...released(), inputs: { environment: 'production' } }
  const told = forbidding(
    { source: 'GraphQL Associated', path: 'past.checkSuite.checkRuns' },
    { source: 'GraphQL Jobs', path: 'run.checkSuite.checkRuns' },
  )
  const played = await replay(world, { probe: told, pool: runBundle })
  const starts = played.findings.find(({ rule }) => rule === 'reviewed-range')
  expect(starts).toMatchObject({
    outcome: 'undetermined',
    message: expect.stringContaining('the token lacks `checks: read`'),
  })
})

test('`npm run replay -- WORLD --probe FILE` plays the file', async () => {
  const [file, world] = [
    join(folder, 'refused.json'),
    worldFile('approvals/approved-by-somebody-else'),
  ]
  const told = but(await probe(asked), 'GET /repos/{owner}/{repo}/activity', '', 'forbidden')
  await writeFile(file, JSON.stringify(told))
  const script = join(import.meta.dirname, '..', 'replay', 'replay.ts')
  const { stdout } = spawnSync(process.execPath, [script, world, '--probe', file], {
    encoding: 'utf8',
  })
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined' })
})

test.for(['-h', 'doctor -h'])('%s tells the usage', async (line) => {
  const { exitCode, stdout } = await runBundle(line.split(' '), {}, folder)
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('doctor --probe --repo')])
})
