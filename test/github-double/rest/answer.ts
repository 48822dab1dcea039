// What a REST handler is asked, what it answers, and how GitHub pages through a list.

import type { Need } from '../server/tokens.ts'
import type { GitHub, Repository } from '../world/github.ts'
import type { Scopes } from '../world/schema/conduct-schema.ts'

export type Ask = {
  github: GitHub
  repository: Repository
  params: Record<string, string>
  url: URL
  headers: Record<string, string | undefined>
  body: unknown
  scopes: Scopes
  /** The parameters that a handler looked at: one that it did not is a gap of the double. */
  read: Set<string>
}

export type Answer = { status: number; body: unknown; headers?: Record<string, string> }

type Handler = (ask: Ask) => Answer

/** By the operation's name in GitHub's own description. */
export type Routes = Record<string, readonly [need: Need, handler: Handler]>

export class HttpError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const notFound = (): HttpError => new HttpError(404, 'Not Found')

export const ok = (body: unknown, status = 200): Answer => ({ status, body })

export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw notFound()
  return value
}

export function query({ url, read }: Ask, name: string): string | null {
  read.add(name)
  return url.searchParams.get(name)
}

export const param = ({ params }: Ask, name: string): string => found(params[name])

const LARGEST_PAGE = 100

export const perPage = (ask: Ask): number =>
  Math.min(Math.max(Number(query(ask, 'per_page') ?? 30) || 30, 1), LARGEST_PAGE)

/** One page of a list with GitHub's Link header; `wrap` where the list stands inside an object. */
export function page<T>(
  ask: Ask,
  items: readonly T[],
  view: (item: T) => unknown,
  wrap: (views: unknown[]) => unknown = (views) => views,
): Answer {
  const size = perPage(ask)
  const number = Math.max(Number(query(ask, 'page') ?? 1) || 1, 1)
  const last = Math.max(Math.ceil(items.length / size), 1)
  const relations: [rel: string, to: number, shown: boolean][] = [
    ['prev', number - 1, number > 1],
    ['next', number + 1, number < last],
    ['last', last, number < last],
    ['first', 1, number > 1],
  ]
  const link = relations
    .filter(([, , shown]) => shown)
    .map(([rel, to]) => linkTo(ask, { page: String(to) }, rel))
  return {
    status: 200,
    body: wrap(items.slice((number - 1) * size, number * size).map(view)),
    headers: link.length > 0 ? { link: link.join(', ') } : {},
  }
}

export function linkTo(ask: Ask, parameters: Record<string, string | null>, rel: string): string {
  const url = new URL(ask.url.pathname + ask.url.search, ask.github.api)
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return `<${url}>; rel="${rel}"`
}
