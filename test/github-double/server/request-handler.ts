// Takes one request, holds it against GitHub's contract, and answers it for the bearer of its token.

import { answerGraphql, type GraphqlRequest, parsed } from '../graphql/execution/execute.ts'
import type { Answer } from '../rest/answer.ts'
import { answerRest, refusal } from '../rest/routes.ts'
import { GitHub } from '../world/github.ts'
import type { Fault, Scopes } from '../world/schema/conduct-schema.ts'
import type { World } from '../world/world.ts'
import { Budget } from './budget.ts'
import { graphqlProblems, restProblems, type Violation } from './contract.ts'
import { Faults, move, partial, troubled } from './faults.ts'
import { findOperation } from './openapi.ts'
import { answeredAs, type Probe } from './probe.ts'
import { ORG_TOKEN, scopesOf } from './tokens.ts'

export type Request = {
  method: string
  path: string
  headers: Record<string, string | undefined>
  body: string
}

export type Reply = { status: number; headers: Record<string, string>; body: Buffer }

export type Logged = { method: string; path: string; contains?: string }

const WORKFLOW_LIMIT = 1000
const APP_LIMIT = 5000

export class RequestHandler {
  readonly github: GitHub
  readonly requests: Logged[] = []
  readonly violations: Violation[] = []
  points = 0
  readonly #faults: Faults
  readonly #budgets: { workflow: Budget; app: Budget }

  /** Null: each field answers as the world has it. */
  readonly #probe: Probe | null

  constructor(world: World, probe: Probe | null = null) {
    this.#probe = probe
    this.github = new GitHub(world)
    this.#faults = new Faults(world)
    const { now } = world
    this.#budgets = { workflow: new Budget(WORKFLOW_LIMIT, now), app: new Budget(APP_LIMIT, now) }
  }

  handle(request: Request): { reply: Reply; fault: Fault | null } {
    this.#log(request)
    this.github.lag.nextRequest()
    this.#record(request, problemsOf(request, this.github.api))
    const fault = this.#faults.next(request)
    if (fault?.status === undefined) {
      return { reply: this.#reply(request, this.#answer(request, fault)), fault }
    }
    const answer = { ...troubled(fault.status), headers: fault.headers }
    return { reply: this.#reply(request, answer), fault }
  }

  answered(request: Request): void {
    move(this.github, request)
  }

  #log({ method, path, body }: Request): void {
    const contains = path === '/graphql' ? operationName(body) : undefined
    this.requests.push({ method, path, ...(contains === undefined ? {} : { contains }) })
  }

  #record({ method, path, body }: Request, problems: readonly string[]): void {
    const name = path === '/graphql' ? operationName(body) : undefined
    const request = [method, path, name].filter(Boolean).join(' ')
    this.violations.push(...problems.map((problem) => ({ request, problem })))
  }

  /** First who may ask at all, and as what. */
  #answer(request: Request, fault: Fault | null): Answer {
    const { authorization } = request.headers
    if (!request.headers['user-agent']) {
      return refusal(
        403,
        'Request forbidden by administrative rules: it needs a User-Agent header.',
      )
    }
    if (authorization === undefined) return refusal(401, 'Requires authentication')
    const scopes = scopesOf(this.github, authorization)
    if (scopes === null) return refusal(401, 'Bad credentials')
    return isGraphql(request) ? this.#graphql(request, scopes, fault) : this.#rest(request, scopes)
  }

  #budget({ headers }: Request): Budget {
    return headers.authorization?.endsWith(ORG_TOKEN) ? this.#budgets.app : this.#budgets.workflow
  }

  #rest(request: Request, scopes: Scopes): Answer {
    const { github } = this
    const { method, path, headers } = request
    const url = new URL(path, github.api)
    const operation = findOperation(method, url.pathname)
    const budget = this.#budget(request)
    if (operation?.key === 'GET /rate_limit') return { status: 200, body: budget.overview() }
    if (budget.isSpent('core')) return refusal(403, 'API rate limit exceeded')
    budget.request()
    const asked = { github, url, headers, body: json(request.body), scopes }
    const { gaps, ...answer } = answerRest(operation, asked)
    this.#record(request, gaps.map(unanswered))
    return this.#probed(operation?.key ?? '', answer)
  }

  #graphql(request: Request, scopes: Scopes, fault: Fault | null): Answer {
    const asked = graphqlRequest(request.body)
    if (asked === null) return refusal(400, 'Problems parsing JSON')
    const budget = this.#budget(request)
    if (budget.isSpent('graphql')) {
      const message = 'API rate limit already exceeded for installation ID 1.'
      const error = { type: 'RATE_LIMIT', code: 'graphql_rate_limit', message }
      return { status: 200, body: { errors: [error] } }
    }
    const spend = budget.query.bind(budget)
    const { body, cost, gaps } = answerGraphql({ github: this.github, scopes }, asked, spend)
    this.points += cost.points
    this.#record(request, gaps.map(unanswered))
    const answer = { status: 200, body: fault?.partial ? partial(body) : body }
    return this.#probed(`GraphQL ${operationName(request.body)}`, answer)
  }

  #probed(source: string, answer: Answer): Answer {
    return this.#probe === null ? answer : answeredAs(this.#probe, source, answer)
  }

  #reply(request: Request, { status, body, headers }: Answer): Reply {
    const isRaw = Buffer.isBuffer(body)
    const isPage = typeof body === 'string'
    const type = isRaw ? 'application/vnd.github.raw' : isPage ? 'text/html' : 'application/json'
    const number = this.requests.length.toString(16).toUpperCase().padStart(4, '0')
    return {
      status,
      body: isRaw ? body : Buffer.from(isPage ? body : JSON.stringify(body)),
      headers: {
        date: new Date(this.github.world.now).toUTCString(),
        'content-type': `${type}; charset=utf-8`,
        'x-github-media-type': 'github.v3; format=json',
        'x-github-request-id': `D0B1:${number}`,
        ...this.#budget(request).headers(isGraphql(request) ? 'graphql' : 'core'),
        ...headers,
      },
    }
  }
}

const isGraphql = ({ method, path }: Request): boolean => method === 'POST' && path === '/graphql'

const unanswered = (what: string): string => `the double has no answer for ${what}`

function problemsOf(request: Request, api: string): readonly string[] {
  if (isGraphql(request)) return graphqlProblems(parsed(graphqlRequest(request.body)?.query ?? ''))
  const url = new URL(request.path, api)
  const operation = findOperation(request.method, url.pathname)
  return restProblems(request.method, url, operation, json(request.body))
}

function json(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function graphqlRequest(text: string): GraphqlRequest | null {
  const body = json(text)
  if (body === null || typeof body !== 'object') return null
  const { query, variables, operationName } = body as Partial<GraphqlRequest>
  return { query: String(query), variables: variables ?? {}, operationName: operationName ?? null }
}

/** By its name a query is told from others in a list of requests. */
const operationName = (text: string): string | undefined =>
  /\b(?:query|mutation)\s+(\w+)/.exec(graphqlRequest(text)?.query ?? '')?.[1]
