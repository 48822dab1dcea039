// What every exchange with GitHub keeps to: GitHub's own host, one deadline for the whole of it, and a whole answer.
import type { Octokit } from '@octokit/core'
import type { OctokitOptions } from '@octokit/core/types'
import { RequestError } from '@octokit/request-error'
import { type Exchange, exchangeOf } from './exchange.ts'

/** What was asked so far, and GitHub's clock at its latest answer: RFC 3339, null before the first. */
export interface Meter {
  requests: number
  clock: string | null
  /** Hears of each exchange, for those who look for a fault. */
  readonly note?: ((exchange: Exchange) => void) | undefined
}

type Fetch = (url: string, options: RequestInit) => Promise<Response>
type Options = Required<Octokit['request']['endpoint']['DEFAULTS']>

const mostRedirects = 3

/** An Octokit plugin. `patience` is for a whole exchange, in milliseconds: an answer that drips is no answer. */
export const guard =
  (apiUrl: string, patience: number, meter: Meter) =>
  (octokit: Octokit, { request: { fetch = globalThis.fetch } = {} }: OctokitOptions): void => {
    const { origin } = new URL(apiUrl)
    const send: Fetch = fetch

    /** Follows a repository that was renamed to its new name. The token goes to GitHub and to nobody whom an answer names. */
    async function follow(url: string, options: RequestInit, left: number): Promise<Response> {
      meter.requests += 1
      const note = (answer: Response | null) =>
        meter.note?.(exchangeOf(url, options, began, answer))
      const began = performance.now()
      const answer = await send(url, { ...options, redirect: 'manual' }).catch((error: unknown) => {
        note(null)
        throw error
      })
      note(answer)
      const time = Date.parse(answer.headers.get('date') ?? '')
      if (!Number.isNaN(time)) meter.clock = new Date(time).toISOString().replace('.000Z', 'Z')
      const location = isRedirect(answer) ? answer.headers.get('location') : null
      const next = location === null ? null : new URL(location, url)
      if (next?.origin !== origin || options.method !== 'GET' || left === 0) return answer
      await answer.body?.cancel()
      return follow(next.href, options, left - 1)
    }

    const exchange: Fetch = (url, options) => {
      const signal = AbortSignal.timeout(patience)
      return follow(url, { ...options, signal }, mostRedirects).catch((error: unknown) => {
        throw signal.aborted ? new Error(`no answer within ${patience / 1000} seconds`) : error
      })
    }

    octokit.hook.before('request', (options) => {
      // A Link header must not carry the token to another host either.
      if (new URL(options.url, origin).origin !== origin) {
        throw broken("GitHub's answer leads to another host", options)
      }
      const { request } = options
      request.fetch = (url: string, asked: RequestInit) =>
        exchange(url, asked).catch((error: unknown) => {
          if (lastingTrouble(error) !== null) Object.assign(request, { retries: 0 })
          throw error
        })
      // Later versions drop fields that the facts rest on.
      options.headers['x-github-api-version'] = '2022-11-28'
    })

    octokit.hook.after('request', ({ status, data }, options) => {
      // A cut body comes with status 200 and as a text, which a pager would take for an empty page.
      const isWhole = status === 204 || (typeof data === 'object' && data !== null)
      if (status < 300 && isWhole) return
      throw broken("GitHub's answer was no whole answer", options)
    })
  }

const isRedirect = ({ status }: Response): boolean => [301, 302, 307, 308].includes(status)

/** Without a status of trouble: no plugin asks again, the caller may. */
const broken = (message: string, request: Options): RequestError =>
  new RequestError(message, 0, { request })

/** Trouble on the way that asking again does not mend, and what may. */
const lasting = [
  {
    sign: /\b407\b|proxy authentication/i,
    what: 'the proxy asks for a name and a password (407)',
    remedy: 'Put them into HTTPS_PROXY of this job, or exempt GitHub in NO_PROXY.',
  },
  {
    sign: /certificate|CERT_|self.signed|UNABLE_TO_VERIFY|ERR_TLS/i,
    what: "the certificate of GitHub's host is not trusted",
    remedy: 'Name the file of your certificate authority in NODE_EXTRA_CA_CERTS.',
  },
] as const

/** Of an error, its causes, and their codes. */
function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const code = 'code' in error ? String(error.code) : ''
  return [error.message, code, troubleOf(error.cause)].join(' ')
}

/** Null: it may pass. */
export function lastingTrouble(error: unknown): (typeof lasting)[number] | null {
  const trouble = troubleOf(error)
  return lasting.find(({ sign }) => sign.test(trouble)) ?? null
}
