// A newcomer's path: the README's workflows are pasted, a change waits for its approval, gets it, and is deployed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gate, rerun, runAgain } from './again.ts'
import { play, playDeployment } from './player.ts'
import { openShell, type Shell } from './shell.ts'
import { deploymentWorkflows, gateWorkflows } from './workflows.ts'

const [merge] = gateWorkflows
const [deploy] = deploymentWorkflows
if (merge === undefined || deploy === undefined) throw new Error('The README shows no workflow.')

let shell: Shell
beforeAll(async () => {
  shell = await openShell()
})
afterAll(() => shell.close())

test('a pull request waits, is approved, runs again, and is green', async () => {
  expect(merge.at).toMatch(/^README\.md:/)
  expect(merge.text).toContain(`# ${gate}\n`)
  const opened = await play(merge.workflow, { event: 'pull_request', kind: 'waiting' })
  expect(opened).toMatchObject({ verdict: 'fail', exitCode: 1 })
  // Nobody has done anything wrong yet: no red mark, and whom to ask.
  expect(opened.annotations.map(({ level }) => level)).toEqual(['notice'])
  expect(opened.summary).toMatch(/^## ❌ fail: Waiting for approval: 0 of 1 required approvals\./)
  expect(opened.summary).toContain('Ask a non-contributor to approve')

  const { asked } = await runAgain(shell, { actions: 'write' })
  expect(asked).toEqual([rerun(3)])

  const approved = await play(merge.workflow, { event: 'pull_request', kind: 'clean' })
  expect(approved).toMatchObject({ verdict: 'pass', exitCode: 0 })
  expect(approved.summary).toMatch(/^## ✅ pass: No conflict of duties was found\./)
})

test('its author is stopped from deploying it, and somebody else is not', async () => {
  expect(deploy.at).toMatch(/^README\.md:/)
  const own = await playDeployment(deploy.workflow, {
    ...{ event: 'workflow_dispatch', kind: 'author-deploys' },
  })
  expect(own).toMatchObject({ verdict: 'fail', exitCode: 1 })
  expect(own.summary).toMatch(/^## ❌ fail: \[#7\]\(.*\): ada pushed .* and started the run\./)
  const others = await playDeployment(deploy.workflow, {
    ...{ event: 'workflow_dispatch', kind: 'clean' },
  })
  expect(others).toMatchObject({ verdict: 'pass', exitCode: 0 })
})
