// Who set an agent of GitHub's to work on a pull request: only the REST timeline tells it.
import * as z from 'zod'
import type { Actor } from '../change/actor.ts'
import type { Change, WorkStart } from '../change/change.ts'
import { type Fact, known, valueOr } from '../change/fact.ts'
import { isGitHubsAgent } from '../change/github-agents.ts'
import { CollectError } from '../errors.ts'
import { simpleUserShape } from './actors.ts'
import type { Client, Page } from './client.ts'
import { factOf } from './failure.ts'
import type { Repository } from './repository.ts'

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
  return factOf(source, () => readStarts(client, repository, told.pull.number))
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

/** Copilot's code review begins with the same event, and whoever asks for a review asked for no work. */
const reviewer = 'copilot-pull-request-reviewer'

async function readStarts(
  client: Client,
  { owner, name }: Repository,
  number: number,
): Promise<readonly WorkStart[]> {
  const starts: WorkStart[] = []
  const asked = new Set<string>()
  const parameters = { owner, repo: name, issue_number: number, per_page: 100 }
  let next: { path: string; parameters?: Record<string, unknown> } | null = { path, parameters }
  while (next !== null) {
    const page: Page<z.output<typeof eventShape>[]> = await client.get({
      ...next,
      shape: z.array(eventShape),
      needs: 'pull-requests: read',
    })
    for (const { event, actor, created_at, performed_via_github_app: app } of page.value) {
      if (event !== 'copilot_work_started' || app?.slug === reviewer) continue
      starts.push({ by: actor, at: created_at ?? '' })
    }
    if (page.next !== null && asked.has(page.next)) throw endless
    if (page.next !== null) asked.add(page.next)
    next = page.next === null ? null : { path: page.next }
  }
  return starts
}

const endless = new CollectError("GitHub's list leads back to a page that was read already", {
  source,
  remedy: 'Run the gate again.',
})
