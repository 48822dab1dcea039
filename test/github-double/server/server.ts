// A GitHub on the loopback address that answers for one world, counts, and holds callers to its contract.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../world/world.ts'
import type { Violation } from './contract.ts'
import type { Probe } from './probe.ts'
import { type Logged, type Reply, type Request, RequestHandler } from './request-handler.ts'
import { longestChain, type Span } from './round-trips.ts'
import { ORG_TOKEN, WORKFLOW_TOKEN } from './tokens.ts'

export type Double = {
  url: string
  token: string
  orgToken: string
  /** Every request, in the order of arrival; `contains` is the name of a GraphQL operation. */
  requests: readonly Logged[]
  readonly requestCount: number
  readonly points: number
  violations: readonly Violation[]
  /** The commit statuses that callers wrote, in their order. */
  statuses: readonly { commit: string; context: string; state: string }[]
  /** The longest chain of requests that each began after the one before was answered. */
  readonly sequentialRoundTrips: number
  close(): Promise<void>
}

export type DoubleOptions = {
  port?: number
  /** Milliseconds. GitHub is a network away: without it, requests sent together would look like one after the other. */
  distance?: number
  /** What a probe was answered elsewhere: this double answers likewise. */
  probe?: Probe
}

export async function startDouble(
  world: World,
  { port = 0, distance = 20, probe }: DoubleOptions = {},
): Promise<Double> {
  const handler = new RequestHandler(world, probe)
  const spans: Span[] = []
  const server = createServer((request, response) => {
    const span = { start: performance.now(), end: Number.POSITIVE_INFINITY }
    spans.push(span)
    const ended = () => {
      span.end = performance.now()
    }
    serve(handler, request, response, { distance, ended }).catch((error: unknown) => {
      const problem = `the double failed: ${error}`
      handler.violations.push({ request: `${request.method} ${request.url}`, problem })
      response.writeHead(500).end(JSON.stringify({ message: problem }))
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  handler.github.api = url
  return {
    url,
    token: WORKFLOW_TOKEN,
    orgToken: ORG_TOKEN,
    requests: handler.requests,
    violations: handler.violations,
    statuses: handler.github.left,
    get requestCount() {
      return handler.requests.length
    },
    get points() {
      return handler.points
    },
    get sequentialRoundTrips() {
      return longestChain(spans)
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  handler: RequestHandler,
  incoming: IncomingMessage,
  response: ServerResponse,
  { distance, ended }: { distance: number; ended: () => void },
) {
  const request: Request = {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: incoming.headers as Record<string, string | undefined>,
    body: await text(incoming),
  }
  await sleep(distance)
  const { reply, fault } = handler.handle(request)
  if (fault !== null && fault.delay_ms > 0) await sleep(fault.delay_ms, undefined, { ref: false })
  ended()
  if (fault?.reset) incoming.socket.resetAndDestroy()
  else send(response, reply, fault?.cut)
  handler.answered(request)
}

/** A cut answer looks whole: status 200 and the length of what is left. */
function send(response: ServerResponse, { status, headers, body }: Reply, cut: number | undefined) {
  const bytes = cut === undefined ? body : body.subarray(0, Math.floor(body.length * cut))
  response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes)
}
