// Logs each use of a break-glass under its request, once: by that comment the next gate knows that it was used.

import type { Use } from '../break-glass/break-glass.ts'
import { type LoggedUse, loggedUses, markerOf } from '../break-glass/commands.ts'
import { CollectError } from '../errors.ts'
import { type Facts, valueOr } from '../facts/facts.ts'
import type { Client } from '../github/api/client.ts'
import type { Verdict } from '../judge/verdict.ts'
import type { RecordedUse } from '../record/record.ts'
import { useComment } from '../report/formats/use-comment.ts'
import { passes } from './exit-code.ts'

const needs = 'issues: write'

/** A required check runs many times on the same commit: what stands there already is not written again. */
export async function logUses(
  client: Client,
  facts: Facts,
  verdict: Verdict,
): Promise<readonly RecordedUse[]> {
  if (!passes({ verdict })) return []
  const logged = new Map<string, Promise<string | null>>(
    valueOr(facts.breakGlassIssues, []).flatMap((issue) =>
      loggedUses(issue).map((use) => [keyOf(issue.number, use), Promise.resolve(null)] as const),
    ),
  )
  const once = (use: Use): Promise<string | null> => {
    const key = keyOf(use.issue, use)
    const writing = logged.get(key) ?? write(client, use)
    logged.set(key, writing)
    return writing
  }
  return Promise.all(verdict.uses.map(async (use) => ({ ...use, unlogged: await once(use) })))
}

/** Two pull requests on one head use the same approval alike. */
const keyOf = (issue: number, use: Omit<LoggedUse, 'at'>): string => `${issue} ${markerOf(use)}`

/** The use is granted all the same: an emergency does not wait for a permission that was forgotten. */
async function write(client: Client, use: Use): Promise<string | null> {
  const issue = { ...client.repo, issue_number: use.issue }
  const { createComment, addLabels } = client.rest.issues
  try {
    await client.post(createComment, { ...issue, body: useComment(use) }, needs)
    await client.post(addLabels, { ...issue, labels: ['break-glass-used'] }, needs)
    return null
  } catch (error) {
    if (!(error instanceof CollectError)) throw error
    return `The use of break-glass #${use.issue} could not be logged under it: ${error.message}. ${error.remedy}`
  }
}
