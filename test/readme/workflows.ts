// The documents' workflows, as data: what a runner would give the gate's step, and what must hold of every one.
import { isMap, parse, parseDocument } from 'yaml'
import { type Snippet, snippets } from './document.ts'

export interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string | number>>
  readonly env?: Readonly<Record<string, string>>
}

export interface Job {
  readonly name?: string
  readonly if?: string
  readonly needs?: unknown
  readonly environment?: string | { readonly name: string; readonly deployment?: boolean }
  readonly permissions: Readonly<Record<string, string>>
  /** None where the job calls another workflow. */
  readonly steps: readonly Step[]
  /** The workflow that it calls. */
  readonly uses?: string
}

export interface Workflow {
  readonly on: Readonly<Record<string, { readonly types?: readonly string[] } | null>>
  readonly permissions: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

export interface Shown {
  readonly at: string
  readonly text: string
  readonly workflow: Workflow
}

export const ownAction = 'separation-of-duties/gate@'

const yamls: readonly Snippet[] = snippets.filter(({ language }) => language === 'yaml')

const has = ({ text }: Snippet, key: string): boolean => new RegExp(`^${key}:`, 'm').test(text)

const whole = yamls.filter((snippet) => has(snippet, 'jobs'))

/** Steps alone are meant for the job of the first workflow. */
const fragments = yamls.filter((snippet) => has(snippet, 'steps'))

export const policies = yamls.filter((snippet) => has(snippet, 'version'))

function policyIn(document: string): Snippet {
  const found = policies.find(({ at }) => at.startsWith(`${document}:`))
  if (found === undefined) throw new Error(`${document} shows no policy.`)
  return found
}

/** The one that is explained; it names a team. */
export const shownPolicy = policyIn('docs/policy.md')
export const everyKey = policyIn('docs/policy-keys.md')

/** Whatever is none of the three would go untested. */
export const strangers = yamls.filter((one) => ![...whole, ...fragments, ...policies].includes(one))

/** GitHub gives a job steps or another workflow. */
export function readWorkflow(text: string): Workflow {
  const workflow: Workflow = parse(text)
  const jobs = Object.entries(workflow.jobs).map(([name, job]) => [
    name,
    { ...job, steps: job.steps ?? [] },
  ])
  return { ...workflow, jobs: Object.fromEntries(jobs) }
}

function inFirst({ at, text }: Snippet): Shown {
  const first = readWorkflow(whole[0]?.text ?? '')
  const { steps }: { steps: readonly Step[] } = parse(text)
  const jobs = Object.fromEntries(
    Object.entries(first.jobs).map(([name, job]) => [name, { ...job, steps }]),
  )
  return { at, text: whole[0]?.text ?? '', workflow: { ...first, jobs } }
}

export const workflows: readonly Shown[] = [
  ...whole.map(({ at, text }) => ({ at, text, workflow: readWorkflow(text) })),
  ...fragments.map(inFirst),
]

export const isGate = ({ uses }: Step): boolean => uses?.startsWith(ownAction) ?? false

/** The job that runs the gate, with its id. */
export const gateJobOf = ({ jobs }: Workflow): readonly [string, Job] | undefined =>
  Object.entries(jobs).find(([, { steps }]) => steps.some(isGate))

/** The environment that the gate of the workflow is told to judge; null: it is no deployment gate. */
export function shippedTo(workflow: Workflow): string | null {
  const [, job] = gateJobOf(workflow) ?? []
  const environment = job?.steps.find(isGate)?.with?.environment
  return environment === undefined ? null : String(environment)
}

const gates = workflows.filter(({ workflow }) => gateJobOf(workflow))
/** Of the merge gate. */
export const gateWorkflows = gates.filter(({ workflow }) => shippedTo(workflow) === null)
export const deploymentWorkflows = gates.filter(({ workflow }) => shippedTo(workflow) !== null)
export const otherWorkflows = workflows.filter(({ workflow }) => !gateJobOf(workflow))

/** The line's own comment beside each permission of a job, by its name; null where there is none. */
export function reasonsOf({ text }: Shown, job: string): Readonly<Record<string, string | null>> {
  const permissions = parseDocument(text).getIn(['jobs', job, 'permissions'])
  if (!isMap(permissions)) return {}
  return Object.fromEntries(
    permissions.items.map(({ key, value }) => {
      const { comment } = value as { comment?: string | null }
      return [String(key), comment?.trim() || null]
    }),
  )
}
