// What must be asked of an environment's past before more can be said of it.

export type Need =
  | { readonly kind: 'page' }
  | { readonly kind: 'run' | 'earlier-attempts' | 'making'; readonly id: number }
  | { readonly kind: 'state'; readonly commit: string }
  | { readonly kind: 'order' | 'between'; readonly base: string; readonly head: string }
  | { readonly kind: 'workflow'; readonly path: string }

/** As GitHub names two commits that it compares. */
export const orderKey = (base: string, head: string): string => `${base}...${head}`
