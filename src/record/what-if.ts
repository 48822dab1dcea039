// The facts of a record under another policy: what it would have led to.
import { type Change, type Facts, known } from '../facts/facts.ts'

/** It takes the place of every policy that judges: a change's, its floor's, a deployment's, and those before it. */
export function underPolicy(facts: Facts, text: string): Facts {
  const { changes, deployment, policyPath: path } = facts
  const byteSize = new TextEncoder().encode(text).length
  const place = { path, commit: 'the command line', blob: 'given by hand' }
  const file = known({ ...place, text, byteSize, flaw: null }, 'command line')
  const under = (change: Change): Change => ({
    ...change,
    policyFile: file,
    defaultPolicyFile: file,
    parts: change.parts.known
      ? {
          ...change.parts,
          value: change.parts.value.map((part) => ({ ...part, change: under(part.change) })),
        }
      : change.parts,
  })
  return {
    ...facts,
    changes: changes.known ? { ...changes, value: changes.value.map(under) } : changes,
    deployment: deployment && {
      ...deployment,
      policyFile: file,
      policyAtStart: file,
      policiesBefore: {},
      policySince: undefined,
    },
  }
}
