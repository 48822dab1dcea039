// Pieces of sentences that duties, rules and reports say alike.

export const short = (oid: string): string => oid.slice(0, 7)

/** "a", "a and b", "a, b and 7 more". */
export function listed(items: readonly string[], most = 5): string {
  const shown = items.slice(0, items.length > most ? most - 1 : most)
  const last = items.length > shown.length ? `${items.length - shown.length} more` : shown.pop()
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`
}

/** With a full stop, where there is no end yet. */
export const ended = (sentence: string): string =>
  /[.?!]$/.test(sentence) ? sentence : `${sentence}.`

/** "1 approval", "2 approvals". */
export const counting = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`
