// Who set an agent of GitHub's to work on a pull request: only the REST timeline tells it.
import * as z from 'zod'
import { type Actor, isGitHubsAgent } from '../../facts/actor.ts'
import type { Change, WorkStart } from '../../facts/change.ts'
import { type Fact, known, valueOr } from '../../facts/fact.ts'
import { simpleUserShape } from '../api/actors.ts'
import type { Client } from '../api/client.ts'
import { factFrom } from '../api/failure.ts'
import type { Repository } from '../api/repository.ts'
import { readLinkedPages } from '../api/rest-pages.ts'

const path = '/repos/{owner}/{repo}/issues/{issue_number}/timeline'
const source = `GET ${path}`

type Told = Pick<Change, 'pull' | 'commits' | 'formerHeads' | 'pushes' | 'forcePushes'>

/** Asked only where such an agent had a hand in the change. */
export async function readWorkStarters(
  client: Client,
  repository: Repository,
  told: Told,
): Promise<Fact<readonly WorkStart[]>> {
  if (!hands(told).some(isGitHubsAgent)) return known([], 'the accounts that had a hand in it')
  return factFrom(source, () => readStarts(client, repository, told.pull.number))
}

function hands({
  pull,
  commits,
  formerHeads,
  pushes,
  forcePushes,
}: Told): readonly (Actor | null)[] {
  const former = valueOr(formerHeads, []).flatMap((head) => head.commits)
  return [
    pull.author,
    ...[...valueOr(commits, []), ...former].flatMap(({ author, committer }) => [
      author.account,
      committer.account,
    ]),
    ...[...valueOr(pushes, []), ...valueOr(forcePushes, [])].map(({ by }) => by),
  ]
}

const eventShape = z.object({
  event: z.string().optional(),
  actor: simpleUserShape,
  created_at: z.string().optional(),
  performed_via_github_app: z.object({ slug: z.string().nullish() }).nullish(),
})

const begun = 'copilot_work_started'

/** Copilot's code review begins with the same event, and whoever asks for a review asked for no work. */
const reviewer = 'copilot-pull-request-reviewer'

async function readStarts(
  client: Client,
  { owner, name }: Repository,
  number: number,
): Promise<readonly WorkStart[]> {
  const events = await readLinkedPages(client, {
    path,
    parameters: { owner, repo: name, issue_number: number, per_page: 100 },
    shape: z.array(eventShape),
    needs: 'pull-requests: read',
  })
  return events
    .filter(({ event, performed_via_github_app: app }) => event === begun && app?.slug !== reviewer)
    .map(({ actor, created_at: at = '' }) => ({ by: actor, at }))
}
