// How many requests had to wait for the one before: what a caller pays in latency.
export type Span = { start: number; end: number }

/** The most spans that follow one another without overlap: always take the one that ends first. */
export function longestChain(spans: readonly Span[]): number {
  let length = 0
  let free = Number.NEGATIVE_INFINITY
  for (const { start, end } of spans.toSorted((a, b) => a.end - b.end)) {
    if (start < free) continue
    length += 1
    free = end
  }
  return length
}
