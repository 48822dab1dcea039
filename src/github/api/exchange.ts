// One exchange with GitHub in a few words, without its headers and body: the token is in neither the path nor the answer's status.

export interface Exchange {
  readonly method: string
  /** Path and query; of a GraphQL query its name, since the path is always the same. */
  readonly path: string
  /** Null: there was no answer. */
  readonly status: number | null
  readonly milliseconds: number
  /** By which GitHub's support finds it. */
  readonly requestId: string | null
  /** How many requests or points the limit still allows. */
  readonly rateLeft: string | null
}

/** `began` by the same clock as `performance.now()`. */
export function exchangeOf(
  url: string,
  { method = 'GET', body }: RequestInit,
  began: number,
  answer: Response | null,
): Exchange {
  const { pathname, search } = new URL(url)
  const name = /\bquery (\w+)/.exec(typeof body === 'string' ? body : '')?.[1]
  const header = (which: string): string | null => answer?.headers.get(which) ?? null
  return {
    method,
    path: `${pathname}${search}${name === undefined ? '' : ` ${name}`}`,
    status: answer?.status ?? null,
    milliseconds: Math.round(performance.now() - began),
    requestId: header('x-github-request-id'),
    rateLeft: header('x-ratelimit-remaining'),
  }
}
