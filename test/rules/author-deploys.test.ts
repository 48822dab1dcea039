// author-deploys: nobody who had a hand in a change deploys it.
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import { authorDeploys } from '../../src/rules/author-deploys.ts'
import { attempt, deploymentCaseOf } from '../fixtures.ts'

const by = (login: string) => ({ attempts: known([attempt(login)], 'test') })

test('ada deploys it: violated, with what to do', () => {
  expect(authorDeploys(deploymentCaseOf(by('ada')))).toMatchObject([
    {
      pull: 7,
      outcome: 'violated',
      people: ['ada'],
      remedy: 'Let somebody who had no hand in these changes start the deployment anew.',
    },
  ])
})

test.for(['bob', 'cleo', 'dana', 'eve'])('%s deploys it: satisfied', (login) => {
  expect(authorDeploys(deploymentCaseOf(by(login)))).toEqual([
    {
      pull: null,
      outcome: 'satisfied',
      message: `${login} started attempt 1 of the run, with no such hand in 1 change.`,
      people: [login],
    },
  ])
})
