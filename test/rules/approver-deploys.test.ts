// approver-deploys: whoever approved a change is not the one who deploys it.
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import { approverDeploys } from '../../src/rules/approver-deploys.ts'
import { attempt, deploymentCaseOf } from '../fixtures.ts'

const by = (login: string) => ({ attempts: known([attempt(login)], 'test') })

test('bob deploys it: violated, with what to do', () => {
  expect(approverDeploys(deploymentCaseOf(by('bob')))).toMatchObject([
    {
      pull: 7,
      outcome: 'violated',
      people: ['bob'],
      remedy: 'Let somebody who did not approve these changes start the deployment anew.',
    },
  ])
})

test.for(['ada', 'cleo', 'dana', 'eve'])('%s deploys it: satisfied', (login) => {
  expect(approverDeploys(deploymentCaseOf(by(login)))).toEqual([
    {
      pull: null,
      outcome: 'satisfied',
      message: `${login} started attempt 1 of the run, with no such hand in 1 change.`,
      people: [login],
    },
  ])
})
