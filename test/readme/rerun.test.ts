// The README's second workflow and the one that it calls: after a review the gate's own run of that head runs again, and no other.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt, called, clock, gate, rerun, run, runAgain, runs, sameDay } from './again.ts'
import { read } from './document.ts'
import { openShell, type Shell } from './shell.ts'
import { gateWorkflows, otherWorkflows, readWorkflow } from './workflows.ts'

const [shown] = otherWorkflows
const [calling] = Object.values(shown?.workflow.jobs ?? {})
const { jobs, on } = readWorkflow(read(called))
const [job] = Object.values(jobs)
const [step] = job?.steps ?? []

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

/** As a ruleset requires it: the same file, of another repository, listed as another workflow. */
const required = run(7, 'acme/gates/.github/workflows/separation-of-duties.yml@main', 'c1')

const again = (
  token: Readonly<Record<string, string>>,
  ...more: Parameters<typeof runAgain> extends [unknown, unknown, ...infer Rest] ? Rest : never
) => runAgain(shell, token, ...more)

const writing = { actions: 'write' }

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

  test('calls the workflow of the project, and gives it what that takes and no more', () => {
    expect(calling?.uses).toMatch(
      new RegExp(`^separation-of-duties/gate/${called}@v\\d+\\.\\d+\\.\\d+$`),
    )
    expect(Object.keys(on)).toEqual(['workflow_call'])
    expect(calling?.permissions).toEqual(job?.permissions)
    expect(job?.permissions).toEqual({ actions: 'write' })
  })

  test('fills no expression into its script', () => {
    expect(step?.run).not.toContain('${{')
  })

  test('runs the newest run of the gate for this head again', async () => {
    const ran = await again(writing)
    expect(ran).toMatchObject({ code: 0, stderr: '', violations: [] })
    expect(ran.asked).toEqual([rerun(3)])
    expect(ran.stdout).toBe('Run 3 runs again.\n')
  })

  test('finds the run of a workflow that a ruleset requires, and one on pull_request_target', async () => {
    const targeted = run(8, 'acme/others/.github/workflows/separation-of-duties.yml@main', 'c1')
    const all = [...runs, required, { ...targeted, event: 'pull_request_target' }]
    const ran = await again(writing, { runs: all })
    expect(ran.code).toBe(0)
    expect(ran.asked.toSorted()).toEqual([3, 7, 8].map(rerun))
  })

  test('finds a gate in a file of another name', async () => {
    const ran = await again(writing, {}, { workflow: 'ci.yml' })
    expect([ran.code, ran.asked]).toEqual([0, [rerun(4)]])
  })

  test('asks again where GitHub refuses for a moment, and not for ever', async () => {
    const match = 'POST /repos/acme/shop/actions/runs/3/rerun'
    const once = await again(writing, { faults: [{ match, times: 1, status: 403 }] })
    expect([once.code, once.asked.length]).toEqual([0, 2])
    const always = await again(writing, { faults: [{ match, status: 403 }] })
    expect([always.code, always.asked.length]).toEqual([1, 3])
    expect(always.stdout).toContain('::error title=Separation of duties::GitHub refused to run 3')
  })

  test('a question that GitHub does not answer at once is asked again', async () => {
    const once = (match: string) => ({ match, times: 1, status: 502 })
    const runs = 'GET /repos/acme/shop/actions/runs'
    const faults = [once(runs), once(`${runs}/3`)]
    const ran = await again(writing, { faults })
    expect([ran.code, ran.asked]).toEqual([0, [rerun(3)]])
    expect(ran.stdout).toBe('Run 3 could not be read.\nRun 3 runs again.\n')
  })

  test('a run that cannot be read at all is an error', async () => {
    const match = 'GET /repos/acme/shop/actions/runs/3'
    const ran = await again(writing, { faults: [{ match, status: 502 }] })
    expect([ran.code, ran.asked]).toEqual([1, []])
    expect(ran.stdout).toContain('::Run 3 was not seen to end within 15 minutes.')
  })

  test('is not called for a comment, which decides nothing and which an author may write', () => {
    expect(job?.if).toContain("github.event.review.state != 'commented'")
  })

  test('waits for a run that is under way, and says so where it does not end', async () => {
    const busy = { ...run(9, gate, 'c1'), status: 'in_progress' }
    const ran = await again(writing, { runs: [busy] })
    expect([ran.code, ran.asked]).toEqual([1, []])
    expect(ran.stdout.match(/Run 9 is under way \(in_progress\)\./g)).toHaveLength(13)
    expect(ran.stdout).toContain('Run 9 was not seen to end within 15 minutes.')
  })

  test('leaves a run alone that was started again after the review', async () => {
    const later = { ...attempt, at: '2026-03-01T10:31:00Z' }
    const busy = { ...run(9, gate, 'c1'), attempts: [attempt, later], status: 'queued' }
    const ran = await again(writing, { runs: [busy] })
    expect([ran.code, ran.asked]).toEqual([0, []])
    expect(ran.stdout).toBe('Run 9 was started again meanwhile, and sees this review.\n')
  })

  test.for([
    {
      given: 'of more than 30 days',
      attempts: [attempt],
      now: clock('2026-04-02T10:30:00Z', '2026-03-03T10:30:00Z'),
      says: 'Run 9 is older than 30 days, so GitHub does not run it again.',
    },
    {
      given: 'that was run again 50 times',
      attempts: Array.from({ length: 51 }, () => attempt),
      now: sameDay,
      says: 'Run 9 was run again 50 times, and GitHub allows no more.',
    },
  ])('does not ask in vain for a run $given', async ({ attempts, now, says }) => {
    const ran = await again(writing, { runs: [{ ...run(9, gate, 'c1'), attempts }] }, { now })
    expect([ran.code, ran.asked]).toEqual([1, []])
    expect(ran.stdout).toBe(
      `::error title=Separation of duties::${says} Close and reopen the pull request: that starts a new one.\n`,
    )
  })

  test('fails and says so where the gate never ran', async () => {
    const ran = await again(writing, { runs: [] })
    expect([ran.code, ran.asked]).toEqual([1, []])
    expect(ran.stdout).toMatch(/::No run of separation-of-duties\.yml for [0-9a-f]{40} was found\./)
  })

  test('fails without its one permission', async () => {
    const ran = await again({})
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('403')
  })
})
