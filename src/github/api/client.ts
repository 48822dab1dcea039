// The one way to GitHub: typed endpoints, every page, retried, throttled, counted, trusted as far as an answer's shape goes.
import type * as z from 'zod'
import { CollectError } from '../../errors.ts'
import { endless, failureOf, type Needs, notUnderstood } from './failure.ts'
import type { Access, Octokit, Place } from './octokit.ts'

export type { Access } from './octokit.ts'

/** A repository, as the parameters of GitHub's endpoints and the variables of its queries name it. */
export type Repository = { readonly owner: string; readonly repo: string }

/** From owner/name; null where it is not one. */
export function repositoryNamed(nameWithOwner: string): Repository | null {
  const [owner, repo, ...rest] = nameWithOwner.split('/')
  return owner && repo && rest.length === 0 ? { owner, repo } : null
}

/** One of `client.rest`, with the parameters that it takes. */
interface Endpoint<P> {
  (parameters?: P): Promise<{ readonly data: unknown }>
  readonly endpoint: { readonly DEFAULTS: { readonly method: Method; readonly url: string } }
}

type Method = Octokit['request']['endpoint']['DEFAULTS']['method']

/** What is known by: an endpoint, or words such as `GraphQL Change`. */
export type Source = string | Pick<Endpoint<never>, 'endpoint'>

/** GET /repos/{owner}/{repo}/activity, or the words themselves. */
export function sourceOf(source: Source): string {
  if (typeof source === 'string') return source
  const { method, url } = source.endpoint.DEFAULTS
  return `${method} ${url}`
}

/** What an answer must look like, and the permission that it takes. */
interface Expected<T, N = string> {
  readonly shape: z.ZodType<T>
  readonly needs: N
}

interface Query<T> extends Expected<T, Needs> {
  readonly name: string
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Too much at once is asked again in smaller parts by the caller: as it stands it is asked only once. */
  readonly isDivisible?: boolean
}

export interface Page<T> {
  readonly items: readonly T[]
  /** There is no more. */
  readonly isLast: boolean
}

export interface Client {
  /** The repository that the gate judges. */
  readonly repo: Repository
  readonly rest: Octokit['rest']
  readonly get: <P, T>(
    endpoint: Endpoint<P>,
    parameters: NoInfer<P>,
    expected: Expected<T>,
  ) => Promise<T>
  /** Page by page, by the Link header. @throws CollectError also where a page leads back to one that was read. */
  readonly list: <P, T>(
    endpoint: Endpoint<P>,
    parameters: NoInfer<P>,
    expected: Expected<readonly T[]>,
  ) => AsyncGenerator<Page<T>>
  /** One GraphQL answer; any error beside the data makes it none. */
  readonly query: <T>(query: Query<T>) => Promise<T>
  /** Writes; `needs` is the permission it takes. */
  readonly post: <P>(endpoint: Endpoint<P>, parameters: NoInfer<P>, needs: string) => Promise<void>
  readonly usage: () => { readonly requests: number; readonly points: number }
  /** GitHub's clock at its latest answer, RFC 3339; null before the first. */
  readonly clock: () => string | null
}

export async function connect(access: Access, repo: Repository, place: Place): Promise<Client> {
  const meter = { requests: 0, points: 0, clock: null, note: access.note }
  const { octokitAt } = await import(/* webpackMode: "eager" */ './octokit.ts')
  const octokit = await octokitAt(place, access, meter)

  async function query<T>(asked: Query<T>): Promise<T> {
    const { name, document, variables, shape, needs, isDivisible = false } = asked
    const source = `GraphQL ${name}`
    return withRetry(source, needs, !isDivisible, async () => {
      const data = await octokit.graphql<{ rateLimit?: { cost?: number } | null }>(document, {
        ...variables,
        ...(isDivisible && { request: { retries: 0 } }),
      })
      meter.points += data?.rateLimit?.cost ?? 0
      return parsed(shape, data, source)
    })
  }

  return {
    ...{ repo, rest: octokit.rest, query, get, list: listOf(octokit), post },
    usage: () => ({ requests: meter.requests, points: meter.points }),
    clock: () => meter.clock,
  }
}

const get: Client['get'] = (endpoint, parameters, { shape, needs }) => {
  const source = sourceOf(endpoint)
  return withRetry(source, needs, true, async () => {
    const { data } = await endpoint(parameters)
    return parsed(shape, data, source)
  })
}

const post: Client['post'] = async (endpoint, parameters, needs) => {
  await endpoint(parameters).catch((error: unknown) => {
    throw failureOf(error, sourceOf(endpoint), needs)
  })
}

const listOf = ({ paginate }: Octokit): Client['list'] =>
  async function* (endpoint, parameters, { shape, needs }) {
    const source = sourceOf(endpoint)
    const { method, url } = endpoint.endpoint.DEFAULTS
    const pages = paginate
      .iterator(Object.assign({ method, url }, parameters))
      [Symbol.asyncIterator]()
    const seen = new Set<string>()
    for (let isLast = false; !isLast; ) {
      const { value: answer } = await withRetry(source, needs, true, () => pages.next())
      // Octokit stands an empty page in for a conflict: what is missing could be what matters.
      if (!answer?.url) throw notUnderstood(source)
      if (seen.has(answer.url)) throw endless(source)
      seen.add(answer.url)
      isLast = !/rel="next"/.test(answer.headers.link ?? '')
      yield { items: parsed(shape, answer.data, source), isLast }
    }
  }

/** A garbled answer is asked for once more: a cut body comes with status 200, so no plugin asks again. */
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
