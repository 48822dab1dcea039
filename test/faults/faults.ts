// `node test/faults/faults.ts`: every request of the merge gate fails in every way; no failure may turn a stop into a pass, or accuse.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { startDouble } from '../github-double/server/server.ts'
import { askedAt } from '../github-double/world/asking.ts'
import { loadWorld } from '../github-double/world/world.ts'
import { poolOf } from '../replay/bundle-pool.ts'
import { bundle } from '../replay/bundle-process.ts'
import { type Replay, replay } from '../replay/replay.ts'
import { worldFile } from '../replay/world-files.ts'
import { type Failing, type Request, startBetween } from './between.ts'
import { kinds } from './kinds.ts'

/** What a merge gate does, with passing and failing twins. */
const worlds = [
  'approvals/approved-by-somebody-else',
  'approvals/nobody-approved',
  'approvals/push-after-the-approval',
  'agents/sponsors/agents-assigner-approves',
  'merge-queue/merge-group-of-two-approved',
  'merge-queue/merge-group-with-an-unapproved-lower-entry',
  'protected-paths/team-owns-the-path-and-can-be-read',
  'protected-paths/team-owns-the-path-and-nobody-of-it-approved',
  'break-glass/merge/names-every-rule-that-is-violated',
  'break-glass/merge/expired',
  'promotions/author-of-a-part-of-a-promotion-approves',
  'shared-heads/opener-of-the-same-change-approves-it',
]

const width = 10
const pool = poolOf(bundle, { most: width, patience: 120_000, haste: 10 })

interface Played extends Pick<Replay, 'verdict' | 'findings' | 'exitCode'> {
  readonly requests: ReadonlyMap<string, Request>
}

interface Turn {
  readonly failing?: Failing
  /** The head moves once this request was answered; empty: before any. */
  readonly movesAfter?: string
}

/** With a commit more, to which the head may move. */
function worldOf(name: string, after: string | undefined) {
  const draft = parse(readFileSync(worldFile(name), 'utf8'))
  if (after === undefined) return loadWorld(JSON.stringify(draft))
  const number = askedFor(name)
  const pull = draft.pulls.find((one: { number: number }) => one.number === number)
  const head = pull.head_commit ?? draft.branches[pull.head]
  const files = { 'src/moved.ts': 'moved' }
  draft.commits.moved = { parents: [head], author: pull.author, at: draft.commits[head].at, files }
  if (after === '') {
    draft.branches[pull.head] = 'moved'
    if (pull.head_commit !== undefined) pull.head_commit = 'moved'
  } else {
    const [method, path, contains] = after.split(' ')
    draft.moves = [
      { after: `${method} ${path}`, ...(contains && { contains }), pull: number, head: 'moved' },
    ]
  }
  return loadWorld(JSON.stringify(draft))
}

/** The pull request that the event is about: of a merge group, that of its last entry. */
function askedFor(name: string): number {
  const world = loadWorld(readFileSync(worldFile(name), 'utf8'))
  const { head } = askedAt(world)
  const queued = [...world.merge_queues.values()].flat().find((entry) => entry.head === head)
  return world.event.pull ?? queued?.pull ?? 0
}

async function play(name: string, { failing, movesAfter }: Turn = {}): Promise<Played> {
  const world = worldOf(name, movesAfter)
  const double = await startDouble(world, { distance: 0 })
  const between = await startBetween(double.url, failing ?? null)
  try {
    const { verdict, findings, exitCode } = await replay(world, { github: between.url, pool })
    return { verdict, findings, exitCode, requests: between.requests }
  } finally {
    between.close()
    await double.close()
  }
}

const isPass = ({ verdict, exitCode }: Played): boolean =>
  exitCode === 0 || (verdict?.startsWith('pass') ?? false)

/** "self-approval bob": who is said to have violated what. */
const accusedIn = ({ findings }: Played): ReadonlySet<string> =>
  new Set(
    findings
      .filter(({ outcome }) => outcome === 'violated')
      .flatMap(({ rule, people }) => people.map((one) => `${rule} ${JSON.stringify(one)}`)),
  )

let [requests, passed, accused] = [0, 0, 0]
const waiting: (() => Promise<void>)[] = []

/** What may come of a failure: a pass, and these accusations. */
interface Allowed {
  readonly pass: boolean
  readonly accused: ReadonlySet<string>
}

function judge(what: string, allowed: Allowed, after: Played): void {
  const wrongly = accusedIn(after).difference(allowed.accused)
  if (isPass(after) && !allowed.pass) {
    passed += 1
    console.log(`passed wrongly: ${what}`)
  }
  if (wrongly.size > 0) {
    accused += 1
    console.log(`accused wrongly: ${what}: ${[...wrongly].join(', ')}`)
  }
}

for (const name of worlds) {
  const unfailed = await play(name)
  const moved = await play(name, { movesAfter: '' })
  const order = [...unfailed.requests.keys()]
  // A head that moves after the last look is another's to judge: the verdict stays of the head that was looked at.
  const isStillAsked = (request: string): boolean =>
    order.indexOf(request) < order.indexOf('POST /graphql GoverningFiles')
  requests += unfailed.requests.size
  const allowed = { pass: isPass(unfailed), accused: accusedIn(unfailed) }
  for (const { name: request, answer } of unfailed.requests.values()) {
    for (const kind of kinds.filter(({ touches }) => touches(answer))) {
      waiting.push(async () => {
        const played = await play(name, { failing: { kind, request } })
        judge(`${name}, ${kind.name} at ${request}`, allowed, played)
      })
    }
    waiting.push(async () => {
      const pass = allowed.pass && (isPass(moved) || !isStillAsked(request))
      const told = { pass, accused: allowed.accused.union(accusedIn(moved)) }
      const played = await play(name, { movesAfter: request })
      judge(`${name}, a head that moves after ${request}`, told, played)
    })
  }
}

const queue = waiting.values()
const work = async (): Promise<void> => {
  for (const one of queue) await one()
}
await Promise.all(Array.from({ length: width }, work))
console.log(
  `faults: ${kinds.length + 1} kinds x ${requests} requests, ${passed} passed wrongly, ${accused} accused wrongly`,
)
process.exit(passed + accused > 0 ? 1 : 0)
