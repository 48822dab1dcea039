// Whether the policy of now is one to judge by: above the commit that is deployed, one person alone could have loosened it for this deployment.
import { assignedBy } from '../duties/assign.ts'
import { possibleApprovals } from '../duties/roster.ts'
import {
  type Change,
  type Facts,
  known,
  type PolicySince,
  type Unknown,
  unknown,
} from '../facts/facts.ts'
import { type Read, touchesPolicy } from '../policy/in-force.ts'

const nobody: Facts['directory'] = { teams: {}, maintainers: {}, writers: {}, accounts: {} }
const source = 'GraphQL PoliciesBefore'

/** The policy of now is unknown where nobody can say that two people stand behind what changed it since. */
export function withTrustedPolicy(facts: Facts, read: Read): Facts {
  if (facts.deployment === null) return facts
  const { policySince: since, ...deployment } = facts.deployment
  if (since === undefined || !deployment.policyFile.known) return { ...facts, deployment }
  const objection = since.known ? objectionTo(since.value, facts.policyPath, read) : since
  return {
    ...facts,
    deployment: objection === null ? deployment : { ...deployment, policyFile: objection },
  }
}

/** Null: none. */
function objectionTo(
  { branch, pushed, merged }: PolicySince,
  policyPath: string,
  read: Read,
): Unknown | null {
  const remedy = `Deploy a commit of ${branch} that holds that change, or revert it.`
  const [push] = pushed
  if (push !== undefined) {
    const oid = (push.after ?? '').slice(0, 7)
    return unknown(
      `${oid}, which was pushed to ${branch} and is not deployed, changed it without a pull request`,
      source,
      remedy,
    )
  }
  const bad = merged
    .filter(({ change }) => touchesPolicy(change, policyPath) || !change.files.known)
    .find(
      ({ change, before }) => !isApproved(change, policyPath, read(known(before, source)).policy),
    )
  if (bad === undefined) return null
  const { number } = bad.change.pull
  return unknown(
    `#${number}, which is not deployed, changed it, and has not the approvals that it needed`,
    source,
    remedy,
  )
}

/** Those of people who lost their rights since are taken for given: two people were in it. */
function isApproved(
  change: Change,
  policyPath: string,
  policy: ReturnType<Read>['policy'],
): boolean {
  const { approvals } = assignedBy(change, { directory: nobody, policyPath }, policy, false)
  const given = approvals.counted.length + possibleApprovals(approvals).length
  return given >= Math.max(1, approvals.demanded.required)
}
