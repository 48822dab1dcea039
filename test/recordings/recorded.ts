// A recorded answer of GitHub, and how the product gets it: as an answer to its own client, or as the error that it throws.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Octokit } from '@octokit/core'
import { CollectError } from '../../src/errors.ts'
import { type Client, connect } from '../../src/github/api/client.ts'

/** Whatever GitHub said: what is read from it here must not depend on a shape of the tests' own. */
type Json = ReturnType<typeof JSON.parse>

export interface Recording {
  readonly meta: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** Absent: nothing was recorded, and the file describes in words. */
  readonly body?: Json
}

/** What the product makes of a recording. */
export interface Expectation {
  /** A sentence, where it is as it should be. */
  readonly says: string
  /** @throws with what was concluded instead. */
  readonly read: (recording: Recording) => Promise<void>
}

export type Expectations = Readonly<Record<string, Expectation>>

/** Expects that what is read holds. */
export const expects = <T>(
  says: string,
  read: (body: Json) => T | Promise<T>,
  holds: (told: T) => boolean,
): Expectation => ({
  says,
  async read({ body }) {
    const told = await read(body)
    if (!holds(told)) throw new Error(`concluded ${JSON.stringify(told).slice(0, 400)}`)
  },
})

/** Expects that the product takes it for no answer. */
export const refuses = (says: string, read: (body: Json) => Promise<unknown>): Expectation => ({
  says,
  async read({ body }) {
    const told = await read(body).catch((error: unknown) => error)
    if (!(told instanceof CollectError))
      throw new Error(`concluded ${JSON.stringify(told) ?? told}`.slice(0, 400))
  },
})

const repo = { owner: 'acme', repo: 'shop' }

/** What a reader makes of a GitHub that answers so, by the path that is asked. */
export async function asked<T>(
  answer: (path: string) => Json,
  read: (client: Client) => Promise<T>,
): Promise<T> {
  const server = createServer(({ url = '/' }, response) => {
    const body = answer(url)
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { message: 'Not Found' }))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    return await read(await connect({ token: 'none', apiUrl }, repo, 'terminal'))
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** The error that Octokit makes of it. */
export async function errorOf({ meta, body }: Recording, isQuery: boolean): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...meta.headers }
  const fetch = async () => new Response(text, { status: meta.status ?? 200, headers })
  const octokit = new Octokit({ request: { fetch }, log: silent })
  const ask = isQuery ? octokit.graphql('query Any{viewer{login}}') : octokit.request('GET /')
  return ask.then(
    () => new Error('no error at all'),
    (error: unknown) => error,
  )
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }
