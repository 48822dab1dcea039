// Worlds for what the README shows: one small change, approved by an outsider or by somebody who pushed to it.
import { stringify } from 'yaml'
import { loadWorld, type World } from '../github-double/world/world.ts'

export type Kind = 'clean' | 'waiting' | 'self-approval'

/** An event that the gate judges, as the word that stands under a workflow's `on`. */
export const gateEvents = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'merge_group',
]

export interface Telling {
  readonly event?: string
  /** Any part of a world file; it stands in the place of the story's own. */
  readonly more?: Readonly<Record<string, unknown>>
  /** The policy at the base. */
  readonly policy?: string
  /** Further files at the base, by their paths. */
  readonly files?: Readonly<Record<string, string>>
  /** The file that the change touches. */
  readonly path?: string
}

const policyPath = '.github/separation-of-duties.yml'
const at = (minute: number): string => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`

function eventOf(name: string, reviews: number): Readonly<Record<string, unknown>> {
  if (name === 'merge_group') return { name, queue: { branch: 'main', entry: 0 } }
  if (name === 'pull_request_review')
    return { name, action: 'submitted', pull: 7, review: reviews - 1 }
  if (name.startsWith('pull_request')) return { name, action: 'synchronize', pull: 7 }
  return { name, branch: 'main' }
}

/** Ada opens #7 of acme/shop. Clean: Bob and Cleo of the team payments approve. Else: Bob pushes to it and approves. */
export function story(kind: Kind, telling: Telling = {}): World {
  const { event = 'pull_request', path = 'src/cart.ts', policy, files = {}, more = {} } = telling
  const isClean = kind !== 'self-approval'
  const head = isClean ? 'c1' : 'c2'
  const approvers = { clean: ['bob', 'cleo'], waiting: [], 'self-approval': ['bob'] }[kind]
  const queued = {
    parents: ['base', head],
    author: 'github-merge-queue',
    committer: 'web-flow',
    signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' },
    at: at(40),
    files: { [path]: 'queued' },
  }
  const world = {
    about: `The README's ${kind} change, asked by ${event}.`,
    repository: 'acme/shop',
    accounts: {
      ada: { id: 101 },
      bob: { id: 102 },
      cleo: { id: 103 },
      root: { id: 104, permission: 'admin' },
      // Whom the README's policy names as well.
      dana: { id: 105 },
      'ada-admin': { id: 106 },
    },
    teams: { payments: { members: ['cleo'] }, platform: { members: ['root'] } },
    commits: {
      base: {
        author: 'root',
        at: at(0),
        files: {
          'README.md': 'v1',
          ...files,
          ...(policy === undefined ? {} : { [policyPath]: policy }),
        },
      },
      c1: { parents: ['base'], author: 'ada', at: at(1), files: { [path]: 'one' } },
      ...(isClean
        ? {}
        : { c2: { parents: ['c1'], author: 'bob', at: at(10), files: { [path]: 'two' } } }),
      ...(event === 'merge_group' ? { g1: queued } : {}),
    },
    branches: { main: 'base', feature: head },
    pulls: [
      {
        number: 7,
        author: 'ada',
        base: 'main',
        head: 'feature',
        at: at(5),
        reviews: approvers.map((by, index) => ({
          ...{ by, state: 'APPROVED', commit: head, at: at(20 + index) },
        })),
      },
    ],
    pushes: [
      { ref: 'feature', by: 'ada', at: at(2), before: null, after: 'c1', type: 'branch_creation' },
      ...(isClean ? [] : [{ ref: 'feature', by: 'bob', at: at(11), before: 'c1', after: 'c2' }]),
    ],
    ...(event === 'merge_group'
      ? { merge_queues: { main: [{ pull: 7, by: 'ada', base: 'base', head: 'g1' }] } }
      : {}),
    event: eventOf(event, approvers.length),
    ...more,
  }
  return loadWorld(stringify(world))
}
