// How a world's GitHub misbehaves, and how it changes under the feet of whoever asks.

import type { Answer } from '../rest/answer.ts'
import { refusal } from '../rest/routes.ts'
import type { GitHub } from '../world/github.ts'
import type { Fault } from '../world/schema/conduct-schema.ts'
import type { World } from '../world/world.ts'

type Call = { method: string; path: string; body: string }

const matches = (
  match: string,
  contains: string | undefined,
  { method, path, body }: Call,
): boolean =>
  `${method} ${path}`.startsWith(match) && (contains === undefined || body.includes(contains))

/** The first fault that matches and is not used up; asking uses it once. */
export class Faults {
  readonly #left: { fault: Fault; times: number }[]

  constructor({ faults }: World) {
    this.#left = faults.map((fault) => ({ fault, times: fault.times ?? Number.POSITIVE_INFINITY }))
  }

  next(call: Call): Fault | null {
    const found = this.#left.find(
      ({ fault, times }) => times > 0 && matches(fault.match, fault.contains, call),
    )
    if (found === undefined) return null
    found.times -= 1
    return found.fault
  }
}

/** Moves a pull request's head, once, after the request that the world names was answered. */
export function move(github: GitHub, call: Call): void {
  const { world, repository } = github
  const index = world.moves.findIndex(({ after, contains }) => matches(after, contains, call))
  const [moved] = index < 0 ? [] : world.moves.splice(index, 1)
  const pull = world.pulls.find(({ number }) => number === moved?.pull)
  if (moved === undefined || pull === undefined) return
  pull.head_commit = moved.head
  if (pull.fork === null && github.branch(repository, pull.head) !== null) {
    world.branches.set(pull.head, moved.head)
  }
  github.mergeForTest()
}

/** What stands before GitHub answers with a page when it finds nobody there. */
const PAGE = `<!DOCTYPE html>
<html>
<head><title>Unicorn! &middot; GitHub</title></head>
<body><p><strong>No server is currently available to service your request.</strong></p></body>
</html>
`

/** What GitHub says with a status of trouble: not always JSON, nor always a message. */
export function troubled(status: number): Answer {
  if (status === 503) return { status, body: PAGE }
  if (status === 502) return { status, body: { error: 'Server Error' } }
  if (status === 403 || status === 429) {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    return refusal(status, message)
  }
  return refusal(status, MESSAGES[status] ?? 'Server Error')
}

const MESSAGES: Record<number, string> = { 401: 'Bad credentials', 404: 'Not Found' }

/** A query that ran out of resources: status 200, holes in the data, an error for each beside it. */
export function partial(body: { data?: unknown; errors?: object[] }) {
  const message = 'Resource limits for this query exceeded.'
  const errors = holes(body.data, []).map((path) => ({
    type: 'RESOURCE_LIMITS_EXCEEDED',
    path,
    message,
  }))
  const whole = [{ type: 'RESOURCE_LIMITS_EXCEEDED', path: [], message }]
  return { ...body, errors: [...(body.errors ?? []), ...(errors.length > 0 ? errors : whole)] }
}

/** Puts null for the last of each list of nodes, and tells where. */
function holes(value: unknown, path: (string | number)[]): (string | number)[][] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key]
    if (key === 'nodes' && Array.isArray(inner) && inner.length > 0) {
      inner[inner.length - 1] = null
      return [[...here, inner.length - 1]]
    }
    return holes(inner, here)
  })
}
