// Plays a workflow of the README: its job's permissions are the token's scopes, its gate step is the built bundle.
import { startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { type Replay, replay } from '../replay/replay.ts'
import { type ShipmentTelling, type Shipping, shipment } from './shipments.ts'
import { type Kind, story } from './stories.ts'
import { gateJobOf, isGate, type Job, shownPolicy, type Workflow } from './workflows.ts'

export interface Played extends Replay {
  /** "POST /repos/acme/shop/statuses/1a2b..." */
  readonly asked: readonly string[]
}

export interface Setting {
  readonly event: string
  readonly kind: Kind
  /** The scopes of the job's token; those that the workflow gives it, unless told otherwise. */
  readonly token?: Readonly<Record<string, string>>
  /** As on forks: the step that makes the token for teams comes back empty-handed. */
  readonly withoutSecrets?: boolean
}

const appAction = 'actions/create-github-app-token@'

/** What `permission-*` asks of a GitHub App's token; null where no step makes one. */
export function orgTokenOf({ steps }: Job): Readonly<Record<string, string>> | null {
  const step = steps.find(({ uses }) => uses?.startsWith(appAction))
  if (step === undefined) return null
  return Object.fromEntries(
    Object.entries(step.with ?? {}).flatMap(([name, value]) =>
      name.startsWith('permission-') ? [[name.replace('permission-', ''), String(value)]] : [],
    ),
  )
}

/** The gate's inputs; the token of an App is the one expression that a world stands in for. */
export function inputsOf({ steps }: Job): Readonly<Record<string, string>> {
  const token = steps.find(({ uses }) => uses?.startsWith(appAction))?.id
  return Object.fromEntries(
    Object.entries(steps.find(isGate)?.with ?? {}).flatMap(([name, value]) => {
      const text = String(value)
      if (text === `\${{ steps.${token}.outputs.token }}`) return []
      if (text.includes('${{')) throw new Error(`Nothing can be played for ${name}: ${text}`)
      return [[name, text]]
    }),
  )
}

/** A job that can read teams is played with the README's policy, on a path that it protects. */
export async function play(workflow: Workflow, setting: Setting): Promise<Played> {
  const [, job] = gateJobOf(workflow) ?? []
  if (job === undefined) throw new Error('The workflow has no gate.')
  const orgToken = orgTokenOf(job)
  const policy = orgToken === null ? {} : { policy: shownPolicy.text }
  const world = story(setting.kind, {
    event: setting.event,
    path: 'src/payments/refund.ts',
    ...policy,
    more: {
      token: setting.token ?? job.permissions,
      'org-token': setting.withoutSecrets ? null : orgToken,
      inputs: inputsOf(job),
    },
  })
  return playIn(world)
}

interface Shipment extends Pick<ShipmentTelling, 'isReviewed' | 'releasedBy'> {
  readonly event: string
  readonly kind: Shipping
  /** As above. */
  readonly token?: Readonly<Record<string, string>>
  /** The permissions of the App's token; those that the workflow asks for, unless told otherwise. */
  readonly orgToken?: Readonly<Record<string, string>>
}

/** A job whose App can read teams is played with the README's policy, any other without one. */
export function playDeployment(workflow: Workflow, setting: Shipment): Promise<Played> {
  const { event, kind, token, orgToken: given, ...reviewed } = setting
  const [, job] = gateJobOf(workflow) ?? []
  if (job === undefined) throw new Error('The workflow has no gate.')
  const orgToken = given ?? orgTokenOf(job)
  const policy = orgToken === null ? {} : { policy: shownPolicy.text }
  const world = shipment(kind, {
    ...{ event, ...reviewed, ...policy },
    hasOwnRecord: makesRecord(job),
    more: { token: token ?? job.permissions, 'org-token': orgToken, inputs: inputsOf(job) },
  })
  return playIn(world)
}

/** GitHub writes one for each job that names an environment, unless that says otherwise. */
export const makesRecord = ({ environment }: Job): boolean =>
  environment !== undefined &&
  !(typeof environment === 'object' && environment.deployment === false)

export async function playIn(world: World): Promise<Played> {
  const double = await startDouble(world)
  try {
    const played = await replay(world, { github: double.url, pool: runBundle })
    const asked = double.requests.map(({ method, path }) => `${method} ${path}`)
    return { ...played, asked, violations: double.violations }
  } finally {
    await double.close()
  }
}
