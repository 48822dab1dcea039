// A GitHub of one function: a server on the loopback that a test answers for, and the client that asks it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Client, connect } from '../../src/github/api/client.ts'

type Answering = (request: IncomingMessage, response: ServerResponse) => void

/** Until the test ends. `asked` are methods and paths. */
export async function serve(answer: Answering) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { asked, server, url }
}

export function tell(response: ServerResponse, body: unknown, headers: object = {}, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

export const repo = { owner: 'acme', repo: 'shop' }

export const clientAt = (url: string): Promise<Client> =>
  connect({ token: 'secret', apiUrl: url }, repo, 'terminal')

/** Answers with these pages in turn, the last one for ever; each but the last names the next. */
export async function listing(...pages: readonly (readonly unknown[])[]) {
  const { asked, url } = await serve(({ headers }, response) => {
    const next = `<http://${headers.host}/page/${asked.length + 1}>; rel="next"`
    const isLast = asked.length >= pages.length
    tell(response, pages[asked.length - 1] ?? pages.at(-1), isLast ? {} : { link: next })
  })
  return { asked, client: await clientAt(url) }
}

/** A list whose next page is always the same. */
export async function circling(page: readonly unknown[]) {
  const { url } = await serve(({ headers }, response) => {
    tell(response, page, { link: `<http://${headers.host}/again>; rel="next"` })
  })
  return clientAt(url)
}
