// GraphQL: what lists are ordered and chosen by.

export type Order = { field: string; direction: 'ASC' | 'DESC' } | null

export const byTime = <T extends { at: string }>(
  items: readonly T[],
  order: Order | undefined,
  updated = ({ at }: T) => at,
): T[] => {
  const time = order?.field === 'UPDATED_AT' ? updated : ({ at }: T) => at
  const ascending = items.toSorted((a, b) => time(a).localeCompare(time(b)))
  return order?.direction === 'DESC' ? ascending.reverse() : ascending
}

/** GitHub finds labels without regard to case. */
export const bears = (wanted: readonly string[] | null | undefined, labels: readonly string[]) =>
  wanted == null ||
  wanted.some((name) => labels.some((label) => label.toLowerCase() === name.toLowerCase()))
