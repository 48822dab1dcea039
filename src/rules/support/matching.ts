// Assigns people to demands so that nobody serves two: a maximum bipartite matching (Kuhn's algorithm).

export interface Places<P> {
  /** How many people it takes. */
  readonly count: number
  readonly accepts: (person: P) => boolean
}

/**
 * Those who serve each demand, in the order of the demands. Earlier demands are filled first: whoever was given to one
 * moves on only where somebody else takes the place, so a later demand never empties an earlier one.
 */
export function matchPeople<P>(
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
