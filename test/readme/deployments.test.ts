// Every deployment of the README passes what others wrote and approved, and stops its author and unreviewed work.
import { describe, expect, test } from 'vitest'
import { runBundle } from '../replay/bundle-pool.ts'
import { replay } from '../replay/replay.ts'
import { readAction } from './generate.ts'
import { makesRecord, orgTokenOf, playDeployment } from './player.ts'
import { shipment, shippingEvents } from './shipments.ts'
import {
  deploymentWorkflows,
  gateJobOf,
  isGate,
  type Job,
  ownAction,
  shippedTo,
} from './workflows.ts'

const nameOf = ({ environment }: Job): string | undefined =>
  typeof environment === 'string' ? environment : environment?.name

test('there is one for each way to deploy', () => {
  const jobs = deploymentWorkflows.flatMap(({ workflow }) => gateJobOf(workflow)?.[1] ?? [])
  expect(new Set(deploymentWorkflows.flatMap(({ workflow }) => Object.keys(workflow.on)))).toEqual(
    new Set(shippingEvents),
  )
  const ways = jobs.map((job) => [nameOf(job) !== undefined, makesRecord(job)])
  expect(ways).toEqual([
    [true, true],
    [false, false],
    [true, false],
    [true, true],
  ])
})

describe.for(deploymentWorkflows)('the deployment at $at', ({ text, workflow }) => {
  const events = Object.keys(workflow.on)
  const [id = '', job] = gateJobOf(workflow) ?? []
  if (job === undefined) throw new Error('The workflow has no gate.')
  const step = job.steps.find(isGate)

  test('is the workflow of the worlds, and uses inputs that there are', () => {
    expect(text).toContain('# .github/workflows/deploy.yml')
    const { inputs } = readAction()
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})))
  })

  test('has nothing before the gate but an App’s token, and runs on only when it is green', () => {
    const gateAt = job.steps.findIndex(isGate)
    for (const { uses } of job.steps.slice(0, gateAt)) {
      expect(uses).toMatch(/^actions\/create-github-app-token@/)
    }
    // What is called after the deployment stops nothing, and so waits for nothing.
    for (const one of Object.values(workflow.jobs).filter(({ uses }) => uses === undefined)) {
      expect(one.if).toBeUndefined()
      for (const { if: condition } of one.steps) expect(condition).toBeUndefined()
      const asks = one.steps.some(({ uses }) => uses?.startsWith(ownAction))
      expect(one.needs).toBe(asks ? undefined : id)
    }
  })

  test('deploys in a job that makes the record, to the environment that the gate judges', () => {
    const deploying = Object.values(workflow.jobs).filter(({ steps }) =>
      steps.some(({ run }) => run === './deploy.sh'),
    )
    expect(deploying.map(nameOf)).toEqual([shippedTo(workflow)])
    expect(deploying.every(makesRecord)).toBe(true)
    expect([undefined, shippedTo(workflow)]).toContain(nameOf(job))
  })

  test.concurrent.for(events)('passes what others wrote and approved on %s', async (event) => {
    const played = await playDeployment(workflow, { event, kind: 'clean' })
    expect(played.log.match(/^::error.*$/gm)).toBeNull()
    expect(played).toMatchObject({ verdict: 'pass', exitCode: 0, violations: [] })
  })

  test.concurrent.for(events)('fails an author who deploys on %s', async (event) => {
    const played = await playDeployment(workflow, { event, kind: 'author-deploys' })
    expect(played).toMatchObject({ verdict: 'fail', exitCode: 1, violations: [] })
    const violated = played.findings.filter(({ outcome }) => outcome === 'violated')
    expect(violated.map(({ rule }) => rule)).toContain('author-deploys')
  })

  test.concurrent('fails where somebody pushed without review', async () => {
    const played = await playDeployment(workflow, { event: events[0] ?? '', kind: 'unreviewed' })
    expect(played).toMatchObject({ verdict: 'fail', exitCode: 1, violations: [] })
    const violated = played.findings.filter(({ outcome }) => outcome === 'violated')
    expect(violated.map(({ rule }) => rule)).toContain('reviewed-range')
  })

  test.concurrent.for(Object.keys(job.permissions))(
    'does not succeed without %s',
    async (scope) => {
      const { [scope]: _, ...token } = job.permissions
      const played = await playDeployment(workflow, {
        event: events[0] ?? '',
        kind: 'clean',
        token,
      })
      expect(played.exitCode).toBe(1)
      expect(played.log).toContain(`Add \`${scope}: ${job.permissions[scope]}\``)
    },
  )

  test.concurrent.for(Object.keys(orgTokenOf(job) ?? {}))(
    'does not succeed without %s of the App',
    async (scope) => {
      const { [scope]: _, ...orgToken } = orgTokenOf(job) ?? {}
      const event = events[0] ?? ''
      const played = await playDeployment(workflow, { event, kind: 'clean', orgToken })
      expect(played).toMatchObject({ verdict: 'undetermined', exitCode: 1 })
    },
  )

  if (makesRecord(job)) {
    const isReviewed = true
    test.concurrent.for(events)('sees who released the environment on %s', async (event) => {
      const by = { event, kind: 'clean', isReviewed } as const
      const clean = await playDeployment(workflow, { ...by, releasedBy: 'root' })
      expect(clean).toMatchObject({ verdict: 'pass', exitCode: 0, violations: [] })
      const author = await playDeployment(workflow, { ...by, releasedBy: 'ada' })
      expect(author).toMatchObject({ verdict: 'fail', exitCode: 1, violations: [] })
      const violated = author.findings.filter(({ outcome }) => outcome === 'violated')
      expect(violated.map(({ rule }) => rule)).toEqual(['author-releases'])
    })
  }
})

test('where the release deploys, an author may start the run', async () => {
  const policy = 'version: 1\ndeployment: {deployer: release}\n'
  const telling = { event: 'workflow_dispatch', policy, isReviewed: true, hasOwnRecord: true }
  const world = shipment('author-deploys', { ...telling, releasedBy: 'root' })
  expect(await replay(world, { pool: runBundle })).toMatchObject({
    verdict: 'pass',
    violations: [],
  })
})

test('a first deployment passes with a baseline alone', async () => {
  const inputs = { environment: 'production', baseline: 'base' }
  const world = shipment('clean', { more: { deployments: [], inputs } })
  expect(await replay(world, { pool: runBundle })).toMatchObject({
    verdict: 'pass',
    violations: [],
  })
})

test('what was pushed without review ships once the policy only warns of it', async () => {
  const policy = 'version: 1\nrules: {reviewed-range: {enforcement: warn}}\n'
  expect(await replay(shipment('unreviewed', { policy }), { pool: runBundle })).toMatchObject({
    verdict: 'pass',
  })
})
