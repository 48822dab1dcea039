// How often a law is tried: an eighth of its runs where somebody waits, all of them in `npm run test:all`.
/** Of the `all` runs that a law is worth. */
export const lawRuns = (all: number): number =>
  process.env.ALL_LAW_RUNS === 'true' ? all : Math.ceil(all / 8)
