// The Octokit that asks: the toolkit's in a workflow, @octokit/rest's at a terminal, with the same plugins and guards.
import type { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import Bottleneck from 'bottleneck/light.js'
import { InputError } from '../../errors.ts'
import type { Exchange } from './exchange.ts'
import { guard, type Meter } from './guard.ts'

export type Octokit = ReturnType<typeof getOctokit>

/** Each loads an Octokit of its own. */
export type Place = 'workflow' | 'terminal'

export interface Access {
  readonly token: string
  /** `GITHUB_API_URL`: https://api.github.com, or https://host/api/v3 on a GitHub Enterprise Server. */
  readonly apiUrl: string
  readonly note?: (exchange: Exchange) => void
}

/** In milliseconds, seconds, and times. */
const limits = { exchange: 20_000, limit: 60, retries: 3 }

export async function octokitAt(
  place: Place,
  { token, apiUrl }: Access,
  meter: Meter,
): Promise<Octokit> {
  const waits = (retryAfter: number, _options: unknown, _octokit: unknown, count: number) =>
    count < limits.retries && retryAfter <= limits.limit
  const options = {
    baseUrl: apiUrl,
    userAgent: 'separation-of-duties-gate',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    // Limits (429) are the throttling's to wait for: two plugins that ask again multiply.
    retry: { retries: limits.retries, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      onRateLimit: waits,
      onSecondaryRateLimit: waits,
      // Where GitHub does not say how long, nobody waits: the gate stops and says so.
      fallbackSecondaryRateRetryAfter: Number.POSITIVE_INFINITY,
      // Every query here only reads; GitHub's pause of a second is for those that write.
      write: new Bottleneck.Group({ maxConcurrent: 10 }),
    },
  }
  // From the exchange outwards: what a guard refuses may be asked again by those behind it.
  const plugins = [guard(apiUrl, limits.exchange, meter), retry, throttling] as const
  if (place === 'workflow') {
    const { getOctokit } = await toolkit()
    return getOctokit(token, options, ...plugins)
  }
  const { Octokit } = await import(/* webpackMode: "eager" */ '@octokit/rest')
  const fetch = await proxied(apiUrl)
  return new (Octokit.plugin(...plugins))({ auth: token, request: { fetch }, ...options })
}

/** It reads the event file as it loads, of which the gate may have no need. */
const toolkit = () =>
  import(/* webpackMode: "eager" */ '@actions/github').catch((cause: unknown) => {
    const remedy = 'Run the gate in a job of its own, with no step before it.'
    throw new InputError('The event file is no JSON.', { remedy, cause })
  })

/** By the toolkit's own reading of http_proxy, https_proxy and no_proxy. */
async function proxied(apiUrl: string) {
  const { HttpClient } = await import(/* webpackMode: "eager" */ '@actions/http-client')
  const { fetch } = await import(/* webpackMode: "eager" */ 'undici')
  const dispatcher = new HttpClient().getAgentDispatcher(apiUrl)
  return (url: string, options: object) =>
    fetch(url, dispatcher ? { ...options, dispatcher } : options)
}
