// The README's second workflow: after a review it runs the gate's own run of that head again, and no other.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDouble } from '../github-double/server/server.ts'
import { openShell, type Shell } from './shell.ts'
import { story } from './stories.ts'
import { gateWorkflows, otherWorkflows } from './workflows.ts'

const [shown] = otherWorkflows
const [job] = Object.values(shown?.workflow.jobs ?? {})
const [step] = job?.steps ?? []

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

const run = (id: number, workflow: string, commit: string, event = 'pull_request') => ({
  ...{ id, workflow, event, branch: 'feature', commit },
  attempts: [{ actor: 'ada', triggering_actor: 'ada', at: '2026-03-01T10:06:00Z' }],
})

const gate = '.github/workflows/separation-of-duties.yml'
const runs = [
  run(1, gate, 'base'),
  run(2, gate, 'c1'),
  run(3, gate, 'c1'),
  run(4, '.github/workflows/ci.yml', 'c1'),
  run(5, gate, 'c1', 'push'),
  run(6, '.github/workflows/separation-of-duties-again.yml', 'c1'),
]

/** As a ruleset requires it: the same file, of another repository, listed as another workflow. */
const required = run(7, 'acme/gates/.github/workflows/separation-of-duties.yml@main', 'c1')

/** Runs the step as a runner would, its expressions filled in for #7 of acme/shop. */
async function again(token: Readonly<Record<string, string>>, more: Record<string, unknown> = {}) {
  const world = story('clean', { event: 'pull_request_review', more: { token, runs, ...more } })
  const [pull] = world.pulls
  const double = await startDouble(world)
  const filled: Record<string, string> = {
    'github.token': double.token,
    'github.repository': world.repository,
    'github.event.pull_request.head.sha': pull?.head_commit ?? '',
  }
  const env = Object.entries(step?.env ?? {}).map(([name, value]) => {
    const text = value.replaceAll(
      /\$\{\{ (.*?) \}\}/g,
      (whole, key: string) => filled[key] ?? whole,
    )
    return [name, text]
  })
  try {
    const ran = await shell.run(step?.run ?? '', {
      ...Object.fromEntries(env),
      GITHUB_API_URL: double.url,
    })
    const asked = double.requests.filter(({ method }) => method === 'POST').map(({ path }) => path)
    return { ...ran, asked, violations: double.violations }
  } finally {
    await double.close()
  }
}

describe('the second workflow', () => {
  test('starts on reviews alone, and does not run in the place of the gate', () => {
    expect(Object.keys(shown?.workflow.on ?? {})).toEqual(['pull_request_review'])
    expect(shown?.workflow.on.pull_request_review?.types).toEqual([
      'submitted',
      'edited',
      'dismissed',
    ])
    expect(shown?.text).toContain('# .github/workflows/separation-of-duties-again.yml')
    expect(gateWorkflows[0]?.text).toContain(`# ${gate}`)
  })

  test('runs the newest run of the gate for this head again', async () => {
    const ran = await again(job?.permissions ?? {})
    expect(ran).toMatchObject({ code: 0, stderr: '', violations: [] })
    expect(ran.asked).toEqual(['/repos/acme/shop/actions/runs/3/rerun'])
  })

  test('finds the run of a workflow that a ruleset requires', async () => {
    const ran = await again(job?.permissions ?? {}, { runs: [...runs, required] })
    expect(ran.code).toBe(0)
    expect(ran.asked.toSorted()).toEqual(
      [3, 7].map((id) => `/repos/acme/shop/actions/runs/${id}/rerun`),
    )
  })

  test('asks until a run that is under way is over', async () => {
    const match = 'POST /repos/acme/shop/actions/runs/3/rerun'
    const ran = await again(job?.permissions ?? {}, { faults: [{ match, times: 1, status: 403 }] })
    expect(ran.code).toBe(0)
    expect(ran.asked).toHaveLength(2)
  })

  test('fails where the gate never ran', async () => {
    const ran = await again(job?.permissions ?? {}, { runs: [] })
    expect(ran.code).toBe(1)
    expect(ran.asked).toEqual([])
  })

  test('fails without its one permission', async () => {
    const ran = await again({})
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('403')
  })
})
