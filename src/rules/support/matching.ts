// Assigns people to demands so that nobody serves two: a maximum bipartite matching (Kuhn's algorithm).

export interface Places<P> {
  /** How many people it takes. */
  readonly count: number
  readonly accepts: (person: P) => boolean
  /** One person may serve all demands of the same name; null: it shares nobody. */
  readonly sharing: string | null
}

export interface Served<P> {
  /** Those who serve each demand, in the order of the demands. */
  readonly people: readonly (readonly P[])[]
  /** False where the search was given up: more may be served. */
  readonly isExact: boolean
}

/** How many people are tried in places that share them: of a dozen who differ, every choice. */
const mostTried = 10_000

/**
 * Earlier demands are filled first: who was given to one moves on only where somebody else takes the place, so a later
 * demand never empties an earlier one.
 */
export function matchPeople<P>(people: readonly P[], demands: readonly Places<P>[]): Served<P> {
  if (demands.every(({ sharing }) => sharing === null)) {
    return { people: matchUnshared(people, demands), isExact: true }
  }
  let left = mostTried
  let filled: readonly Places<P>[] = []
  let best: readonly (readonly P[])[] = []
  for (const demand of demands) {
    for (let count = demand.count; count >= 0; count -= 1) {
      const tried = [...filled, { ...demand, count }]
      const search = { left, seen: new Set<string>() }
      const served = serveAll(people, tried, new Map(), search)
      left = search.left
      if (served === null) continue
      ;[filled, best] = [tried, served]
      break
    }
  }
  return { people: demands.map((_, index) => best[index] ?? []), isExact: left > 0 }
}

interface Search {
  left: number
  /** Every choice of people that was tried, in whatever order. */
  readonly seen: Set<string>
}

/** Null: not all of them can be served, as far as the search went. `chosen` serve all demands of that name together. */
function serveAll<P>(
  people: readonly P[],
  demands: readonly Places<P>[],
  chosen: ReadonlyMap<P, string>,
  search: Search,
): readonly (readonly P[])[] | null {
  const serving = ({ sharing, accepts }: Places<P>): readonly P[] =>
    people.filter((person) => chosen.get(person) === sharing && accepts(person))
  const short = demands.find((one) => one.sharing !== null && serving(one).length < one.count)
  if (short === undefined || short.sharing === null) {
    const free = people.filter((person) => !chosen.has(person))
    const unshared = demands.filter(({ sharing }) => sharing === null)
    const matched = matchUnshared(free, unshared)
    if (unshared.some(({ count }, index) => (matched[index] ?? []).length < count)) return null
    return demands.map((one) =>
      one.sharing === null ? (matched[unshared.indexOf(one)] ?? []) : serving(one),
    )
  }
  for (const person of people) {
    if (chosen.has(person) || !short.accepts(person)) continue
    const more = new Map([...chosen, [person, short.sharing]])
    const choice = people.map((one) => more.get(one) ?? '').join('\n')
    if (search.left <= 0 || search.seen.has(choice)) continue
    search.seen.add(choice)
    search.left -= 1
    const served = serveAll(people, demands, more, search)
    if (served !== null) return served
  }
  return null
}

function matchUnshared<P>(
  people: readonly P[],
  demands: readonly Places<P>[],
): readonly (readonly P[])[] {
  const slots = demands.flatMap((demand, index) =>
    Array.from({ length: demand.count }, () => ({ index, accepts: demand.accepts })),
  )
  const slotOf = new Map<P, number>()

  const place = (slot: number, tried: Set<P>): boolean =>
    people.some((person) => {
      if (tried.has(person) || !slots[slot]?.accepts(person)) return false
      tried.add(person)
      const taken = slotOf.get(person)
      if (taken !== undefined && !place(taken, tried)) return false
      slotOf.set(person, slot)
      return true
    })

  for (const slot of slots.keys()) place(slot, new Set())
  return demands.map((_, index) =>
    people.filter((person) => slots[slotOf.get(person) ?? -1]?.index === index),
  )
}
