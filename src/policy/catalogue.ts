// The catalogue of rules, a row each: what the schema, the register, the lists of what can be waived and the documents follow from.

/** The duties of which a conflict joins two; `contributor` is any of the first three, and the sponsors of agents. */
export const duties = [
  'author',
  'committer',
  'pusher',
  'contributor',
  'approver',
  'dismisser',
  'merger',
  'deployer',
  'deployment-approver',
  'bypasser',
  'administrator',
] as const

export type DutyName = (typeof duties)[number]

export interface Row {
  /** What it judges: each change, a deployment as a whole, or both. */
  readonly of: 'change' | 'deployment' | 'both'
  /** Completes "Compliant if ...". */
  readonly compliantIf: string
  /** What holds where the policy does not name it; `always`: whatever the policy says. */
  readonly enforcement: 'enforce' | 'warn' | 'off' | 'always'
  /** Of a conflict: nobody may hold both. It does not apply while nobody holds the second. */
  readonly duties?: readonly [DutyName, DutyName]
  /** Of a conflict: what must not be, one sentence. */
  readonly forbids?: string
  /** Why no exception covers it, as a clause; without it, one can. */
  readonly noException?: string
  /** Why no break-glass waives it, as a clause; without it, one can. */
  readonly noBreakGlass?: string
  /** Facts of a deployment that `complete-facts` leaves to this rule while it is enforced: without them it is undetermined. */
  readonly restsOn?: readonly string[]
}

const neverViolated = {
  noException: 'it is never violated',
  noBreakGlass: 'it is never violated',
} as const

/** In the order in which they are told. */
export const catalogue = {
  'self-approval': {
    of: 'change',
    duties: ['contributor', 'approver'],
    compliantIf: "no contributor's approval is needed to meet the demand",
    forbids: 'Contributors must not approve their own change.',
    enforcement: 'enforce',
  },
  'independent-approval': {
    of: 'change',
    compliantIf: 'as many independent approvals of the head count as the policy demands',
    enforcement: 'enforce',
  },
  'fresh-approval': {
    of: 'change',
    compliantIf: 'no approval had to be set aside as stale while approvals are short',
    enforcement: 'enforce',
  },
  'eligible-approver': {
    of: 'change',
    compliantIf: 'no approval had to be set aside as not entitled while approvals are short',
    enforcement: 'enforce',
  },
  'author-deploys': {
    of: 'deployment',
    duties: ['contributor', 'deployer'],
    compliantIf: 'no contributor of any change deployed is a deployer',
    forbids: 'Contributors must not deploy.',
    enforcement: 'enforce',
    restsOn: ['attempts', 'triggers'],
  },
  'author-releases': {
    of: 'deployment',
    duties: ['contributor', 'deployment-approver'],
    compliantIf: 'no contributor of any change deployed released the environment',
    forbids: 'Contributors must not approve the deployment.',
    enforcement: 'enforce',
    restsOn: ['releases', 'hasReviewers'],
  },
  'self-release': {
    of: 'deployment',
    duties: ['deployer', 'deployment-approver'],
    compliantIf: 'no deployer released their own deployment',
    forbids: 'One person must not deploy and approve the deployment.',
    enforcement: 'enforce',
  },
  'self-dismissal': {
    of: 'change',
    duties: ['contributor', 'dismisser'],
    compliantIf: 'no contributor dismissed a review that asked for changes',
    forbids: 'Contributors must not dismiss such reviews.',
    enforcement: 'enforce',
  },
  'approver-deploys': {
    of: 'deployment',
    duties: ['approver', 'deployer'],
    compliantIf: 'approver and deployer differ',
    forbids: 'Approvers must not deploy.',
    enforcement: 'warn',
  },
  'self-merge': {
    of: 'change',
    duties: ['contributor', 'merger'],
    compliantIf: 'contributor and merger differ',
    forbids: 'Contributors must not merge.',
    enforcement: 'off',
  },
  'bypasser-deploys': {
    of: 'deployment',
    duties: ['deployer', 'bypasser'],
    compliantIf: "people who pushed without review, or past the branch's rules, do not deploy",
    forbids: 'People who push without review must not deploy.',
    enforcement: 'enforce',
    restsOn: ['bypasses'],
  },
  'reviewed-range': {
    of: 'deployment',
    compliantIf:
      'every commit deployed came through a pull request merged into the protected branch',
    enforcement: 'enforce',
    restsOn: ['branch', 'range', 'pastDeployments', 'note'],
  },
  'required-checks': {
    of: 'deployment',
    compliantIf:
      'the newest result of each check named in the policy, by name and app, is success on the commit deployed',
    enforcement: 'enforce',
    restsOn: ['checks'],
  },
  'protected-paths': {
    of: 'change',
    compliantIf: 'each protected path has its separate approvals',
    enforcement: 'enforce',
  },
  'control-plane': {
    of: 'change',
    compliantIf:
      'a change to the policy, CODEOWNERS, workflows or actions has an independent approval from their owners',
    enforcement: 'always',
    noException: 'no exception can waive it',
    noBreakGlass: 'an emergency is not for those who would change the gate',
  },
  'attributable-commits': {
    of: 'both',
    compliantIf: 'every commit leads to known people',
    enforcement: 'enforce',
    ...neverViolated,
  },
  'sponsored-agents': {
    of: 'change',
    compliantIf: "every agent's work has a human who answers for it, or two who approved it",
    enforcement: 'enforce',
    noBreakGlass: 'an emergency is not for work that nobody answers for',
  },
  'complete-facts': {
    of: 'both',
    compliantIf: 'every list is whole, and the head did not move meanwhile',
    enforcement: 'always',
    ...neverViolated,
  },
  // It judges what lifts the violations of all others.
  'break-glass': {
    of: 'both',
    compliantIf:
      'an emergency in use is approved by a second person, within its time and scope, and earlier ones are reconciled',
    enforcement: 'enforce',
    noBreakGlass: 'no emergency answers for another',
  },
} as const satisfies Readonly<Record<string, Row>>
