// Whether the workflow of a run had the gate in the job that deploys: a person who may push without review can take it out for one deployment.
import { parse } from 'yaml'
import type { TextFile } from '../../facts/facts.ts'

interface Job {
  readonly [key: string]: unknown
}

interface Deploying {
  readonly environment: string
  /** owner/name of the gate's own action; null: the runner does not say. */
  readonly action: string | null
}

/**
 * Completes "the deployment of abc1234 ..."; null: nothing shows that the gate was left out. `file`: the workflow as the run
 * had it. GitHub runs none that is not there, nor one without jobs, so where it shows such a one the run stands by its path.
 * Where no job of the file itself deploys, one that it calls does, and may run anything. Whether a step is run, no text tells.
 */
export function notRunByTheGate(file: TextFile | null, asked: Deploying): string | null {
  if (file === null) return null
  const jobs = file.flaw === null ? jobsIn(file.text) : null
  if (jobs === null) return `was by ${file.path}, which cannot be read`
  if (jobs.size === 0) return null
  const deploying = [...jobs.values()].filter((job) => mayDeployTo(job, asked.environment))
  const isGated =
    deploying.length > 0
      ? deploying.every((job) => waitsForTheGate(job, jobs, asked, environmentOf(job)))
      : [...jobs.values()].some(({ uses }) => isWorkflow(uses))
  return isGated ? null : `was by ${file.path}, whose job that deploys need not run the gate`
}

/** Null: the file is not understood, though GitHub may have run it. */
function jobsIn(text: string): ReadonlyMap<string, Job> | null {
  try {
    const workflow: unknown = parse(text, { logLevel: 'error' })
    const jobs = isMapping(workflow) && isMapping(workflow.jobs) ? workflow.jobs : {}
    return new Map(Object.entries(jobs).map(([id, job]) => [id, isMapping(job) ? job : {}]))
  } catch {
    return null
  }
}

const isMapping = (one: unknown): one is Job =>
  typeof one === 'object' && one !== null && !Array.isArray(one)

/** As the file has it. */
const environmentOf = ({ environment }: Job): string =>
  String((isMapping(environment) ? environment.name : environment) ?? '')

/** GitHub compares names of environments without case. What an expression stands for, no text tells. */
function mayDeployTo(job: Job, environment: string): boolean {
  if (isMapping(job.environment) && job.environment.deployment === false) return false
  const name = environmentOf(job)
  return mayBe(name, environment)
}

/** Where an expression ends no text tells, since a string in it may hold its end: all between the outer ones may be anything. */
function mayBe(name: string, environment: string): boolean {
  const [text, asked] = [name.toLowerCase(), environment.toLowerCase()]
  const [from, to] = [text.indexOf('${{'), text.lastIndexOf('}}')]
  if (from === -1) return text === asked
  const [first, last] = [text.slice(0, from), to === -1 ? '' : text.slice(to + 2)]
  return (
    asked.length >= first.length + last.length && asked.startsWith(first) && asked.endsWith(last)
  )
}

/** The gate is a step of it, or of a job that it needs: where it succeeds, the gate was green. */
function waitsForTheGate(
  job: Job,
  jobs: ReadonlyMap<string, Job>,
  asked: Deploying,
  deploysTo: string,
  seen: readonly Job[] = [],
): boolean {
  if (seen.includes(job) || job['continue-on-error']) return false
  const steps = Array.isArray(job.steps) ? job.steps.filter(isMapping) : []
  // What a condition comes to, no text tells: it could leave the gate out for one who wrote it so.
  const isRun = (step: Job): boolean => step.if === undefined && !step['continue-on-error']
  const isAsked = (step: Job): boolean =>
    isGate(step.uses, asked.action) && judges(step, asked, deploysTo)
  if (steps.some((step) => isAsked(step) && isRun(step))) return true
  if (goesPastRed(String(job.if ?? ''))) return false
  return [job.needs].flat().some((id) => {
    const needed = jobs.get(String(id))
    return needed !== undefined && waitsForTheGate(needed, jobs, asked, deploysTo, [...seen, job])
  })
}

/**
 * The gate judges what it is told to: this very environment, by its name or by the words with which the job names it. Told
 * none, it stops by itself.
 */
function judges({ with: given }: Job, { environment }: Deploying, deploysTo: string): boolean {
  const { gate = 'auto', environment: told = deploysTo } = isMapping(given) ? given : {}
  const name = String(told).trim()
  const isThis = name.toLowerCase() === environment.toLowerCase() || name === deploysTo.trim()
  return isThis && ['auto', 'deployment'].includes(String(gate).trim())
}

/** Such a condition starts a job though one that it needs is red. */
const goesPastRed = (condition: string): boolean =>
  /\b(always|failure|cancelled)\s*\(/i.test(condition) ||
  (/\bsuccess\s*\(/i.test(condition) && /\|\||!/.test(condition))

const isWorkflow = (uses: unknown): boolean =>
  typeof uses === 'string' && /\.ya?ml$/.test(uses.split('@')[0] ?? '')

/** `./` is the gate only where this run has it from its own repository, of which the runner says no name. */
function isGate(uses: unknown, action: string | null): boolean {
  if (typeof uses !== 'string') return false
  const [path = ''] = uses.split('@')
  if (path === './') return action === null
  const repository = path.split('/').slice(0, 2).join('/').toLowerCase()
  return [ownName, action?.toLowerCase()].includes(repository)
}

const ownName = 'separation-of-duties/gate'
