// Publishes the verdict as a commit status: one value a context and commit, so no stale twin of it can stay behind.

import type { Outcome } from '../gate.ts'
import type { Client } from '../github/api/client.ts'
import type { Repository } from '../github/api/repository.ts'
import type { Run } from '../record/record.ts'

const states = {
  pass: ['success', 'No conflict of duties was found'],
  'pass-with-exception': ['success', 'Passed under an exception or a break-glass'],
  fail: ['failure', 'One person holds duties that must lie apart'],
  undetermined: ['error', 'The gate could not tell, so it stops'],
} as const

/** POST /repos/{owner}/{repo}/statuses/{sha}; needs `statuses: write`. */
export async function publishStatus(
  client: Client,
  { repository, run }: { readonly repository: Repository; readonly run: Run },
  { verdict, head }: Outcome,
  context: string,
): Promise<void> {
  if (head === null) return
  const [state, description] = states[verdict.word]
  const status = {
    owner: repository.owner,
    repo: repository.name,
    sha: head,
    state,
    description,
    context,
    ...(run.url === null ? {} : { target_url: run.url }),
  }
  await client.post('/repos/{owner}/{repo}/statuses/{sha}', status, 'statuses: write')
}
