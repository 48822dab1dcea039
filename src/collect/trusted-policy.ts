// Whether the policy of now is one to judge by: above the commit that is deployed, one person alone could have loosened it for this deployment.
import { assignedBy } from '../duties/assign.ts'
import { possibleApprovals } from '../duties/roster.ts'
import {
  type Change,
  type Fact,
  type Facts,
  known,
  type RecordedDeployment,
  type Unknown,
  unknown,
} from '../facts/facts.ts'
import { type PolicySince, readPolicySince, type Tip } from '../github/deployment/policy-since.ts'
import { type Read, touchesPolicy } from '../policy/in-force.ts'

const nobody: Facts['directory'] = { teams: {}, maintainers: {}, writers: {}, accounts: {} }
const source = 'GraphQL PoliciesBefore'

/** The policy of now is unknown where nobody can say that two people stand behind what changed it since. */
export async function withTrustedPolicy<T extends { readonly deployment: RecordedDeployment }>(
  client: Parameters<typeof readPolicySince>[0],
  activity: Parameters<typeof readPolicySince>[2],
  policyPath: string,
  collected: T,
  { defaultBranch }: { readonly defaultBranch: Fact<Tip> },
  read: Read,
): Promise<T> {
  const { deployment } = collected
  const { policyFile, pastDeployments: past, shipped, sha } = deployment
  if (!policyFile.known || !defaultBranch.known || defaultBranch.value.tip === sha) return collected
  const since = past.known && shipped?.known ? deployedAt(past.value, shipped.value.from) : ''
  const { name: branch } = defaultBranch.value
  const told = await readPolicySince(
    client,
    { path: policyPath, branch, sha, policyFile, since },
    activity,
  )
  const objection = told.known ? objectionTo(told.value, policyPath, branch, read) : told
  return objection === null
    ? collected
    : { ...collected, deployment: { ...deployment, policyFile: objection } }
}

/** By the jobs of this workflow that GitHub ties to records of the commit, since anybody may write a record; empty: by none. */
function deployedAt(
  { records, runs, own }: Extract<RecordedDeployment['pastDeployments'], { known: true }>['value'],
  commit: string,
): string {
  const ids = records.filter((one) => one.commit === commit).map(({ id }) => id)
  return Object.values(runs)
    .flatMap((run) => (run?.path === own?.path ? (run?.jobs ?? []) : []))
    .filter(({ deployment, hasSucceeded }) => hasSucceeded && ids.includes(deployment))
    .reduce((latest, { at }) => (at !== null && at > latest ? at : latest), '')
}

/** Null: none. */
function objectionTo(
  { pushed, merged }: PolicySince,
  policyPath: string,
  branch: string,
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
