// Who set GitHub's own agents to work on a pull request: its start event, which only one list tells.
import * as z from 'zod'
import {
  type Actor,
  type Change,
  type Fact,
  isGitHubsAgent,
  known,
  valueOr,
  type WorkStart,
} from '../../../facts/facts.ts'
import { type Client, factFrom, readList, simpleUserShape } from '../../api/ask.ts'

/** What tells of hands. */
type Handled = Pick<Change, 'pull' | 'commits' | 'forcePushes' | 'pushes' | 'formerHeads'>

/** Only the REST timeline tells it: asked only where such an agent contributed. */
export async function readWorkStarters(
  client: Client,
  listed: Handled,
): Promise<Fact<readonly WorkStart[]>> {
  if (!hands(listed).some(isGitHubsAgent)) return known([], 'the accounts that contributed')
  return factFrom(client.rest.issues.listEventsForTimeline, () =>
    readStarts(client, listed.pull.number),
  )
}

function hands({
  pull,
  commits,
  formerHeads,
  pushes,
  forcePushes,
}: Handled): readonly (Actor | null)[] {
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

/** Copilot's code review begins with the same event, and the person who asks for a review asked for no work. */
const reviewer = 'copilot-pull-request-reviewer'

async function readStarts(client: Client, number: number): Promise<readonly WorkStart[]> {
  const pages = client.list(
    client.rest.issues.listEventsForTimeline,
    { ...client.repo, issue_number: number, per_page: 100 },
    { shape: z.array(eventShape), needs: 'pull-requests: read' },
  )
  const { items } = await readList(pages)
  return items
    .filter(({ event, performed_via_github_app: app }) => event === begun && app?.slug !== reviewer)
    .map(({ actor, created_at: at = '' }) => ({ by: actor, at }))
}
