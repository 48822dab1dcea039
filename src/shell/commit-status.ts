// Publishes the verdict as a commit status: GitHub keeps one value a context and commit, so no outdated one stays valid.
import type { Client } from '../github/api/client.ts'

const states = {
  pass: ['success', 'No conflict of duties was found'],
  'pass-with-exception': ['success', 'Passed under an exception or a break-glass'],
  fail: ['failure', 'One person holds duties that must lie apart'],
  undetermined: ['error', 'The gate could not tell, so it stops'],
} as const

interface CommitStatus {
  /** The name under which GitHub shows it; null: no status is asked for. */
  readonly context: string | null
  /** The commit that the verdict is about; null: it could not be read. */
  readonly head: string | null
  readonly word: keyof typeof states
  /** The page of the run. */
  readonly url: string | null
}

/** Needs `statuses: write`. */
export async function publishStatus(
  client: Client,
  { context, head, word, url }: CommitStatus,
): Promise<void> {
  if (context === null || head === null) return
  const [state, description] = states[word]
  const status = {
    ...{ ...client.repo, sha: head, state, description, context },
    ...(url === null ? {} : { target_url: url }),
  }
  await client.post(client.rest.repos.createCommitStatus, status, 'statuses: write')
}
