// author-releases: nobody who had a hand in a change releases its environment.
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import { authorReleases } from '../../src/rules/author-releases.ts'
import { deploymentCaseOf, release } from '../fixtures.ts'

const by = (login: string) => ({ releases: known([release(login)], 'test') })

test('ada releases it: violated, with what to do', () => {
  expect(authorReleases(deploymentCaseOf(by('ada')))).toMatchObject([
    {
      pull: 7,
      outcome: 'violated',
      people: ['ada'],
      remedy:
        'Start the deployment anew, and let somebody who had no hand in these changes release it.',
    },
  ])
})

test.for(['bob', 'cleo', 'dana', 'eve'])('%s releases it: satisfied', (login) => {
  expect(authorReleases(deploymentCaseOf(by(login)))).toEqual([
    {
      pull: null,
      outcome: 'satisfied',
      message: `${login} released production, with no such hand in 1 change.`,
      people: [login],
    },
  ])
})
