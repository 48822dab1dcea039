// The rules that no permission lifts: the gate is not opened for those who would change it, nor by what is not known.

/** By no exception, and why. */
export const neverExcepted: Readonly<Record<string, string>> = {
  'control-plane': 'no exception can waive it',
  'complete-facts': 'it is never violated',
  'attributable-commits': 'it is never violated',
}

/** By no break-glass: it is not for those who would change the gate, nor for work that nobody answers for. */
export const unwaivable: readonly string[] = [
  ...Object.keys(neverExcepted),
  'sponsored-agents',
  'break-glass',
]
