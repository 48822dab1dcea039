// GitHub's global ids: opaque, and the same in REST (`node_id`) and GraphQL (`id`).
export type NodeKind =
  | 'Repository'
  | 'PullRequest'
  | 'PullRequestReview'
  | 'PullRequestCommit'
  | 'Commit'
  | 'Tree'
  | 'Blob'
  | 'Ref'
  | 'Account'
  | 'Team'
  | 'Environment'
  | 'Deployment'
  | 'DeploymentStatus'
  | 'DeploymentReview'
  | 'WorkflowRun'
  | 'Workflow'
  | 'CheckSuite'
  | 'CheckRun'
  | 'StatusContext'
  | 'MergeQueue'
  | 'MergeQueueEntry'
  | 'TimelineItem'
  | 'Issue'
  | 'IssueComment'
  | 'Label'
  | 'App'
  | 'Push'

export const nodeId = (kind: NodeKind, key: string | number): string =>
  Buffer.from(`${kind}:${key}`).toString('base64url')

export function readNodeId(id: string): [kind: string, key: string] {
  const [kind = '', ...key] = Buffer.from(id, 'base64url').toString().split(':')
  return [kind, key.join(':')]
}
