// A liar between the gate and GitHub: hands every answer on, after changing what a test wants changed.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Exchange {
  readonly method: string
  /** Path and query. */
  readonly path: string
  /** What was asked, for GraphQL. */
  readonly question: string
}

/** Changes a parsed answer in place. */
export type Lie = (exchange: Exchange, answer: ReturnType<typeof JSON.parse>) => void

export async function startLiar(github: string, lie: Lie) {
  const server = createServer(async (request, response) => {
    const question = await text(request)
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name]) => !['host', 'connection', 'content-length'].includes(name),
      ),
    ) as Record<string, string>
    const path = request.url ?? '/'
    const method = request.method ?? 'GET'
    const told = await fetch(`${github}${path}`, {
      method,
      headers,
      ...(question === '' ? {} : { body: question }),
    })
    const answer = JSON.parse(await told.text())
    lie({ method, path, question }, answer)
    const link = told.headers.get('link')?.replaceAll(github, url())
    response.writeHead(told.status, {
      'content-type': 'application/json; charset=utf-8',
      date: told.headers.get('date') ?? '',
      ...(link ? { link } : {}),
    })
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: url(), close: () => new Promise((closed) => server.close(closed)) }
}
