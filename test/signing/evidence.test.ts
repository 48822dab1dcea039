// The workflow that signs: what it judges after a merge and a deployment, what it refuses, and how the documents call it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordFormats } from '../../src/record/record.ts'
import { testResultType } from '../../src/report/formats/test-result.ts'
import { toOid } from '../github-double/git/oid.ts'
import { startDouble } from '../github-double/server/server.ts'
import { read } from '../readme/document.ts'
import { readAction } from '../readme/generate.ts'
import { playIn } from '../readme/player.ts'
import { openShell, type Shell } from '../readme/shell.ts'
import { shipment } from '../readme/shipments.ts'
import { type Job, readWorkflow, type Step, workflows } from '../readme/workflows.ts'

const called = '.github/workflows/evidence.yml'
const { jobs, on } = readWorkflow(read(called))
const [listing, recording] = [jobs.subjects, jobs.record] as [Job, Job]
const stepOf = (job: Job, id: string): Step => job.steps.find((step) => step.id === id) ?? {}
const [gate, compare] = [stepOf(recording, 'gate'), stepOf(recording, 'compare')]

/** What GitHub's API asks for: signing is no question to it. */
function tokenOf({ permissions }: Job): Readonly<Record<string, string>> {
  const { 'id-token': _, attestations, ...token } = permissions
  return token
}

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

/** Runs a script of it as a runner would: what it prints, and what it hands on. */
async function ran(job: Job, id: string, env: Record<string, string>, more: object = {}) {
  const double = await startDouble(shipment('clean', { more: { token: tokenOf(job), ...more } }))
  const { run } = stepOf(job, id)
  const script = `export GITHUB_OUTPUT=$PWD/output; : > output\n(\n${run}\n)\ncat output`
  try {
    const { code, stdout, stderr } = await shell.run(script, {
      ...{ GITHUB_API_URL: double.url, GH_TOKEN: double.token },
      ...{ REPOSITORY: 'repos/acme/shop', COMMITS: 'repos/acme/shop/commits' },
      ...env,
    })
    expect(double.violations).toEqual([])
    return { code, said: stdout.trim().split('\n'), stderr }
  } finally {
    await double.close()
  }
}

const [base, merge, head] = ['base', 'm1', 'c1'].map(toOid) as [string, string, string]
const pushed = {
  ...{ EVENT: 'push', REF: 'refs/heads/main', BRANCH: 'main', ENVIRONMENT: '' },
  ...{ BEFORE: base, AFTER: merge },
}
const ofMerge = `list=[{"pull":"7","merge":"${merge}","name":"merge-7-${merge}"}]`

describe('what is judged', () => {
  const listed = (env: object = {}, more: object = {}) =>
    ran(listing, 'list', { ...pushed, ...env }, more)

  test('after a merge every pull request that the push merged', async () => {
    expect(await listed()).toEqual({ code: 0, said: [ofMerge], stderr: '' })
  })

  test('of a new branch its tip', async () => {
    expect(await listed({ BEFORE: '0'.repeat(40) })).toMatchObject({ code: 0, said: [ofMerge] })
  })

  test('what was merged into another branch is not what the push merged', async () => {
    const { code, said } = await listed({ BRANCH: 'release', REF: 'refs/heads/release' })
    const why = `${merge.slice(0, 7)} came by no pull request, so no record of a merge is kept for it.`
    expect([code, said]).toEqual([0, [`::warning title=Evidence::${why}`, 'list=[]']])
  })

  test('after a deployment its environment, whatever the event', async () => {
    const { code, said } = await listed({ ENVIRONMENT: 'eu/prod', EVENT: 'workflow_dispatch' })
    expect(code).toBe(0)
    expect(said).toEqual(['list=[{"pull":"","merge":"","name":"deployment-eu-prod"}]'])
  })

  test.for(['pull_request', 'pull_request_target', 'pull_request_review'])(
    'nothing in a run of %s',
    async (EVENT) => {
      const { code, said } = await listed({ EVENT, ENVIRONMENT: 'production' })
      expect(code).toBe(1)
      expect(said[0]).toMatch(
        /^::error title=Evidence::In a run of a pull request nothing is signed/,
      )
    },
  )

  test.for([{ EVENT: 'schedule' }, { REF: 'refs/tags/v1' }])('nothing of %o', async (env) => {
    expect(await listed(env)).toMatchObject({ code: 1 })
  })

  test('an answer of GitHub that is missing is no empty list', async () => {
    const faults = [{ match: `GET /repos/acme/shop/commits/${merge}/pulls`, status: 502 }]
    expect(await listed({}, { faults })).toMatchObject({ code: 1 })
  })
})

describe('where two verdicts differ', () => {
  const compared = async (env: object, checks: readonly object[] = []) => {
    const always = { EVIDENCE: '/r/pull-7.json', CHECK: 'separation-of-duties', HEAD: head }
    const asked = { ...always, MERGE: '', ENFORCED: '', VERDICT: 'pass', ...env }
    const { code, said } = await ran(recording, 'compare', asked, { checks })
    expect([code, said.at(-1)]).toEqual([0, 'test-result=/r/pull-7.test-result'])
    return said.slice(0, -1).join('\n')
  }
  const check = (commit: string, conclusion: string) => ({
    ...{ name: 'separation-of-duties', commit, conclusion, at: '2026-03-01T10:15:00Z', run: 10 },
  })
  const differ = '::warning title=Evidence::Two verdicts differ: the enforcing gate said'

  test('of a deployment it says so, and else nothing', async () => {
    expect(await compared({ ENFORCED: 'pass' })).toBe('')
    expect(await compared({ ENFORCED: 'fail' })).toBe(`${differ} fail, and this record says pass.`)
    expect(await compared({})).toMatch(
      /^::notice title=Evidence::What the enforcing gate said is not/,
    )
  })

  test.for([
    { given: 'c1', conclusion: 'success', VERDICT: 'pass-with-exception', says: '' },
    { given: 'c1', conclusion: 'success', VERDICT: 'undetermined', says: differ },
    { given: 'c1', conclusion: 'failure', VERDICT: 'fail', says: '' },
    { given: 'm1', conclusion: 'failure', VERDICT: 'pass', says: differ },
    { given: 'm1', conclusion: 'success', VERDICT: 'pass', says: '' },
  ])('of a merge, by the check on $given: $conclusion, $VERDICT', async (one) => {
    const { given, conclusion, VERDICT, says } = one
    const said = await compared({ MERGE: merge, VERDICT }, [check(given, conclusion)])
    expect(said.startsWith(says) && (said === '') === (says === '')).toBe(true)
  })
})

describe('the record that is signed', () => {
  const inputsFor = (event: string): Readonly<Record<string, string>> =>
    event === 'push'
      ? { gate: 'merge', mode: 'advisory', 'pull-request': '7', formats: 'test-result' }
      : { gate: 'deployment', mode: 'advisory', environment: 'production', formats: 'test-result' }

  test('is the gate’s of this file’s own commit, told nothing that another job concluded', () => {
    expect(recording.steps[0]?.with).toEqual({
      repository: `\${{ job.workflow_repository }}`,
      ref: `\${{ job.workflow_sha }}`,
      ...{ path: 'gate', 'persist-credentials': false },
    })
    expect(gate.uses).toBe('./gate')
    expect(gate.with).toMatchObject({ mode: 'advisory', formats: 'test-result' })
    const { inputs, outputs } = readAction()
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(gate.with ?? {})))
    expect(JSON.stringify(gate.with)).not.toContain('inputs.verdict')
    const uses = recording.steps.flatMap((step) => step.uses ?? [])
    expect(uses.filter((one) => one.includes('download'))).toEqual([])
    const signed = recording.steps.filter((step) => step.uses?.startsWith('actions/attest@'))
    expect(signed.map((step) => step.with)).toEqual([
      {
        'subject-path': `\${{ steps.gate.outputs.evidence }}`,
        'predicate-type': recordFormats.current,
        'predicate-path': `\${{ steps.gate.outputs.statement }}`,
      },
      {
        'subject-path': `\${{ steps.gate.outputs.evidence }}`,
        'predicate-type': testResultType,
        'predicate-path': `\${{ steps.compare.outputs.test-result }}`,
      },
    ])
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['evidence', 'statement']))
    expect(compare.env?.ENFORCED).toBe(`\${{ inputs.verdict }}`)
  })

  const played = (event: string, kind: 'clean' | 'author-deploys', more: object = {}) =>
    playIn(
      shipment(kind, {
        event,
        more: { token: tokenOf(recording), inputs: inputsFor(event), ...more },
      }),
    )

  test.concurrent.for(['push', 'workflow_dispatch'])(
    'passes what is clean on %s',
    async (event) => {
      const { verdict, exitCode, violations, evidence, outputs } = await played(event, 'clean')
      expect({ verdict, exitCode, violations }).toEqual({
        verdict: 'pass',
        exitCode: 0,
        violations: [],
      })
      expect(outputs.statement).toBe(evidence)
    },
  )

  test.concurrent('the record that the deployment left does not shorten the range', async () => {
    const succeeded = (id: number, commit: string, minute: number, run: number) => ({
      ...{ id, environment: 'production', commit, by: 'github-actions', ref: 'main' },
      at: `2026-03-01T10:${minute}:00Z`,
      statuses: [{ state: 'success', at: `2026-03-01T10:${minute + 1}:00Z`, run }],
    })
    const deployments = [succeeded(1, 'base', 12, 11), succeeded(2, 'm1', 32, 12)]
    const failed = await played('workflow_dispatch', 'author-deploys', { deployments })
    expect(failed).toMatchObject({ verdict: 'fail', exitCode: 0, violations: [] })
  })
})

describe('the documents', () => {
  const callers = workflows.flatMap(({ at, workflow }) =>
    Object.values(workflow.jobs)
      .filter(({ uses }) => uses?.includes(`/${called}@`))
      .map((job) => ({ at, workflow, job })),
  )

  test('show how to call it after a deployment and after a merge', () => {
    expect(callers.map(({ at }) => at.split(':')[0])).toEqual([
      'docs/signing.md',
      'docs/signing.md',
    ])
    expect(Object.keys(on)).toEqual(['workflow_call'])
  })

  test.for(callers)('$at gives it what it takes, and no more', ({ workflow, job }) => {
    expect(job.uses).toMatch(/^separation-of-duties\/gate\/.*@v\d+\.\d+\.\d+$/)
    expect(job.permissions).toEqual(recording.permissions)
    expect(recording.permissions).toMatchObject(listing.permissions)
    expect(Object.keys(workflow.on).filter((event) => event.startsWith('pull_request'))).toEqual([])
    const { inputs } = on.workflow_call as { inputs?: object }
    const given = Object.keys((job as { with?: object }).with ?? {})
    expect(Object.keys(inputs ?? {})).toEqual(expect.arrayContaining(given))
  })

  test('call it whatever became of the deployment, after it', () => {
    const [deployed] = callers
    expect(deployed?.job).toMatchObject({ needs: 'deploy', if: 'always()' })
  })
})
