// What every exchange keeps to, against servers that misbehave: GitHub's own host, one deadline, a whole answer.
import { Octokit } from '@octokit/core'
import { expect, test } from 'vitest'
import { guard } from '../../../src/github/api/guard.ts'
import { serve, tell } from '../loopback.ts'

const never = 5_000

function guarded(url: string, patience = never) {
  const meter = { requests: 0, clock: null as string | null }
  const Guarded = Octokit.plugin(guard(url, patience, meter))
  return { meter, octokit: new Guarded({ auth: 'secret', baseUrl: url }) }
}

test('an answer is counted and tells the time', async () => {
  const { url } = await serve(({ headers }, response) =>
    tell(response, [headers.authorization, headers['x-github-api-version']], {
      date: 'Sun, 01 Mar 2026 12:00:00 GMT',
    }),
  )
  const { meter, octokit } = guarded(url)
  expect((await octokit.request('GET /a')).data).toEqual(['token secret', '2022-11-28'])
  expect(meter).toEqual({ requests: 1, clock: '2026-03-01T12:00:00Z' })
})

test('so does one of trouble', async () => {
  const date = 'Sun, 01 Mar 2026 12:00:00 GMT'
  const { url } = await serve((_, response) => tell(response, { message: 'no' }, { date }, 404))
  const { meter, octokit } = guarded(url)
  await expect(octokit.request('GET /a')).rejects.toMatchObject({ status: 404 })
  expect(meter).toEqual({ requests: 1, clock: '2026-03-01T12:00:00Z' })
})

test('a repository that was renamed is followed to its new name, by what the redirect says alone', async () => {
  const { asked, url } = await serve(({ url: path, headers }, response) => {
    if (path?.startsWith('/new')) tell(response, [headers.authorization])
    else tell(response, { message: 'Moved' }, { location: '/new?page=2' }, 301)
  })
  const { data } = await guarded(url).octokit.request('GET /repos/{owner}', { owner: 'a', page: 2 })
  expect(data).toEqual(['token secret'])
  expect(asked).toEqual(['GET /repos/a?page=2', 'GET /new?page=2'])
})

test('a redirect to another host is not followed', async () => {
  const elsewhere = await serve((_, response) => tell(response, ['forged']))
  const { url } = await serve((_, response) =>
    tell(response, {}, { location: `${elsewhere.url}/a` }, 302),
  )
  await expect(guarded(url).octokit.request('GET /a')).rejects.toThrow('no whole answer')
  expect(elsewhere.asked).toEqual([])
})

test('a redirect of what writes is not followed', async () => {
  const { asked, url } = await serve((_, response) => tell(response, {}, { location: '/new' }, 307))
  await expect(guarded(url).octokit.request('POST /a')).rejects.toThrow('no whole answer')
  expect(asked).toEqual(['POST /a'])
})

test('a redirect that leads back to itself ends', async () => {
  const { asked, url } = await serve((_, response) => tell(response, {}, { location: '/' }, 302))
  await expect(guarded(url).octokit.request('GET /')).rejects.toThrow('no whole answer')
  expect(asked).toHaveLength(4)
})

test('an address of another host is not asked', async () => {
  const elsewhere = await serve((_, response) => tell(response, ['forged']))
  const { octokit } = guarded('http://127.0.0.1:1')
  await expect(octokit.request(`GET ${elsewhere.url}/a`)).rejects.toThrow('leads to another host')
  expect(elsewhere.asked).toEqual([])
})

test('a server that never answers is left', async () => {
  const { url } = await serve(() => {})
  await expect(guarded(url, 100).octokit.request('GET /a')).rejects.toThrow(
    'no answer within 0.1 seconds',
  )
})

test('an answer that drips for too long is no answer', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  })
  await expect(guarded(url, 200).octokit.request('GET /a')).rejects.toThrow('no whole answer')
})

test.for([
  { given: 'breaks off at once', sent: '' },
  { given: 'breaks off', sent: '[1, 2' },
  { given: 'is nothing', sent: 'null', length: 4 },
  { given: 'is a text', sent: '"[]"', length: 4 },
])('an answer that $given is no answer', async ({ sent, length = 100 }) => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
    response.write(sent, () => response.destroy())
    if (sent === '') response.flushHeaders()
  })
  await expect(guarded(url).octokit.request('GET /a')).rejects.toThrow('no whole answer')
})

test('a refused connection is an error', async () => {
  const { server, url } = await serve(() => {})
  await new Promise((done) => server.close(done))
  await expect(guarded(url).octokit.request('GET /a')).rejects.toThrow('ECONNREFUSED')
})
