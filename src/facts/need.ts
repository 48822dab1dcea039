// What must be asked of an environment's past before more can be said of it.

export type Need =
  | { readonly kind: 'page' }
  | { readonly kind: 'run' | 'earlier-attempts' | 'making' | 'statuses'; readonly id: number }
  | { readonly kind: 'state'; readonly commit: string }
  | { readonly kind: 'order' | 'between'; readonly base: string; readonly head: string }

/** As GitHub names two commits that it compares. */
export const orderKey = (base: string, head: string): string => `${base}...${head}`
