// What changed the policy above the commit that is deployed: asked where the default branch has moved on since.
import type { Fact, RecordedDeployment } from '../facts/facts.ts'
import { readPolicySince, type Tip } from '../github/deployment/policy-since.ts'

export async function withPolicySince<T extends { readonly deployment: RecordedDeployment }>(
  client: Parameters<typeof readPolicySince>[0],
  activity: Parameters<typeof readPolicySince>[2],
  path: string,
  collected: T,
  { defaultBranch }: { readonly defaultBranch: Fact<Tip> },
): Promise<T> {
  const { deployment } = collected
  const { policyFile, pastDeployments: past, shipped, sha } = deployment
  if (!policyFile.known || !defaultBranch.known || defaultBranch.value.tip === sha) return collected
  const since = past.known && shipped?.known ? deployedAt(past.value, shipped.value.from) : ''
  const { name: branch } = defaultBranch.value
  const policySince = await readPolicySince(
    client,
    { path, branch, sha, policyFile, since },
    activity,
  )
  return { ...collected, deployment: { ...deployment, policySince } }
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
