// Every recipe for a deployment passes what others wrote and approved, and stops the misuse that it names.
import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { read, root } from './document.ts'
import { inputsOf, makesRecord, playIn } from './player.ts'
import { recordOf, type ShipmentTelling, type Shipping, shipment } from './shipments.ts'
import { deploymentWorkflows, gateJobOf, isGate, readWorkflow } from './workflows.ts'

const recipe = (name: string): string => read(`docs/examples/deployments/${name}.yml`)
const path = '.github/workflows/deploy.yml'
const byHand = '.github/workflows/deploy-by-hand.yml'

interface Told extends ShipmentTelling {
  readonly kind?: Shipping
}

interface Story extends Told {
  readonly about: string
  readonly verdict: string
  /** The rules that stop it. */
  readonly stopped?: readonly string[]
  readonly filled?: Filled
}

/** What the expressions of a workflow stand for. */
type Filled = Readonly<Record<string, string>>

interface Recipe {
  readonly name: string
  /** Its first one, unless told otherwise. */
  readonly job?: string
  readonly filled?: Filled
  readonly always: Told
  readonly stories: readonly Story[]
}

const dispatched = { event: 'workflow_dispatch' }
const author: Story = {
  ...{ about: 'whose author starts it', kind: 'author-deploys', verdict: 'fail' },
  stopped: ['author-deploys'],
}
const colleague: Story = { about: 'by somebody else', verdict: 'pass' }
const unreviewed: Story = {
  ...{ about: 'with a push that nobody reviewed', kind: 'unreviewed', verdict: 'fail' },
  stopped: ['reviewed-range'],
}

const tested = 'github.event.workflow_run.head_sha'
const [eu, us] = ['eu', 'us'].map((region) => ({ 'matrix.region': region }))

const shared = (text: string): Told => ({
  ...{ ...dispatched, workflow: byHand },
  policy: `version: 1\ndeployment: {workflows: [${path}, ${byHand}]}\n`,
  files: { [path]: text, [byHand]: recipe('shared-environment') },
})

const withoutGate = recipe('shared-environment').replace(
  / {6}- uses: separation[\s\S]*?production\n/,
  '',
)

/** As often as it was deployed: first `base`, then `m1`, with the run of each. */
const deployedTwice = [
  recordOf(['production', 'base'], 1, 2, 'success', 11),
  recordOf(['production', 'm1'], 3, 22, 'success', 13),
  recordOf(['production', 'm1'], 2, 31, 'in_progress', 12),
]

const recipes: readonly Recipe[] = [
  {
    ...{ name: 'after-ci', always: { event: 'workflow_run' }, filled: { [tested]: 'm1' } },
    stories: [
      colleague,
      { ...author, about: 'whose author merged it' },
      { about: 'of what was merged, and not of a later push', kind: 'unreviewed', verdict: 'pass' },
      { ...unreviewed, filled: { [tested]: 'x1' } },
      {
        ...{ about: 'of a commit of no protected branch', filled: { [tested]: 'c1' } },
        ...{ verdict: 'fail', stopped: ['reviewed-range'] },
      },
    ],
  },
  {
    ...{ name: 'by-commit', always: dispatched, filled: { 'inputs.sha': 'm1' } },
    stories: [
      colleague,
      author,
      { about: 'of the version below a push', kind: 'unreviewed', verdict: 'pass' },
      { ...unreviewed, filled: { 'inputs.sha': 'x1' } },
    ],
  },
  {
    name: 'staging-production',
    job: 'staging',
    always: { ...dispatched, environment: 'staging' },
    stories: [
      colleague,
      author,
      {
        ...author,
        about: 'whose author may, where the policy only warns',
        verdict: 'pass',
        stopped: [],
        policy:
          'version: 1\nconflicts: {author-deploys: {enforcement: warn, environments: [staging]}}\n',
      },
    ],
  },
  {
    name: 'staging-production',
    job: 'production',
    always: dispatched,
    stories: [
      colleague,
      {
        ...author,
        policy:
          'version: 1\nconflicts: {author-deploys: {enforcement: warn, environments: [staging]}}\n',
      },
      unreviewed,
    ],
  },
  {
    name: 'matrix',
    filled: eu ?? {},
    always: { ...dispatched, environment: 'production-eu' },
    stories: [colleague, author, unreviewed],
  },
  {
    name: 'matrix',
    filled: us ?? {},
    always: { ...dispatched, environment: 'production-us' },
    stories: [colleague, author],
  },
  {
    name: 'monorepo',
    always: { event: 'push', environment: 'cart-production' },
    stories: [
      colleague,
      { ...author, about: 'whose author merged it' },
      { ...unreviewed, about: 'with a push beside the service' },
    ],
  },
  {
    ...{ name: 'shared-environment', always: shared(recipe('shared-environment')) },
    stories: [
      colleague,
      author,
      {
        ...{ about: 'after a deployment without the gate by the other workflow' },
        ...{ ...shared(withoutGate), verdict: 'undetermined', stopped: ['reviewed-range'] },
      },
    ],
  },
]

const expression = /\$\{\{ (.+?) \}\}/g

/** The job with its gate's inputs, as GitHub fills them in. */
function jobOf({ name, job: id, filled }: Pick<Recipe, 'name' | 'job' | 'filled'>) {
  const text = recipe(name).replaceAll(expression, (_, word: string) => {
    const value = filled?.[word]
    if (value === undefined) throw new Error(`Nothing is told of ${word}.`)
    return value
  })
  const { jobs } = readWorkflow(text)
  const job = id === undefined ? Object.values(jobs)[0] : jobs[id]
  if (job === undefined) throw new Error(`${name} has no such job.`)
  return job
}

test('every recipe is played', () => {
  const files = globSync('docs/examples/deployments/*.yml', { cwd: root })
  expect(new Set(recipes.map(({ name }) => `${name}.yml`))).toEqual(
    new Set(files.map((file) => basename(file))),
  )
  const page = read('docs/recipes.md')
  for (const file of files) expect(page).toContain(`(examples/deployments/${basename(file)})`)
})

describe.for(recipes)('$name $job', ({ always, stories, ...one }) => {
  test('has the gate as the first step of the job that names the environment', () => {
    const { steps, environment } = jobOf(one)
    expect(steps.findIndex(isGate)).toBe(0)
    expect(steps[0]?.with?.environment).toBe(environment)
  })

  test.concurrent.for(stories)(
    'a deployment $about: $verdict',
    async ({ about: _, kind = 'clean', verdict, stopped = [], filled, ...telling }) => {
      const job = jobOf({ ...one, filled: { ...one.filled, ...filled } })
      const world = shipment(kind, {
        files: { [path]: recipe(one.name) },
        ...always,
        ...telling,
        hasOwnRecord: makesRecord(job),
        more: { token: job.permissions, inputs: job.steps.find(isGate)?.with, ...telling.more },
      })
      const played = await playIn(world)
      const ofThem = played.findings.filter(
        ({ outcome }) => outcome === 'violated' || outcome === 'undetermined',
      )
      expect(
        {
          verdict: played.verdict,
          rules: ofThem.map(({ rule }) => rule).filter((rule) => stopped.includes(rule)),
        },
        played.log,
      ).toEqual({ verdict, rules: stopped })
      expect(played.violations).toEqual([])
    },
  )
})

test('going back to what was deployed before ships nothing new, whoever asks', async () => {
  const job = jobOf({ name: 'by-commit', filled: { 'inputs.sha': 'base' } })
  const world = shipment('author-deploys', {
    ...dispatched,
    files: { [path]: recipe('by-commit') },
    more: {
      token: job.permissions,
      inputs: job.steps.find(isGate)?.with,
      deployments: deployedTwice,
    },
  })
  expect(await playIn(world)).toMatchObject({ verdict: 'pass', violations: [] })
})

describe('two people, with the workflow of the README', () => {
  const [shown] = deploymentWorkflows
  const [, job] = gateJobOf(shown?.workflow ?? readWorkflow('jobs: {}')) ?? []
  test.for([
    { startedBy: 'bob', verdict: 'pass', rules: [] },
    { startedBy: 'ada', verdict: 'fail', rules: ['author-deploys'] },
  ])('$startedBy deploys: $verdict', async ({ startedBy, verdict, rules }) => {
    const world = shipment('clean', {
      ...{ ...dispatched, startedBy, hasOwnRecord: true },
      policy: read('docs/examples/small-team.yml'),
      files: { [path]: shown?.text ?? '' },
      more: { token: job?.permissions, inputs: inputsOf(job ?? { permissions: {}, steps: [] }) },
    })
    const played = await playIn(world)
    const violated = played.findings.filter(({ outcome }) => outcome === 'violated')
    expect({ verdict: played.verdict, rules: violated.map(({ rule }) => rule) }).toEqual({
      ...{ verdict, rules },
    })
  })
})
