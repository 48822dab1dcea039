// What GitHub does not show yet: a client that asks often enough is answered at last, where the world says that it heals.
import type { World } from './world.ts'

type Late = 'associations' | 'activity' | 'open' | 'queue_events'

/** One request counts once, however often it comes upon the same thing. */
export class Lag {
  readonly #world: World
  readonly #asked = new Map<string, { times: number; request: number }>()
  #request = 0

  constructor(world: World) {
    this.#world = world
  }

  nextRequest(): void {
    this.#request += 1
  }

  /** Asking counts: after `heals_after` requests it is there. */
  hides(late: Late, key: string | number): boolean {
    const { heals_after, ...listed } = this.#world.lag
    if (!(listed[late] as readonly (string | number)[]).includes(key)) return false
    const name = `${late} ${key}`
    const { times, request } = this.#asked.get(name) ?? { times: 0, request: -1 }
    const asked = request === this.#request ? times : times + 1
    this.#asked.set(name, { times: asked, request: this.#request })
    return heals_after === null || asked <= heals_after
  }
}
