// GitHub misbehaves: the gate heals within a bound or ends undetermined naming the endpoint. Never a pass on less.
import { describe, expect, test } from 'vitest'
import { startDouble } from './github-double/server/server.ts'
import { cleanWorld } from './replay/clean-world.ts'
import { replay } from './replay/replay.ts'
import { type Lie, startLiar } from './tampering.ts'

const faulty = (...faults: readonly object[]) =>
  cleanWorld((draft) => {
    draft.faults = faults
  })

const activity = 'GET /repos/acme/shop/activity'
const graphql = { match: 'POST /graphql', contains: 'Change' }

const once = [
  { given: 'a 502 at the query', fault: { ...graphql, status: 502 } },
  { given: 'a 502 at the activity', fault: { match: activity, status: 502 } },
  {
    given: 'a secondary limit with retry-after',
    fault: { ...graphql, status: 403, headers: { 'retry-after': '1' } },
  },
  { given: 'a query cut short', fault: { ...graphql, cut: 0.5 } },
  { given: 'a list cut short', fault: { match: activity, cut: 0.5 } },
  { given: 'data beside errors', fault: { ...graphql, partial: true } },
  { given: 'a connection reset', fault: { match: activity, reset: true } },
]

const always = [
  { given: 'cut queries', fault: { ...graphql, cut: 0.5 }, names: 'GraphQL Change' },
  { given: 'a cut list', fault: { match: activity, cut: 0.9 }, names: activityPath() },
  { given: 'data beside errors', fault: { ...graphql, partial: true }, names: 'GraphQL Change' },
  {
    given: 'a last query with holes',
    fault: { match: 'POST /graphql', contains: 'GoverningFiles', partial: true },
    names: 'GraphQL GoverningFiles',
  },
  { given: 'a server error', fault: { match: activity, status: 500 }, names: activityPath() },
  {
    given: 'a limit that is used up',
    fault: { match: activity, status: 403, headers: { 'retry-after': '3600' } },
    names: activityPath(),
  },
  { given: 'connection resets', fault: { match: activity, reset: true }, names: activityPath() },
]

function activityPath(): string {
  return 'GET /repos/{owner}/{repo}/activity'
}

describe.concurrent('once', () => {
  test.for(once)('$given heals', async ({ fault }) => {
    const played = await replay(faulty({ ...fault, times: 1 }))
    expect([played.verdict, played.exitCode]).toEqual(['pass', 0])
    expect(played.requests).toBeLessThanOrEqual(6)
  })
})

describe.concurrent('for ever', () => {
  test.for(always)(
    '$given end undetermined, and the record names the endpoint',
    async ({ fault, names }) => {
      const played = await replay(faulty(fault))
      expect([played.verdict, played.exitCode]).toEqual(['undetermined', 1])
      expect(unread(played.record)).toContain(names)
      expect(played.requests).toBeLessThanOrEqual(20)
    },
  )
})

/** The sources of the facts that a record holds as unknown. */
function unread(record: string | null): readonly string[] {
  const sources: string[] = []
  JSON.parse(record ?? 'null', (_, value) => {
    if (value?.known === false) sources.push(value.source)
    return value
  })
  return sources
}

/** Drops the last of a connection's nodes and leaves its count as it was. */
const shortened =
  (list: string): Lie =>
  (_, { data }) => {
    data?.repository?.pullRequest?.[list]?.nodes.pop()
  }

const lies: readonly { given: string; lie: Lie; names: string }[] = [
  {
    given: 'commits',
    lie: shortened('commits'),
    names: '0 of 1 commits could be read',
  },
  {
    given: 'reviews',
    lie: shortened('reviews'),
    names: '0 of 1 reviews could be read',
  },
  {
    given: 'files',
    lie: ({ path }, answer) => {
      if (path.includes('/files')) answer.pop()
    },
    names: '0 of 1 files could be read',
  },
  {
    given: 'pushes',
    lie: ({ path }, answer) => {
      if (path.includes('/activity')) answer.pop()
    },
    names: 'so the pushers are unknown',
  },
  {
    given: 'co-authors',
    lie: (_, { data }) => {
      const nodes = data?.repository?.pullRequest?.commits?.nodes ?? []
      for (const { commit } of nodes) commit.authors.totalCount += 1
    },
    names: "GitHub's answer was no whole answer",
  },
  {
    given: 'pull requests on the same head',
    lie: (_, { data }) => {
      const shared = data?.repository?.byCommit?.associatedPullRequests
      if (shared) shared.totalCount += 1
    },
    names: 'the pull requests that share the head are not all listed',
  },
]

describe.concurrent('a list shorter than its count', () => {
  test.for(lies)('of $given ends undetermined', async ({ lie, names }) => {
    const world = cleanWorld()
    const double = await startDouble(world)
    const liar = await startLiar(double.url, lie)
    const played = await replay(world, { github: liar.url })
    await liar.close()
    await double.close()
    expect([played.verdict, played.exitCode]).toEqual(['undetermined', 1])
    expect(played.findings.map(({ message }) => message).join('\n')).toContain(names)
  })

  test('the liar that lies about nothing changes nothing', async () => {
    const world = cleanWorld()
    const double = await startDouble(world)
    const liar = await startLiar(double.url, () => {})
    const played = await replay(world, { github: liar.url })
    await liar.close()
    await double.close()
    expect(played.verdict).toBe('pass')
  })
})

/** As GitHub refuses a field: null in its place, and an error beside the data that names it. */
const refusing =
  (field: string): Lie =>
  (_, answer) => {
    const repository = answer.data?.repository
    if (repository?.[field] === undefined || repository.policy === undefined) return
    repository[field] = null
    const message = 'Resource not accessible by integration'
    answer.errors = [{ type: 'FORBIDDEN', path: ['repository', field], message }]
  }

describe.concurrent('a field that is refused hides itself alone', () => {
  test.for([
    { field: 'codeowners', verdict: 'pass', names: '' },
    { field: 'byBranch', verdict: 'undetermined', names: 'pull-requests: read' },
    { field: 'latest', verdict: 'undetermined', names: 'pull-requests: read' },
  ])('$field: $verdict', async ({ field, verdict, names }) => {
    const world = cleanWorld()
    const double = await startDouble(world)
    const liar = await startLiar(double.url, refusing(field))
    const played = await replay(world, { github: liar.url })
    await liar.close()
    await double.close()
    expect(played.verdict).toBe(verdict)
    const judged = played.findings.filter(({ rule }) => rule === 'independent-approval')
    expect(judged).toMatchObject([{ outcome: 'satisfied' }])
    const told = played.annotations.map(({ message }) => message).join('\n')
    expect(told).toContain(names)
  })
})
