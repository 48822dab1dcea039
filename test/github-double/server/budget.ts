// The rate limits of a token: GitHub counts requests in REST and points in GraphQL.
import type { Cost } from '../graphql/execution/cost.ts'
import type { RateLimit } from '../graphql/root.ts'

type Resource = 'core' | 'graphql'

const HOUR = 3_600_000

export class Budget {
  readonly #limit: number
  readonly #reset: number
  readonly #used: Record<Resource, number> = { core: 0, graphql: 0 }

  constructor(limit: number, now: string) {
    this.#limit = limit
    this.#reset = Date.parse(now) + HOUR
  }

  isSpent(resource: Resource): boolean {
    return this.#used[resource] >= this.#limit
  }

  request(): void {
    this.#used.core += 1
  }

  query({ points, nodes }: Cost): RateLimit {
    this.#used.graphql += points
    const { limit, remaining, used } = this.state('graphql')
    const resetAt = new Date(this.#reset).toISOString().replace('.000Z', 'Z')
    return { cost: points, limit, nodeCount: nodes, remaining, resetAt, used }
  }

  state(resource: Resource) {
    const used = this.#used[resource]
    const remaining = Math.max(this.#limit - used, 0)
    return { limit: this.#limit, used, remaining, reset: this.#reset / 1000, resource }
  }

  /** What `GET /rate_limit` answers, which costs nothing. */
  overview() {
    const [core, graphql] = [this.state('core'), this.state('graphql')]
    return { resources: { core, graphql }, rate: core }
  }

  headers(resource: Resource): Record<string, string> {
    const state = Object.entries(this.state(resource))
    return Object.fromEntries(state.map(([name, value]) => [`x-ratelimit-${name}`, String(value)]))
  }
}
