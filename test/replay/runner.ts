// What a runner gives a step and takes from it: environment, inputs, outputs, commands in the log.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'yaml'
import { stableId } from '../github-double/git/oid.ts'
import { Accounts, restLogin } from '../github-double/world/accounts.ts'
import { actorOf, askedAt, attemptOf } from '../github-double/world/asking.ts'
import type { World } from '../github-double/world/world.ts'

export type Annotation = {
  level: 'error' | 'warning' | 'notice'
  file?: string
  line?: number
  title?: string
  message: string
}

type Action = { inputs?: Record<string, { default?: string | number | boolean }> }

/** INPUT_<NAME>: upper case, spaces to underscores, hyphens kept; an input without a value is empty. */
export function inputVariables(
  action: string | null,
  given: Record<string, string>,
  token: string,
) {
  const { inputs = {} } = action === null ? {} : (parse(action) as Action)
  const defaults = Object.entries(inputs).map(([name, input]) => [
    name,
    String(input?.default ?? ''),
  ])
  const values = { ...Object.fromEntries(defaults), ...given } as Record<string, string>
  const filled = Object.entries(values).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value.replace(/\$\{\{\s*github\.token\s*\}\}/g, token),
  ])
  return Object.fromEntries(filled) as Record<string, string>
}

/** Whoever the run names, and whoever started this attempt of it; logins as REST spells them. */
export function actorsOf(world: World): { actor: string; triggering: string; attempt: number } {
  const run = world.runs.find(({ id }) => id === world.event.run)
  const number = attemptOf(world)
  const attempt = run?.attempts[number - 1]
  const anybody = Object.entries(world.accounts).find(([, { type }]) => type === 'User')?.[0]
  const actor = attempt?.actor ?? actorOf(world) ?? anybody ?? 'github-actions'
  return { actor, triggering: attempt?.triggering_actor ?? actor, attempt: number }
}

export function githubVariables(world: World, api: string, folder: string): Record<string, string> {
  const accounts = new Accounts(world)
  const { event, repository } = world
  const { ref, sha } = askedAt(world)
  const { actor, triggering, attempt } = actorsOf(world)
  const spelled = (login: string) => {
    const account = accounts.get(login)
    return account === null ? login : restLogin(account)
  }
  const workflow =
    world.runs.find(({ id }) => id === event.run)?.workflow ??
    '.github/workflows/separation-of-duties.yml'
  const pull = event.name.startsWith('pull_request')
    ? world.pulls.find(({ number }) => number === event.pull)
    : undefined
  const file = (name: string) => `${folder}/${name}`
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'gate',
    GITHUB_ACTOR: spelled(actor),
    GITHUB_ACTOR_ID: String(accounts.get(actor)?.id ?? ''),
    GITHUB_API_URL: api,
    GITHUB_BASE_REF: pull?.base ?? '',
    GITHUB_ENV: file('env'),
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_GRAPHQL_URL: `${api}/graphql`,
    GITHUB_HEAD_REF: pull?.head ?? '',
    GITHUB_JOB: 'gate',
    GITHUB_OUTPUT: file('output'),
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_REPOSITORY_ID: String(stableId(repository)),
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_RUN_ID: String(event.run),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: sha,
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary.md'),
    GITHUB_TRIGGERING_ACTOR: spelled(triggering),
    GITHUB_WORKFLOW: basename(workflow, '.yml'),
    GITHUB_WORKFLOW_REF: `${repository}/${workflow}@${ref}`,
    GITHUB_WORKFLOW_SHA: sha,
    GITHUB_WORKSPACE: file('workspace'),
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'replay',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: file('temp'),
    RUNNER_TOOL_CACHE: file('tools'),
  }
}

/** `name=value`, or a value of many lines between two delimiters. */
export function readOutputs(path: string): Record<string, string> {
  const text = readFileSync(path, 'utf8')
  const outputs: Record<string, string> = {}
  const entry = /^([^=\n]+?)(?:<<(.+)\n([\s\S]*?)\n?\2$|=(.*)$)/gm
  for (const [, name = '', , block, value] of text.matchAll(entry)) {
    outputs[name] = block ?? value ?? ''
  }
  return outputs
}

/** The workflow commands of a log that a runner would show as annotations. */
export function readAnnotations(log: string): Annotation[] {
  const command = /^::(error|warning|notice)(?: ([^\n]*?))?::(.*)$/gm
  return [...log.matchAll(command)].map(([, level, properties = '', message = '']) => {
    const named = new Map(properties.split(',').map((pair) => split(pair)))
    const [file, line, title] = ['file', 'line', 'title'].map((name) => named.get(name))
    return {
      level: level as Annotation['level'],
      ...(file ? { file } : {}),
      ...(line ? { line: Number(line) } : {}),
      ...(title ? { title } : {}),
      message: decode(message),
    }
  })
}

function split(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  const value = decode(pair.slice(at + 1))
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
  return [pair.slice(0, at), value]
}

const decode = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
