// The exception that would cover a finding, ready to be pasted into the policy.
import { knownContributors } from '../duties/contributors.ts'
import type { AssignedChange } from '../duties/roster.ts'

/** Of a change that is merged already: no approval can be given for it now. */
export function exceptionToAdd(rule: string, change: AssignedChange): string {
  const people = knownContributors(change)
  if (people === null) return 'Request break-glass for this deployment.'
  const logins = people.map(({ account }) => account.login).join(', ')
  const entry = `{rules: [${rule}], people: [${logins}], reason: "...", granted-by: ..., until: "..."}`
  return `Add to \`exceptions\` in the policy, with a reason, a person who grants it and a last day: ${entry}.`
}
