// The yardstick: what an honest collector over REST asks for the same verdict, every page of every list and nothing else.
import { Octokit } from '@octokit/rest'
import { toOid } from '../github-double/git/oid.ts'
import { startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { distance } from './measure.ts'

export interface Asked {
  readonly requests: number
  readonly roundTrips: number
}

/** GitHub's secondary limits punish more at the same time. */
const width = 10

/** With a token that may ask 5,000 requests an hour: a workflow's own could not end the larger ranges. */
export async function askedByRest(world: World): Promise<Asked> {
  const double = await startDouble({ ...world, 'org-token': world.token }, { distance })
  try {
    const octokit = new Octokit({ baseUrl: double.url, auth: double.orgToken })
    const [owner = '', repo = ''] = world.repository.split('/')
    const at = { owner, repo }
    const { pull, queue } = world.event
    if (pull !== undefined) await readPull(octokit, at, pull)
    else if (queue !== undefined) await readGroup(octokit, at, queue.branch)
    else await readRange(octokit, at, ...endsOf(world))
    const [problem] = double.violations
    if (problem !== undefined) throw new Error(`${problem.request}: ${problem.problem}`)
    return { requests: double.requestCount, roundTrips: double.sequentialRoundTrips }
  } finally {
    await double.close()
  }
}

type Place = { owner: string; repo: string }

/** GitHub lists 250 commits of a pull request and 3,000 of its files at most; beyond, commits and trees are compared. */
async function readPull(octokit: Octokit, at: Place, pull_number: number): Promise<void> {
  const { data } = await octokit.rest.pulls.get({ ...at, pull_number })
  const { base, head } = data
  const trees = [base.sha, head.sha].map((tree_sha) => ({ ...at, tree_sha, recursive: '1' }))
  const [pushes] = await Promise.all([
    activityOf(octokit, at, head.ref),
    listsOf(octokit, at, pull_number),
    data.commits > 250 && commitsBetween(octokit, at, base.sha, head.sha),
    data.changed_files > 3000 && inTurns(trees, (tree) => octokit.rest.git.getTree(tree)),
  ])
  const forced = pushes.filter(({ activity_type }) => activity_type === 'force_push')
  await inTurns(forced, ({ before }) => commitsBetween(octokit, at, base.sha, before))
}

/** Every entry that the queue has a branch of. */
async function readGroup(octokit: Octokit, at: Place, branch: string): Promise<void> {
  const ref = `heads/gh-readonly-queue/${branch}/`
  const { data } = await octokit.rest.git.listMatchingRefs({ ...at, ref })
  const numbers = data.flatMap((one) => /\/pr-(\d+)-/.exec(one.ref)?.[1] ?? [])
  await inTurns(numbers, (number) => readPull(octokit, at, Number(number)))
}

async function readRange(octokit: Octokit, at: Place, from: string, to: string): Promise<void> {
  const [commits] = await Promise.all([
    commitsBetween(octokit, at, from, to),
    activityOf(octokit, at),
  ])
  const numbers = new Set<number>()
  await inTurns(commits, async (commit_sha) => {
    const { listPullRequestsAssociatedWithCommit: ofCommit } = octokit.rest.repos
    const pulls = await octokit.paginate(ofCommit, { ...at, commit_sha, per_page: 100 })
    for (const { number } of pulls) numbers.add(number)
  })
  await inTurns([...numbers], (number) => listsOf(octokit, at, number))
}

/** Page by page until as many are listed as there are. */
async function commitsBetween(octokit: Octokit, at: Place, base: string, head: string) {
  const oids: string[] = []
  for (let page = 1; ; page += 1) {
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
      ...{ ...at, basehead: `${base}...${head}`, per_page: 100, page },
    })
    oids.push(...data.commits.map(({ sha }) => sha))
    if (oids.length >= data.total_commits || data.commits.length === 0) return oids
  }
}

const activityOf = (octokit: Octokit, at: Place, branch?: string) =>
  octokit.paginate(octokit.rest.repos.listActivities, {
    ...{ ...at, per_page: 100 },
    ...(branch === undefined ? {} : { ref: `refs/heads/${branch}` }),
  })

function listsOf(octokit: Octokit, at: Place, number: number): Promise<unknown> {
  const [pull, issue] = [{ pull_number: number }, { issue_number: number }]
  const paged = { ...at, per_page: 100 }
  return Promise.all([
    octokit.paginate(octokit.rest.pulls.listCommits, { ...paged, ...pull }),
    octokit.paginate(octokit.rest.pulls.listFiles, { ...paged, ...pull }),
    octokit.paginate(octokit.rest.pulls.listReviews, { ...paged, ...pull }),
    octokit.paginate(octokit.rest.issues.listEventsForTimeline, { ...paged, ...issue }),
  ])
}

async function inTurns<T>(items: readonly T[], ask: (item: T) => Promise<unknown>) {
  const queue = items.values()
  const work = async (): Promise<void> => {
    for (const item of queue) await ask(item)
  }
  await Promise.all(Array.from({ length: width }, work))
}

/** The commit deployed last, and the one that is deployed. */
function endsOf({ deployments, runs, event }: World): [string, string] {
  const run = runs.find(({ id }) => id === event.run)
  return [toOid(deployments.at(-1)?.commit ?? ''), toOid(run?.commit ?? '')]
}
