// What stands between the gate and GitHub: hands every answer on, and turns that of the request that is to fail.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Answer, Kind } from './kinds.ts'

/** A request of the gate's, and what it was answered at first. */
export interface Request {
  /** "GET /repos/acme/shop/activity", "POST /graphql Change": whatever is asked so fails. */
  readonly name: string
  readonly answer: Answer
}

export interface Failing {
  readonly kind: Kind
  readonly request: string
}

const passed = ['date', 'link', 'content-type', 'retry-after']

export async function startBetween(github: string, failing: Failing | null) {
  const requests = new Map<string, Request>()
  const server = createServer(async (incoming, response) => {
    const { method = 'GET', url: path = '/' } = incoming
    const question = await text(incoming)
    const operation = /\b(?:query|mutation)\s+(\w+)/.exec(question)?.[1]
    const name = [method, path.split('?')[0], operation ?? ''].join(' ').trim()
    const { host, connection, 'content-length': _, ...headers } = incoming.headers
    const told = await fetch(`${github}${path}`, {
      method,
      headers: headers as Record<string, string>,
      ...(question === '' ? {} : { body: question }),
    })
    const answer: Answer = {
      status: told.status,
      headers: Object.fromEntries(
        passed.flatMap((key) => {
          const value = told.headers.get(key)
          return value === null ? [] : [[key, value.replaceAll(github, url())]]
        }),
      ),
      text: await told.text(),
    }
    if (!requests.has(name)) requests.set(name, { name, answer })
    const isHit = failing?.request === name && failing.kind.touches(answer)
    const turned = isHit ? failing.kind.turn(answer, `${url()}${path}`) : answer
    if (turned === 'silence') return
    if (turned === 'reset') incoming.socket.resetAndDestroy()
    else {
      // Whatever fails, the time that an answer bears is GitHub's.
      const { date = '' } = answer.headers
      const usual = { date, 'content-type': 'application/json; charset=utf-8' }
      response.writeHead(turned.status, { ...usual, ...turned.headers }).end(turned.text)
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: url(), requests, close }
}
