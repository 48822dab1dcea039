// What must be asked before more can be said of an environment's past, of the branches, or of what is shipped.

export type PastNeed =
  | { readonly kind: 'page' }
  | { readonly kind: 'run' | 'earlier-attempts' | 'making' | 'statuses'; readonly id: number }
  | { readonly kind: 'order' | 'between'; readonly base: string; readonly head: string }

export type BranchNeed =
  /** Branches by their names, and those whose names begin like a pattern. */
  | { readonly kind: 'branches'; readonly names: readonly string[] }
  /**
   * Rows of a branch's activity, as far back as one that tells of the commit, or those that brought all of these; of the latter no
   * further than is far back for `until`, where that is named.
   */
  | { readonly kind: 'row'; readonly branch: string; readonly commit: string }
  | {
      readonly kind: 'rows'
      readonly branch: string
      readonly commits: readonly string[]
      readonly until?: string
    }
  /** What a branch's tip has beyond the commit. */
  | { readonly kind: 'steps' | 'held'; readonly commit: string; readonly tip: string }

export type ShippedNeed =
  /** Pull requests; who wrote commits. */
  | { readonly kind: 'pulls'; readonly numbers: readonly number[] }
  | { readonly kind: 'authors'; readonly commits: readonly string[] }

export type Need = PastNeed | BranchNeed | ShippedNeed

const ofBranches: readonly Need['kind'][] = ['branches', 'row', 'rows', 'steps', 'held']
const ofShipped: readonly Need['kind'][] = ['pulls', 'authors']

export const isOfBranches = (need: Need): need is BranchNeed => ofBranches.includes(need.kind)
export const isOfPast = (need: Need): need is PastNeed =>
  !ofBranches.includes(need.kind) && !ofShipped.includes(need.kind)

/** As GitHub names two commits that it compares. */
export const orderKey = (base: string, head: string): string => `${base}...${head}`
