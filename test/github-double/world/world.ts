// A world in memory: what the file says, every label an oid and every default filled in.
import { parse, YAMLError } from 'yaml'
import { Git } from '../git/git.ts'
import { type Oid, toOid } from '../git/oid.ts'
import { Accounts, builtInLogins, type Identity } from './accounts.ts'
import { assertAsked, queueBranch, runOfEvent } from './asking.ts'
import type { FileChange } from './schema/commit-schema.ts'
import { completePulls, type Pull } from './schema/pull-defaults.ts'
import { type Listed, WorldError } from './schema/references.ts'
import { completeRuns, type Deployment, type Run } from './schema/run-defaults.ts'
import { type Document, worldSchema } from './schema/world-schema.ts'

type Written = Document['commits'] extends Map<string, infer C> ? C : never

export type Commit = Omit<
  Written,
  'author' | 'committer' | 'co_authors' | 'authored_at' | 'via_web'
> & {
  oid: Oid
  author: Identity
  committer: Identity
  authored_at: string
  via_web: boolean
  files: Record<string, FileChange>
}

export type Push = Document['pushes'][number]
export type Issue = Document['issues'][number]

export type World = Omit<Document, 'commits' | 'pulls' | 'runs' | 'deployments' | 'now'> & {
  labels: ReadonlyMap<string, Oid>
  commits: ReadonlyMap<Oid, Commit>
  pulls: Pull[]
  runs: Run[]
  deployments: Deployment[]
  now: string
}

export const loadWorld = (text: string): World => worldOf(yaml(text))

/** What a file would say, for worlds that are too large to be written as one. */
export function worldOf(source: unknown): World {
  const result = worldSchema(listedIn(source)).safeParse(source)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new WorldError(`${place(issue?.path ?? [])}: ${issue?.message}.`)
  }
  return complete(result.data, latestTime(source))
}

function yaml(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof YAMLError)
      throw new WorldError(`The world is no YAML: ${error.message.split(/:?\n/)[0]}.`)
    throw error
  }
}

function listedIn(source: unknown): Listed {
  const at = (value: unknown, key: string): unknown =>
    value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined
  const keys = (value: unknown) =>
    value !== null && typeof value === 'object' ? Object.keys(value) : []
  const pulls = at(source, 'pulls')
  return {
    accounts: new Set([...keys(at(source, 'accounts')), ...builtInLogins]),
    commits: new Set(keys(at(source, 'commits'))),
    branches: new Set(keys(at(source, 'branches'))),
    pulls: new Set(Array.isArray(pulls) ? pulls.map((pull) => Number(at(pull, 'number'))) : []),
  }
}

const place = (path: readonly PropertyKey[]) =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1) || 'The world'

function complete(document: Document, latest: string): World {
  const accounts = new Accounts(document)
  const labels = new Map([...document.commits.keys()].map((label) => [label, toOid(label)]))
  const commits = new Map(
    [...document.commits].map(([label, commit]) => [
      toOid(label),
      completeCommit(label, commit, accounts),
    ]),
  )
  const git = new Git(commits)
  if (!document.branches.has(document.default_branch)) {
    throw new WorldError(`default_branch: there is no branch \`${document.default_branch}\`.`)
  }
  const named = (value: string) => labels.get(value) ?? value
  const inputs = Object.entries(document.inputs).map(([name, value]) =>
    name === 'sha' || name === 'baseline' ? [name, named(value)] : [name, value],
  )
  const world: World = {
    ...document,
    labels,
    commits,
    branches: new Map([...document.branches, ...queueBranches(document)]),
    pulls: completePulls(document, git),
    ...completeRuns(document),
    inputs: Object.fromEntries(inputs),
    now:
      document.now ?? new Date(Date.parse(latest) + 3_600_000).toISOString().replace('.000Z', 'Z'),
  }
  assertAsked(world)
  return { ...world, runs: [...world.runs, ...runOfEvent(world)] }
}

/** A batch has one branch, named after the last of its entries. */
const queueBranches = ({ merge_queues }: Document) =>
  [...merge_queues].flatMap(([base, entries]) =>
    entries
      .filter(({ ref }) => ref)
      .map((entry) => [queueBranch(base, entry), entry.head] as const),
  )

function completeCommit(label: string, commit: Written, accounts: Accounts): Commit {
  const { author, committer = author, co_authors, ...rest } = commit
  const trailers = co_authors
    .map((who) => accounts.identity(who))
    .map(({ name, email }) => `Co-authored-by: ${name} <${email}>`)
  return {
    ...rest,
    oid: toOid(label),
    author: accounts.identity(author),
    committer: accounts.identity(committer),
    authored_at: commit.authored_at ?? commit.at,
    via_web: commit.via_web ?? committer === 'web-flow',
    message: [commit.message, ...(trailers.length > 0 ? ['', ...trailers] : [])].join('\n'),
  }
}

/** The latest time that stands anywhere in the file, on which the default of `now` rests. */
function latestTime(source: unknown): string {
  if (typeof source === 'string') {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(source) ? source : ''
  }
  if (source === null || typeof source !== 'object') return ''
  return Object.values(source)
    .map(latestTime)
    .reduce((a, b) => (a > b ? a : b), '')
}
