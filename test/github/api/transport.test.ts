// One exchange over Node's own http, against servers that misbehave and a proxy that must be used.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { transportTo } from '../../../src/github/api/transport.ts'

const servers: Server[] = []

afterEach(() => {
  vi.unstubAllEnvs()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const get = { method: 'GET', headers: { authorization: 'token secret' } }
const never = 5_000

test('an answer has its status, its headers and its text', async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(418, { date: 'Sun, 01 Mar 2026 12:00:00 GMT', 'x-two': ['a', 'b'] })
    response.end(`${request.method} ${request.url} ${request.headers.authorization}`)
  })
  const { status, statusText, headers, text } = await transportTo(url, never)(`${url}/a?b=c`, get)
  expect([status, statusText]).toEqual([418, "I'm a Teapot"])
  expect(headers.get('date')).toBe('Sun, 01 Mar 2026 12:00:00 GMT')
  expect(headers.get('x-two')).toBe('a, b')
  expect(await text()).toBe('GET /a?b=c token secret')
})

test('a body is sent', async () => {
  const { url } = await serve((request, response) => request.pipe(response))
  const send = transportTo(url, never)
  const { text } = await send(url, { ...get, method: 'POST', body: '{"query":"ü"}' })
  expect(await text()).toBe('{"query":"ü"}')
})

test('a repository that was renamed is followed to its new name', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/new') response.end('here')
    else response.writeHead(301, { location: '/new' }).end()
  })
  const { status, url: reached, text } = await transportTo(url, never)(`${url}/old`, get)
  expect([status, reached, await text()]).toEqual([200, `${url}/new`, 'here'])
})

test.for([
  { given: 'to another host', method: 'GET', location: 'http://127.0.0.2:1/' },
  { given: 'of what writes', method: 'POST', location: '/new' },
])('a redirect $given is not followed', async ({ method, location }) => {
  let asked = 0
  const { url } = await serve((_, response) => {
    asked += 1
    response.writeHead(307, { location }).end()
  })
  const { status } = await transportTo(url, never)(url, { ...get, method })
  expect([status, asked]).toEqual([307, 1])
})

test('a redirect that leads back to itself ends', async () => {
  const { url } = await serve((_, response) => response.writeHead(302, { location: '/' }).end())
  expect((await transportTo(url, never)(url, get)).status).toBe(302)
})

test('a server that never answers is left', async () => {
  const { url } = await serve(() => {})
  await expect(transportTo(url, 100)(url, get)).rejects.toThrow('no answer within 0.1 seconds')
})

test('an answer that drips for too long is no answer', async () => {
  const { url } = await serve((_, response) => {
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const { text } = await transportTo(url, 200)(url, get)
  await expect(text()).rejects.toThrow()
})

test('an answer that breaks off is no answer', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  const { text } = await transportTo(url, never)(url, get)
  await expect(text()).rejects.toThrow()
})

test('a refused connection is an error', async () => {
  const { server, url } = await serve(() => {})
  await new Promise((done) => server.close(done))
  await expect(transportTo(url, never)(url, get)).rejects.toThrow('ECONNREFUSED')
})

test.for([
  { given: 'used where one is named', environment: {}, passes: 1 },
  { given: 'not used for a host excepted', environment: { no_proxy: 'github.test' }, passes: 0 },
])('a proxy is $given', async ({ environment, passes }) => {
  const { url } = await serve((_, response) => response.end('through'))
  const { port } = new URL(url)
  const asked: (string | undefined)[] = []
  const { server, url: proxy } = await serve((_, response) => response.writeHead(400).end())
  server.on('connect', (request, socket) => {
    asked.push(request.url)
    const onwards = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onwards.pipe(socket)
      socket.pipe(onwards)
    })
  })
  vi.stubEnv('http_proxy', proxy)
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  // No such host: only a proxy could find it.
  const named = `http://github.test:${port}`
  const answer = transportTo(named, never)(named, get)
  if (passes === 0) await expect(answer).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/)
  else expect(await (await answer).text()).toBe('through')
  expect(asked).toHaveLength(passes)
})
