// One exchange with GitHub over Node's own http: what Octokit asks of a `fetch`, and nothing that it does not use.
import * as http from 'node:http'
import * as https from 'node:https'
import { text } from 'node:stream/consumers'
import { HttpClient } from '@actions/http-client'

interface Options {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

interface Answer {
  readonly status: number
  readonly statusText: string
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  /** Rejects where the answer breaks off. */
  readonly text: () => Promise<string>
}

export type Transport = (url: string, options: Options) => Promise<Answer>

const mostRedirects = 3

/**
 * By the toolkit's own reading of http_proxy, https_proxy and no_proxy.
 * `patience` is for the whole exchange, in milliseconds: an answer that drips is no answer.
 */
export function transportTo(apiUrl: string, patience: number): Transport {
  const agent = new HttpClient(undefined, [], { keepAlive: true }).getAgent(apiUrl)
  const { origin } = new URL(apiUrl)

  async function exchange(url: string, options: Options, redirects: number): Promise<Answer> {
    const message = await send(url, options)
    const headers = new Map(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
    )
    const status = message.statusCode ?? 0
    const moved = [301, 302, 307, 308].includes(status) ? headers.get('location') : undefined
    const next = moved === undefined ? null : new URL(moved, url)
    // The token goes to GitHub and to nobody whom an answer names.
    if (next?.origin === origin && options.method === 'GET' && redirects < mostRedirects) {
      message.resume()
      return exchange(next.href, options, redirects + 1)
    }
    const statusText = message.statusMessage ?? ''
    return { status, statusText, url, headers, text: () => text(message) }
  }

  function send(url: string, { method, headers, body }: Options): Promise<http.IncomingMessage> {
    const { request } = url.startsWith('https:') ? https : http
    const signal = AbortSignal.timeout(patience)
    return new Promise((answered, failed) => {
      request(url, { method, headers, agent, signal }, answered)
        .on('error', (error) =>
          failed(signal.aborted ? new Error(`no answer within ${patience / 1000} seconds`) : error),
        )
        .end(body)
    })
  }

  return (url, options) => exchange(url, options, 0)
}
