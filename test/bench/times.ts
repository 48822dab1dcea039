// When things happen in the worlds of the bench: so many minutes after they begin.
export const at = (minute: number): string =>
  new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString().replace('.000Z', 'Z')
