// What a failed request says: GitHub's words where it has some, never a page of markup, and trouble on the way by its name.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RequestError } from '@octokit/request-error'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { failureOf } from '../../../src/github/api/failure.ts'
import { clientAt, repo, serve, tell } from '../loopback.ts'

const failure = async (url: string) => {
  const client = await clientAt(url)
  const asked = client.get(client.rest.repos.get, repo, { shape: z.unknown(), needs: 'metadata' })
  return asked.then(
    () => null,
    (error: unknown) => error,
  )
}

test('a page of markup is no word of GitHub', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(451, { 'content-type': 'text/html' })
    response.end('<html><body><h1>Unicorn!</h1></body></html>')
  })
  expect(await failure(url)).toMatchObject({ message: 'GitHub answered 451' })
})

test("GitHub's own message is told", async () => {
  const { url } = await serve((_, response) => tell(response, { message: 'Not today' }, {}, 451))
  expect(await failure(url)).toMatchObject({ message: 'GitHub answered 451: Not today' })
})

test.for([
  {
    given: 'by its old name',
    body: 'You have triggered an abuse detection mechanism.',
    headers: {},
  },
  { given: 'by a header alone', body: 'Forbidden', headers: { 'retry-after': '900' } },
])('a limit $given is a limit, not a missing permission', async ({ body, headers }) => {
  const { url } = await serve((_, response) => tell(response, { message: body }, headers, 403))
  expect(await failure(url)).toMatchObject({ message: "GitHub's rate limit is used up (403)" })
})

test('what only those who may push are told is no missing line of `permissions`', async () => {
  const message = 'Must have push access to view collaborator permission.'
  const { url } = await serve((_, response) => tell(response, { message }, {}, 403))
  const told = await failure(url)
  expect(told).toMatchObject({ message: 'GitHub tells this only to those who may push (403)' })
  expect(told).toMatchObject({ remedy: expect.stringContaining('contents: write') })
})

const request = { method: 'GET', url: 'https://api.github.com', headers: {} } as const

const withoutAnswer = (message: string, cause?: Error) => {
  const error = new RequestError(message, 500, { request })
  if (cause !== undefined) error.cause = cause
  return failureOf(error, 'GET /', 'contents: read')
}

test('where nobody answers, GitHub is not said to have answered', () => {
  expect(withoutAnswer('connect ECONNREFUSED 10.0.0.1:443')).toMatchObject({
    message: 'GitHub could not be reached: connect ECONNREFUSED 10.0.0.1:443',
  })
})

test('a certificate that is not trusted is said to be one', () => {
  const code = 'DEPTH_ZERO_SELF_SIGNED_CERT'
  const cause = new TypeError('fetch failed', { cause: Object.assign(new Error(''), { code }) })
  expect(withoutAnswer('fetch failed', cause)).toMatchObject({
    message: "the certificate of GitHub's host is not trusted",
    remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  })
})

test('a proxy that asks for a password is said to, and asked once', async () => {
  const proxy = createServer()
  let asked = 0
  proxy.on('connect', (_, socket) => {
    asked += 1
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  onTestFinished(() => {
    vi.unstubAllEnvs()
    proxy.close()
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  expect(await failure('http://github.test')).toMatchObject({
    message: 'the proxy asks for a name and a password (407)',
    remedy: expect.stringContaining('HTTPS_PROXY'),
  })
  expect(asked).toBe(1)
})

test('what single sign-on refuses is no missing line of `permissions`', async () => {
  const message = 'Resource protected by organization SAML enforcement.'
  const error = { type: 'FORBIDDEN', path: ['repository'], extensions: { saml_failure: true } }
  const { url } = await serve((_, response) =>
    tell(response, { data: { repository: null }, errors: [{ ...error, message }] }),
  )
  const client = await clientAt(url)
  const asked = { name: 'Any', document: 'query Any{viewer{login}}', variables: {} }
  const told = await client
    .query({ ...asked, shape: z.unknown(), needs: 'contents: read' })
    .catch((caught: unknown) => caught)
  expect(told).toMatchObject({
    message: "the organization's single sign-on does not let this token in (403)",
    remedy: 'Authorize the token for single sign-on (SAML), or use one that needs none.',
    status: 403,
  })
})
