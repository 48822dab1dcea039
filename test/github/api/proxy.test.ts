// The gate behind a proxy, as a workflow's action and at a terminal: the toolkit reads the environment, and all goes that way.
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'vitest'
import { startDouble } from '../../github-double/server/server.ts'
import { cleanWorld } from '../../replay/clean-world.ts'
import { replay } from '../../replay/replay.ts'

const bundle = join(import.meta.dirname, '..', '..', '..', 'dist', 'index.js')

/** Leads every tunnel to one port, whatever host is asked for. */
async function startProxy(port: number) {
  const asked: (string | undefined)[] = []
  const proxy = createServer((_, response) => response.writeHead(400).end())
  proxy.on('connect', (request, socket) => {
    asked.push(request.url)
    const onwards = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onwards.pipe(socket)
      socket.pipe(onwards)
    })
    for (const end of [socket, onwards]) end.on('error', () => {})
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  return { asked, url, close: () => proxy.close() }
}

const runGate = (repository: string, env: Record<string, string>) =>
  new Promise<{ exitCode: number | null }>((ended) => {
    const args = [bundle, 'gate', '--repo', repository, '--pull-request', '7']
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
    child.on('close', (exitCode) => ended({ exitCode }))
  })

/** No such host: only a proxy can find it. */
async function play(place: 'workflow' | 'terminal', more: Record<string, string> = {}) {
  const world = cleanWorld()
  const double = await startDouble(world)
  const { port } = new URL(double.url)
  const host = `github.test:${port}`
  const proxy = await startProxy(Number(port))
  const env = { GITHUB_API_URL: `http://${host}`, http_proxy: proxy.url, ...more }
  try {
    const ran =
      place === 'workflow'
        ? await replay(world, { github: double.url, env })
        : await runGate(world.repository, { ...env, GITHUB_TOKEN: double.token })
    return { code: ran.exitCode, asked: new Set(proxy.asked), host }
  } finally {
    proxy.close()
    await double.close()
  }
}

const places = ['workflow', 'terminal'] as const

test.concurrent.for(places)('is used, of a %s, where one is named', async (place, { expect }) => {
  const { code, asked, host } = await play(place)
  expect([code, ...asked]).toEqual([0, host])
})

test.concurrent.for(places)(
  'is not used, of a %s, for a host that is excepted',
  { timeout: 120_000 },
  async (place, { expect }) => {
    const { code, asked } = await play(place, { no_proxy: 'github.test' })
    expect(code).toBeGreaterThan(0)
    expect([...asked]).toEqual([])
  },
)
