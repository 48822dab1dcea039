// Recorded refusals: what the gate says of each, and what it asks people to do.
import { failureOf, missingFields, refusedFields } from '../../src/github/api/failure.ts'
import { type Expectation, type Expectations, errorOf } from './recorded.ts'

type Failure = ReturnType<typeof failureOf>

const needs = 'contents: read'

const fails = (
  says: string,
  holds: (failure: Failure) => boolean,
  { isQuery = false } = {},
): Expectation => ({
  says,
  async read(recording) {
    const failure = failureOf(await errorOf(recording, isQuery), 'GET /', needs)
    if (!holds(failure)) throw new Error(`concluded ${failure.message}. ${failure.remedy}`)
  },
})

const refusesQuery = (says: string, holds: (failure: Failure) => boolean) =>
  fails(says, holds, { isQuery: true })

const isLimit = ({ message }: Failure): boolean => message.startsWith("GitHub's rate limit")
const isNotThere = ({ message, status }: Failure): boolean =>
  status === 404 && message.includes('may not see it')

const limit = (how: string) => fails(`a rate limit, ${how}`, isLimit)
const notThere = fails('not there, or not for this token: a 404 does not say which', isNotThere)
/** Nothing of a page of markup. */
const bare = (status: number) =>
  fails(`trouble of GitHub's (${status}) without words of its own`, ({ message }) => {
    return message === `GitHub answered ${status}`
  })

export const errors: Expectations = {
  'error-401-bad-credentials': fails('a token that is refused', ({ status, remedy }) => {
    return status === 401 && remedy.includes('`token`')
  }),
  'error-403-abuse-2018': limit('by the name that it had'),
  'error-403-permission-needs-push-access': fails(
    'told only to those who may push',
    ({ message }) => message.includes('who may push'),
  ),
  'error-403-primary-limit': limit('the hourly one'),
  'error-403-secondary-limit': limit('the secondary one'),
  'error-429-secondary-limit': limit('with the status 429'),
  'error-404-environment': notThere,
  'error-404-team-members': notThere,
  'error-404-user': notThere,
  'error-502-server-error': bare(502),
  'error-503-proxy-html': bare(503),
  'error-503-unicorn-html': bare(503),
  'gql-error-forbidden-saml-partial': refusesQuery(
    'single sign-on keeps the token out, no line of `permissions` lets it in',
    (failure) => failure.remedy.includes('SAML') && refusedFields(failure).includes('assignments'),
  ),
  'gql-error-not-found-node': refusesQuery('no such node', (failure) =>
    missingFields(failure).includes('node'),
  ),
  'gql-error-not-found-pull-alias': refusesQuery('no pull request at this alias', (failure) =>
    missingFields(failure).includes('repo_0_0'),
  ),
  'gql-error-not-found-repository': refusesQuery('no such repository', (failure) =>
    missingFields(failure).includes('repo_0'),
  ),
}
