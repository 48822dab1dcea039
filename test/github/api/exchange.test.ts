// What is noted of an exchange, answered or not, and that nothing of it is secret.
import { expect, test } from 'vitest'
import { exchangeOf } from '../../../src/github/api/exchange.ts'

const url = 'https://host/api/v3/repos/acme/shop/activity?ref=a%0Ab'
const headers = { authorization: 'token ghs_secret' }

test('an answer', () => {
  const given = { 'x-github-request-id': 'D0B1:7', 'x-ratelimit-remaining': '997' }
  const answer = new Response('[]', { status: 200, headers: given })
  const noted = exchangeOf(url, { method: 'GET', headers }, performance.now(), answer)
  expect(noted).toEqual({
    ...{ method: 'GET', path: '/api/v3/repos/acme/shop/activity?ref=a%0Ab', status: 200 },
    ...{ milliseconds: expect.any(Number), requestId: 'D0B1:7', rateLeft: '997' },
  })
  expect(JSON.stringify(noted)).not.toContain('ghs_secret')
})

test('none, and a query by its name', () => {
  const body = JSON.stringify({
    query: 'query Change($o: String!){rateLimit{cost}}',
    variables: {},
  })
  const noted = exchangeOf('https://host/graphql', { method: 'POST', body, headers }, 0, null)
  expect(noted).toMatchObject({ path: '/graphql Change', status: null, requestId: null })
  expect(noted.milliseconds).toBeGreaterThan(0)
})
