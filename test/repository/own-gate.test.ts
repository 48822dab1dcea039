// The gate on the gate's own pull requests: it is never the change's, and its job may do just enough.
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { read } from '../readme/document.ts'
import { play } from '../readme/player.ts'
import {
  gateWorkflows,
  type Job,
  otherWorkflows,
  ownAction,
  type Workflow,
} from '../readme/workflows.ts'

const path = '.github/workflows/separation-of-duties.yml'
const workflow: Workflow = parse(read(path))
const [[id, job] = ['', undefined]] = Object.entries(workflow.jobs) as [string, Job][]

/** As its users would have it: the published action in place of the one that was checked out. */
const published: Workflow = {
  ...workflow,
  jobs: Object.fromEntries(
    Object.entries(workflow.jobs).map(([name, one]) => [
      name,
      {
        ...one,
        steps: one.steps.map((step) => (step.uses === './gate' ? { uses: ownAction } : step)),
      },
    ]),
  ),
}
const events = Object.keys(workflow.on)

test('runs what the base branch has accepted, and nothing else', () => {
  expect(job?.steps).toEqual([
    {
      uses: expect.stringMatching(/^actions\/checkout@/),
      with: {
        ref: `\${{ github.event.pull_request.base.sha || github.event.merge_group.base_ref }}`,
        path: 'gate',
        'persist-credentials': false,
      },
    },
    { uses: './gate' },
  ])
})

test('runs for main alone, whatever the base was before, and is never skipped', () => {
  const [first] = gateWorkflows
  expect(workflow.on).toEqual({
    pull_request: { ...first?.workflow.on.pull_request, branches: ['main'] },
    merge_group: { branches: ['main'] },
  })
  expect(id).toBe('separation-of-duties')
  expect(Object.keys(workflow.jobs)).toEqual([id])
  expect(job).not.toHaveProperty('if')
  expect(job).not.toHaveProperty('needs')
})

test('runs again after a review, as the README has it', () => {
  const own = './.github/workflows/again.yml # zizmor: ignore[self-repository]'
  const shown = otherWorkflows[0]?.text.replace(/separation-of-duties\/gate\/.*$/m, own)
  expect(read('.github/workflows/separation-of-duties-again.yml')).toBe(shown)
})

describe.for(events)('on %s', (event) => {
  test.concurrent('passes a clean change', async () => {
    const played = await play(published, { event, kind: 'clean' })
    expect(played).toMatchObject({ verdict: 'pass', exitCode: 0, violations: [] })
  })

  test.concurrent('fails whoever approves what they pushed', async () => {
    const played = await play(published, { event, kind: 'self-approval' })
    expect(played).toMatchObject({ verdict: 'fail', exitCode: 1, violations: [] })
  })
})

test.concurrent.for(Object.keys(job?.permissions ?? {}))(
  'does not succeed without %s',
  async (scope) => {
    const { [scope]: _, ...token } = job?.permissions ?? {}
    const played = await play(published, { event: 'pull_request', kind: 'clean', token })
    expect(played.exitCode).toBe(1)
    expect(played.log).toContain(`Add \`${scope}: ${job?.permissions[scope]}\``)
  },
)
