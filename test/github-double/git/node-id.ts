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

const ACCOUNTS: Record<string, string> = {
  User: 'U',
  Bot: 'BOT',
  Organization: 'O',
  Mannequin: 'M',
}

/** Of an account the kind can be read off, wherever it stands: `BOT_kgDO…` of an App's bot. */
export function accountId({ id, type }: { id: number; type: string }): string {
  const packed = Buffer.from([0x92, 0x00, 0xce, 0, 0, 0, 0])
  packed.writeUInt32BE(id, 3)
  return `${ACCOUNTS[type]}_${packed.toString('base64url')}`
}

export const nodeId = (kind: NodeKind, key: string | number): string =>
  Buffer.from(`${kind}:${key}`).toString('base64url')

export function readNodeId(id: string): [kind: string, key: string] {
  const account = /^(?:U|BOT|O|M)_(.+)$/.exec(id)?.[1]
  const packed = Buffer.from(account ?? '', 'base64url')
  if (packed.length === 7) return ['Account', String(packed.readUInt32BE(3))]
  const [kind = '', ...key] = Buffer.from(id, 'base64url').toString().split(':')
  return [kind, key.join(':')]
}
