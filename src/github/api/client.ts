// The one way to GitHub: retried, throttled, counted, and trusted only as far as an answer's shape goes.
import { Octokit } from '@octokit/core'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import Bottleneck from 'bottleneck/light.js'
import type * as z from 'zod'
import { CollectError } from '../../errors.ts'
import { failureOf, type Needs, notUnderstood } from './failure.ts'
import { type Transport, transportTo } from './transport.ts'

export interface Access {
  readonly token: string
  /** `GITHUB_API_URL`: https://api.github.com, or https://host/api/v3 on a GitHub Enterprise Server. */
  readonly apiUrl: string
}

export interface Page<T> {
  readonly value: T
  /** The address of the next page, from the Link header. */
  readonly next: string | null
}

export interface Client {
  /** One REST answer. `path` is a full address or a template of `parameters`; `needs` is the permission it takes. */
  readonly get: <T>(request: Request<T>) => Promise<Page<T>>
  /** One GraphQL answer; any error beside the data makes it none. */
  readonly query: <T>(request: Query<T>) => Promise<T>
  /** Writes; `needs` is the permission it takes. */
  readonly post: (
    path: string,
    parameters: Readonly<Record<string, unknown>>,
    needs: string,
  ) => Promise<void>
  readonly usage: () => { readonly requests: number; readonly points: number }
  /** GitHub's clock at its latest answer, RFC 3339; null before the first. */
  readonly clock: () => string | null
}

interface Request<T> {
  readonly path: string
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly shape: z.ZodType<T>
  readonly needs: string
}

interface Query<T> {
  readonly name: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly shape: z.ZodType<T>
  readonly needs: Needs
  /** Too much at once is asked again in smaller parts by the caller: as it stands it is asked only once. */
  readonly isDivisible?: boolean
}

/** In milliseconds, seconds, and times. */
const limits = { request: 20_000, limit: 60, retries: 3 }

export function connect({ token, apiUrl }: Access): Client {
  const spent = { requests: 0, points: 0 }
  let clock: string | null = null

  const send = transportTo(apiUrl, limits.request)
  const counted: Transport = async (url, options) => {
    spent.requests += 1
    const answer = await send(url, options)
    const date = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isNaN(date)) clock = new Date(date).toISOString().replace('.000Z', 'Z')
    return answer
  }

  const waits = (retryAfter: number, _options: unknown, _octokit: unknown, count: number) =>
    count < limits.retries && retryAfter <= limits.limit
  const octokit = new (Octokit.plugin(retry, throttling))({
    auth: token,
    baseUrl: apiUrl,
    userAgent: 'separation-of-duties-gate',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: counted },
    retry: { retries: limits.retries },
    throttle: {
      onRateLimit: waits,
      onSecondaryRateLimit: waits,
      // Where GitHub does not say how long, nobody waits: the gate stops and says so.
      fallbackSecondaryRateRetryAfter: Number.POSITIVE_INFINITY,
      // Every query here only reads; GitHub's pause of a second is for those that write.
      write: new Bottleneck.Group({ maxConcurrent: 10 }),
    },
  })
  octokit.hook.before('request', (options) => {
    // Later versions drop fields that the facts rest on.
    options.headers['x-github-api-version'] = '2022-11-28'
  })

  async function get<T>({ path, parameters, shape, needs }: Request<T>): Promise<Page<T>> {
    // A Link header must not carry the token to another host.
    if (/^https?:/.test(path) && !path.startsWith(`${apiUrl}/`)) throw notUnderstood(path)
    const source = `GET ${path.replace(apiUrl, '').replace(/\?.*/, '')}`
    return withRetry(source, needs, true, async () => {
      const { data, headers } = await octokit.request(`GET ${path}`, { ...parameters })
      return { value: parsed(shape, data, source), next: nextPage(headers.link) }
    })
  }

  async function query<T>(asked: Query<T>): Promise<T> {
    const { name, document, variables, shape, needs, isDivisible = false } = asked
    const source = `GraphQL ${name}`
    return withRetry(source, needs, !isDivisible, async () => {
      const data = await octokit.graphql<{ rateLimit?: { cost?: number } | null }>(document, {
        ...variables,
        ...(isDivisible && { request: { retries: 0 } }),
      })
      spent.points += data?.rateLimit?.cost ?? 0
      return parsed(shape, data, source)
    })
  }

  async function post(
    path: string,
    parameters: Readonly<Record<string, unknown>>,
    needs: string,
  ): Promise<void> {
    await octokit.request(`POST ${path}`, { ...parameters }).catch((error: unknown) => {
      throw failureOf(error, `POST ${path}`, needs)
    })
  }

  return { get, query, post, usage: () => ({ ...spent }), clock: () => clock }
}

/** A garbled answer is asked for once more: a cut body comes with status 200, so no plugin retries it. */
async function withRetry<T>(
  source: string,
  needs: Needs,
  isPatient: boolean,
  ask: () => Promise<T>,
): Promise<T> {
  const attempt = () =>
    ask().catch((error: unknown) => {
      throw error instanceof CollectError ? error : failureOf(error, source, needs)
    })
  return attempt().catch((error: unknown) => {
    if (isPatient && error instanceof CollectError && error.isPassing) return attempt()
    throw error
  })
}

function parsed<T>(shape: z.ZodType<T>, data: unknown, source: string): T {
  const parsed = shape.safeParse(data)
  if (!parsed.success) throw notUnderstood(source, parsed.error.issues[0]?.path)
  return parsed.data
}

const nextPage = (link: string | undefined): string | null =>
  link?.match(/<([^>]+)>;\s*rel="next"/)?.[1] ?? null
