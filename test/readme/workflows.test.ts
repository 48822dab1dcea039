// Every workflow of the README is one that GitHub would take, and the gate in it stops whom it must.
import { describe, expect, test } from 'vitest'
import { rowsUnder } from './document.ts'
import { readAction } from './generate.ts'
import { play } from './player.ts'
import { gateEvents } from './stories.ts'
import {
  gateJobOf,
  gateWorkflows,
  isGate,
  otherWorkflows,
  ownAction,
  reasonsOf,
  strangers,
  workflows,
} from './workflows.ts'

const permissionRows = rowsUnder('# Permissions', 'docs/permissions.md').map(([cell = '']) =>
  cell.replaceAll('`', ''),
)

test('every snippet of YAML is a workflow, steps or a policy', () => {
  expect(strangers.map(({ at }) => at)).toEqual([])
  expect(gateWorkflows.length).toBeGreaterThanOrEqual(4)
  expect(otherWorkflows).toHaveLength(2)
})

/** The one that GitHub gives by itself, those for policies with a break-glass and for comments, which these have not. */
const beside = ['metadata: read', 'issues: write', 'pull-requests: write', 'deployments: write']

test('the table of permissions holds those that the workflows give, and no other but four', () => {
  const given = workflows.flatMap(({ workflow }) =>
    Object.values(workflow.jobs).flatMap(({ permissions }) =>
      Object.entries(permissions).map(([name, access]) => `${name}: ${access}`),
    ),
  )
  expect(permissionRows.toSorted()).toEqual([...new Set([...given, ...beside])].sort())
})

describe.for(workflows)('the workflow at $at', (shown) => {
  const { workflow } = shown

  test('gives nothing at the top, and a reason for all that it gives below', () => {
    expect(workflow.permissions).toEqual({})
    for (const [name, job] of Object.entries(workflow.jobs)) {
      const reasons = reasonsOf(shown, name)
      expect(Object.keys(reasons)).toEqual(Object.keys(job.permissions))
      for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[a-z].{8}/)
    }
  })

  test('names actions by commit, and its own by an exact tag', () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ uses }) => uses))
    for (const uses of used.filter((one) => one !== undefined)) {
      expect(uses).toMatch(uses.startsWith(ownAction) ? /@v\d+\.\d+\.\d+$/ : /@[0-9a-f]{40}$/)
    }
  })
})

describe.for(gateWorkflows)('the gate at $at', ({ workflow }) => {
  const events = Object.keys(workflow.on)
  const [id = '', job] = gateJobOf(workflow) ?? []
  const step = job?.steps.find(isGate)

  test('uses events and inputs that there are', () => {
    expect(gateEvents).toEqual(expect.arrayContaining(events))
    const { inputs } = readAction()
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})))
  })

  test('publishes its status, if any, under a name that no job has', () => {
    const context = step?.with?.['status-context']
    if (context !== undefined) expect([id, job?.name]).not.toContain(context)
  })

  test('is a job of its own, never skipped, with at most an App’s token before it', () => {
    expect(job?.if).toBeUndefined()
    expect(job?.needs).toBeUndefined()
    const before = job?.steps.slice(0, job.steps.findIndex(isGate)) ?? []
    for (const { uses } of before) expect(uses).toMatch(/^actions\/create-github-app-token@/)
  })

  test.concurrent.for(events)('passes a clean change on %s', async (event) => {
    const played = await play(workflow, { event, kind: 'clean' })
    expect(played.log.match(/^::error.*$/gm)).toBeNull()
    expect(played).toMatchObject({ verdict: 'pass', exitCode: 0, violations: [] })
    const context = step?.with?.['status-context']
    const statuses = played.asked.filter((one) => one.includes('/statuses/'))
    const head = played.outputs['head-sha']
    // Pending first, and its word at the end.
    const written = `POST /repos/acme/shop/statuses/${head}`
    expect(statuses).toEqual(context ? [written, written] : [])
  })

  test.concurrent.for(events)('fails whoever approves what they pushed on %s', async (event) => {
    const played = await play(workflow, { event, kind: 'self-approval' })
    expect(played).toMatchObject({ verdict: 'fail', exitCode: 1, violations: [] })
    const violated = played.findings.filter(({ outcome }) => outcome === 'violated')
    expect(violated.map(({ rule }) => rule)).toContain('self-approval')
  })

  test.concurrent.for(Object.keys(job?.permissions ?? {}))(
    'does not succeed without %s',
    async (scope) => {
      const { [scope]: _, ...token } = job?.permissions ?? {}
      const played = await play(workflow, { event: events[0] ?? '', kind: 'clean', token })
      expect(played.exitCode).toBe(1)
      expect(played.log).toContain(`Add \`${scope}: ${job?.permissions[scope]}\``)
    },
  )
})

test('without the secrets of the repository a rule that hangs on a team is undetermined', async () => {
  const shown = gateWorkflows.find(({ workflow }) =>
    gateJobOf(workflow)?.[1].steps.some(({ uses }) => uses?.includes('create-github-app-token')),
  )
  if (shown === undefined) throw new Error('No workflow of the README makes a token for teams.')
  const played = await play(shown.workflow, {
    event: 'pull_request',
    kind: 'clean',
    withoutSecrets: true,
  })
  expect(played.verdict).toBe('undetermined')
  const unsure = played.findings.filter(({ outcome }) => outcome === 'undetermined')
  expect(unsure.map(({ rule }) => rule)).toEqual(['protected-paths'])
})

test('what is uploaded is the directory in which the record lies', async () => {
  const [first] = gateWorkflows
  if (first === undefined) throw new Error('The README shows no gate.')
  const steps = gateWorkflows.flatMap(({ workflow }) => gateJobOf(workflow)?.[1].steps ?? [])
  const upload = steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))
  const { evidence } = await play(first.workflow, { event: 'pull_request', kind: 'clean' })
  const directory = String(upload?.with?.path).replace(/\$\{\{ runner\.temp \}\}/, '/temp')
  expect(evidence).toMatch(new RegExp(`${directory}/[^/]+\\.json$`))
})
