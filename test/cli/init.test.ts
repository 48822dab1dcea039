// `init`: what it writes is a policy without a problem and workflows that GitHub takes, and the gate in them judges.
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { inputsOf, makesRecord, orgTokenOf, playIn } from '../readme/player.ts'
import { type ShipmentTelling, type Shipping, shipment } from '../readme/shipments.ts'
import { type Kind, story } from '../readme/stories.ts'
import { gateJobOf, isGate, type Job, readWorkflow } from '../readme/workflows.ts'
import { runBundle } from '../replay/bundle-pool.ts'

/** Null: it is not at hand, and `npm run test:all -- init` holds the workflows against it. */
const { ACTIONLINT = null } = process.env

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'init-'))
})
afterAll(() => rm(folder, { recursive: true }))

const codeowners =
  '* @acme/developers\n/src/payments/ @acme/payments\n/.github/ @acme/platform # us\n'
const owned = { files: { '.github/CODEOWNERS': codeowners } }

/** Runs in a folder of that name, with what else is in it. */
async function init(
  name: string,
  args: readonly string[],
  { files = {}, world = null }: { files?: Record<string, string>; world?: World | null } = {},
) {
  const cwd = join(folder, name.replaceAll(/\W+/g, '-'))
  await mkdir(cwd, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true })
    await writeFile(join(cwd, path), text)
  }
  const double = world === null ? null : await startDouble(world)
  const env = double === null ? {} : { GITHUB_API_URL: double.url, GH_TOKEN: double.token }
  const asking = double === null ? [] : ['--repo', 'acme/shop']
  const ran = await runBundle(['init', ...args, ...asking], env, cwd)
  await double?.close()
  const read = (path: string) => readFile(join(cwd, path), 'utf8')
  return { ...ran, cwd, read, violations: double?.violations ?? [] }
}

const policyPath = '.github/separation-of-duties.yml'
const merging = '.github/workflows/separation-of-duties.yml'
const again = '.github/workflows/separation-of-duties-again.yml'
const deploying = '.github/workflows/deploy-production.yml'

type Begun = Awaited<ReturnType<typeof init>>

/** The files that it says it wrote. */
const writtenBy = ({ stdout }: Begun): readonly string[] =>
  [...stdout.matchAll(/^Wrote (.*)\.$/gm)].map(([, path = '']) => path)

async function accepts(begun: Begun): Promise<void> {
  const checked = await runBundle(['policy', 'check', policyPath], {}, begun.cwd)
  expect(checked).toMatchObject({ exitCode: 0, stderr: '' })
  expect(checked.stdout).toMatch(/^\.github\/separation-of-duties\.yml is a valid policy: /)
  const workflows = writtenBy(begun).filter((path) => path.includes('/workflows/'))
  expect(workflows).not.toEqual([])
  if (ACTIONLINT !== null) {
    const args = ['-shellcheck=', '-pyflakes=', ...workflows]
    execFileSync(ACTIONLINT, args, { cwd: begun.cwd, stdio: 'pipe' })
  }
}

/** The gate's job of a workflow that was written, and what a world needs to play it. */
async function gateIn(begun: Begun, path: string) {
  const [, job] = gateJobOf(readWorkflow(await begun.read(path))) ?? []
  if (job === undefined) throw new Error(`${path} has no gate.`)
  const more = { token: job.permissions, 'org-token': orgTokenOf(job), inputs: inputsOf(job) }
  return { job, more, policy: await begun.read(policyPath) }
}

interface Merge {
  readonly about: string
  readonly preset: string
  readonly kind: Kind
  readonly telling: Parameters<typeof story>[1]
  readonly verdict: string
}

const asking = { token: { contents: 'read', 'pull-requests': 'read', actions: 'read' } }
const unowned = {
  number: 7,
  ...{ author: 'ada', base: 'main', head: 'feature', at: '2026-03-01T10:05:00Z' },
  reviews: [{ by: 'bob', state: 'APPROVED', commit: 'c1', at: '2026-03-01T10:20:00Z' }],
}

const merges: readonly Merge[] = [
  { about: 'a clean change', preset: 'small-team', kind: 'clean', telling: {}, verdict: 'pass' },
  {
    ...{ about: 'a reviewer who pushed', preset: 'open-source', kind: 'self-approval' },
    ...{ telling: {}, verdict: 'fail' },
  },
  {
    ...{ about: 'an owner who approved', preset: 'monorepo', kind: 'clean', verdict: 'pass' },
    telling: { path: 'src/payments/refund.ts', ...owned },
  },
  {
    ...{ about: 'no owner who approved', preset: 'monorepo', kind: 'clean', verdict: 'fail' },
    telling: { path: 'src/payments/refund.ts', ...owned, more: { pulls: [unowned] } },
  },
]

interface Shipped {
  readonly about: string
  readonly preset: string
  readonly kind: Shipping
  readonly telling: ShipmentTelling
  readonly verdict: string
}

const shipments: readonly Shipped[] = [
  {
    ...{ about: 'somebody who deploys what others wrote', preset: 'regulated', kind: 'clean' },
    ...{ telling: { mergedBy: 'erik' }, verdict: 'pass' },
  },
  {
    ...{ about: 'somebody who deploys what she merged', preset: 'regulated', kind: 'clean' },
    ...{ telling: { mergedBy: 'dee' }, verdict: 'fail' },
  },
  {
    ...{ about: 'somebody who merged what he approved', preset: 'regulated', kind: 'clean' },
    ...{ telling: { mergedBy: 'bob' }, verdict: 'fail' },
  },
  {
    ...{ about: 'the same by a small team', preset: 'small-team', kind: 'clean' },
    ...{ telling: { mergedBy: 'bob' }, verdict: 'pass' },
  },
  {
    ...{ about: 'an author who deploys', preset: 'small-team', kind: 'author-deploys' },
    ...{ telling: {}, verdict: 'fail' },
  },
  {
    ...{ about: 'an environment with reviewers', preset: 'small-team', kind: 'clean' },
    ...{ telling: { isReviewed: true, releasedBy: 'root' }, verdict: 'pass' },
  },
]

describe('what it writes for', () => {
  test.concurrent.for(merges)('$about: $preset, $verdict', async (one) => {
    const { about, preset, kind, telling = {}, verdict } = one
    const before = story(kind, { ...telling, more: { ...telling.more, ...asking } })
    const begun = await init(about, ['--preset', preset], { world: before })
    expect(begun).toMatchObject({ exitCode: 0, stderr: '', violations: [] })
    expect(writtenBy(begun)).toEqual([policyPath, merging, again])
    await accepts(begun)
    const { more, policy } = await gateIn(begun, merging)
    const world = story(kind, { ...telling, policy, more: { ...telling.more, ...more } })
    expect(await playIn(world)).toMatchObject({ verdict, violations: [] })
  })

  test.concurrent.for(shipments)('$about: $preset, $verdict', async (one) => {
    const { about, preset, kind, telling, verdict } = one
    const event = 'workflow_dispatch'
    const before = shipment(kind, { ...telling, event, more: asking })
    const begun = await init(about, ['--preset', preset], { world: before })
    expect(writtenBy(begun)).toEqual([policyPath, merging, again, deploying])
    await accepts(begun)
    const { job, more, policy } = await gateIn(begun, deploying)
    const hasOwnRecord = makesRecord(job as Job)
    const world = shipment(kind, { ...telling, event, policy, hasOwnRecord, more })
    expect(await playIn(world)).toMatchObject({ verdict, violations: [] })
  })
})

test('the gate is the first step of the job that deploys, as docs/rollout.md says', async () => {
  const { read } = await init('first step', [], { world: shipment('clean', { more: asking }) })
  const { jobs } = readWorkflow(await read(deploying))
  expect(Object.keys(jobs)).toEqual(['deploy'])
  expect(jobs).toMatchObject({ deploy: { environment: 'production' } })
  expect(jobs.deploy?.steps.findIndex(isGate)).toBe(0)
})

test('without a token it reads the checkout: CODEOWNERS, and the environments that workflows name', async () => {
  const deploy = (environment: string) => `on: push\njobs: {a: {environment: ${environment}}}\n`
  const files = {
    'docs/CODEOWNERS': codeowners,
    '.github/workflows/one.yml': deploy("{name: Production EU, url: 'https://shop.example'}"),
    '.github/workflows/two.yaml': deploy("'production-eu'"),
    '.github/workflows/three.yml': deploy('$' + '{{ inputs.environment }}'),
    '.github/workflows/pages.yml': deploy('github-pages'),
    '.github/workflows/broken.yml': 'jobs: [',
  }
  const begun = await init('checkout', ['--preset', 'monorepo', '--mode', 'advisory'], { files })
  const [one, two] = [
    '.github/workflows/deploy-production-eu.yml',
    '.github/workflows/deploy-production-eu-2.yml',
  ]
  expect(writtenBy(begun)).toEqual([policyPath, merging, again, one, two])
  expect(begun.stdout).toContain('The policy names teams: install a GitHub App')
  await accepts(begun)
  const policy = await begun.read(policyPath)
  expect(policy).toContain("owners: {teams: ['platform']} # of /.github in CODEOWNERS")
  expect(policy).toContain('from: codeowners')
  const texts = await Promise.all([one, two].map((path) => begun.read(path)))
  expect(texts.map((text) => /^ {10}environment: (.*)$/m.exec(text)?.[1]).sort()).toEqual([
    "'Production EU'",
    "'production-eu'",
  ])
  expect(await begun.read(merging)).toContain('mode: advisory # take this line out')
})

test.for(['regulated', 'monorepo'])(
  '%s asks owners from the day that there is a CODEOWNERS',
  async (preset) => {
    const begun = await init(`${preset} without owners`, ['--preset', preset])
    await accepts(begun)
    expect(begun.stdout).toContain(
      'No CODEOWNERS was found, so no owner is asked: add one, or name ',
    )
    expect(await begun.read(policyPath)).toContain(
      'from: codeowners # there was none: until there ',
    )
  },
)

test('each environment has a file of its own, whatever their names have in common', async () => {
  const names = ['eu/prod', 'eu-prod', 'eu-prod-2', 'EU prod']
  const jobs = names.map((name, at) => `j${at}: {environment: '${name}'}`)
  const files = { '.github/workflows/x.yml': `jobs: {${jobs.join(', ')}}\n` }
  const begun = await init('alike', ['--force'], { files })
  const paths = writtenBy(begun).filter((path) => path.includes('/deploy-'))
  const texts = await Promise.all(paths.map((path) => begun.read(path)))
  const kept = texts.map((text) => /^ {10}environment: '(.*)'$/m.exec(text)?.[1])
  expect(kept.toSorted()).toEqual(names.toSorted())
  expect(paths[0]).toBe('.github/workflows/deploy-eu-prod.yml')
})

test('what is there already stays, unless --force says otherwise', async () => {
  const files = { [policyPath]: 'version: 1\n', [merging]: 'name: mine\n' }
  const first = await init('there', [], { files })
  expect(writtenBy(first)).toEqual([again])
  expect(first.stdout).toContain(`Left ${merging} as it is: write it over with --force.`)
  expect(await first.read(merging)).toBe('name: mine\n')
  const forced = await init('there', ['--force'])
  expect(writtenBy(forced)).toEqual([policyPath, merging, again])
  expect(await forced.read(merging)).toContain('name: Separation of duties\n')
})

test('--print writes nothing', async () => {
  const { stdout, read } = await init('printed', ['--print'])
  for (const path of [policyPath, merging, again]) expect(stdout).toContain(`# ${path}\n`)
  await expect(read(policyPath)).rejects.toThrow('ENOENT')
})

test.for([
  {
    args: ['--preset', 'large-team'],
    says: 'There is no preset "large-team". It may be small-team, regulated, open-source, monorepo.\n',
  },
  { args: ['--mode', 'off'], says: '--mode is "off". It may be enforce or advisory.\n' },
])('refuses $args', async ({ args, says }) => {
  const { exitCode, stderr } = await init('refused', args)
  expect([exitCode, stderr]).toEqual([2, says])
})

test('a name of the repository is no YAML of its own', async () => {
  const files = {
    CODEOWNERS: "/.github/ @acme/it's @al-ice\n",
    '.github/workflows/x.yml': `jobs: {a: {environment: "x'}, #\\t: y"}}\n`,
  }
  const begun = await init('hostile', [], { files })
  await accepts(begun)
  const text = await begun.read('.github/workflows/deploy-x-y.yml')
  const [, job] = gateJobOf(readWorkflow(text)) ?? []
  expect(job?.steps.find(isGate)?.with?.environment).toBe("x'}, #\\t: y")
})
