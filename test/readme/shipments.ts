// Worlds for the README's deployments: one approved pull request since the last one, shipped by somebody else or not.
import { stringify } from 'yaml'
import { loadWorld, type World } from '../github-double/world/world.ts'

/** An event that the deployment gate judges here, as the word that stands under a workflow's `on`. */
export const shippingEvents = ['push', 'workflow_dispatch']

export type Shipping = 'clean' | 'author-deploys' | 'unreviewed'

export interface ShipmentTelling {
  readonly event?: string
  /** The policy at the last deployment, and since. */
  readonly policy?: string
  /** Further files at the last deployment, by their paths. */
  readonly files?: Readonly<Record<string, string>>
  /** Whether the environment has reviewers. */
  readonly isReviewed?: boolean
  /** Who merged #7. */
  readonly mergedBy?: string
  /** Who started the run, where it follows no push. */
  readonly startedBy?: string
  /** Where it goes to. */
  readonly environment?: string
  /** The workflow that asks, where it is not the one that deployed last. */
  readonly workflow?: string
  /** Who released it for this run. */
  readonly releasedBy?: string
  /** Whether the job that asks has made a deployment record already. */
  readonly hasOwnRecord?: boolean
  /** Any part of a world file; it stands in the place of the story's own. */
  readonly more?: Readonly<Record<string, unknown>>
}

const path = 'src/payments/refund.ts'
const deploying = '.github/workflows/deploy.yml'
const at = (minute: number): string => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`

/** A record of a job, with its status. */
export const recordOf = (
  [environment, commit]: readonly [string, string],
  id: number,
  minute: number,
  state: string,
  run: number,
) => ({
  ...{ id, environment, commit, at: at(minute), by: 'github-actions', ref: 'main' },
  statuses: [{ state, at: at(minute + 1), run }],
})

/**
 * Ada opens #7 of acme/shop, Bob and Cleo approve it. On a push whoever merged it starts the run, else somebody else
 * merged it: Dee starts the run, or Ada does. Unreviewed: Erik pushed another commit to main, and Dee ships it.
 */
export function shipment(kind: Shipping, telling: ShipmentTelling = {}): World {
  const { event = 'push', policy, files = {}, isReviewed = false, releasedBy, more = {} } = telling
  const { environment = 'production', workflow = deploying } = telling
  const deployer = telling.startedBy ?? (kind === 'author-deploys' ? 'ada' : 'dee')
  const followsPush = event === 'push' || event === 'workflow_run'
  const merger = telling.mergedBy ?? (followsPush ? deployer : 'dee')
  const tip = kind === 'unreviewed' ? 'x1' : 'm1'
  const policyFile = policy === undefined ? {} : { '.github/separation-of-duties.yml': policy }
  const run = { workflow, event, branch: 'main' }
  const world = {
    about: `The README's deployment by ${event}: ${kind}.`,
    repository: 'acme/shop',
    accounts: {
      ada: { id: 101 },
      bob: { id: 102 },
      cleo: { id: 103 },
      root: { id: 104, permission: 'admin' },
      dee: { id: 105 },
      erik: { id: 106 },
    },
    teams: { payments: { members: ['cleo'] }, platform: { members: ['root'] } },
    commits: {
      base: { author: 'root', at: at(0), files: { 'README.md': 'v1', ...files, ...policyFile } },
      c1: { parents: ['base'], author: 'ada', at: at(5), files: { [path]: 'one' } },
      m1: {
        parents: ['base', 'c1'],
        author: merger,
        committer: 'web-flow',
        at: at(20),
        message: 'Merge pull request #7',
        signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' },
        files: { [path]: 'one' },
      },
      ...(tip === 'x1'
        ? { x1: { parents: ['m1'], author: 'erik', at: at(25), files: { 'src/cart.ts': 'x' } } }
        : {}),
    },
    branches: { main: tip, feature: 'c1' },
    pulls: [
      {
        ...{ number: 7, author: 'ada', at: at(8), base: 'main', head: 'feature', state: 'merged' },
        merged: { by: merger, at: at(20), commit: 'm1', method: 'merge' },
        reviews: ['bob', 'cleo'].map((by, index) => ({
          ...{ by, state: 'APPROVED', commit: 'c1', at: at(10 + index) },
        })),
      },
    ],
    pushes: [
      { ref: 'feature', by: 'ada', at: at(6), before: null, after: 'c1', type: 'branch_creation' },
      { ref: 'main', by: merger, at: at(20), before: 'base', after: 'm1', type: 'pr_merge' },
      ...(tip === 'x1' ? [{ ref: 'main', by: 'erik', at: at(26), before: 'm1', after: 'x1' }] : []),
    ],
    checks: [{ commit: tip, name: 'test', conclusion: 'success', at: at(28), run: 10 }],
    environments: {
      [environment]: { branches: ['main'], reviewers: isReviewed ? ['ada', 'root'] : [] },
    },
    deployments: [
      recordOf([environment, 'base'], 1, 2, 'success', 11),
      ...(telling.hasOwnRecord ? [recordOf([environment, tip], 2, 31, 'in_progress', 12)] : []),
    ],
    runs: [
      {
        ...{ ...run, id: 10, workflow: '.github/workflows/ci.yml', event: 'push', commit: tip },
        attempts: [{ actor: merger, triggering_actor: merger, at: at(27) }],
      },
      {
        ...{ ...run, workflow: deploying, id: 11, commit: 'base' },
        attempts: [{ actor: 'root', triggering_actor: 'root', at: at(1) }],
      },
      {
        ...{ ...run, id: 12, commit: tip },
        attempts: [{ actor: deployer, triggering_actor: deployer, at: at(30) }],
        approvals: releasedBy
          ? [{ by: releasedBy, state: 'approved', environments: [environment] }]
          : [],
      },
    ],
    event: {
      ...{ name: event, run: 12, branch: 'main' },
      ...(event === 'workflow_run' ? { upstream: 10 } : {}),
    },
    inputs: { environment },
    ...more,
  }
  return loadWorld(stringify(world))
}
