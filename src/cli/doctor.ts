// doctor: asks GitHub with the gate's own queries, and says what this token may read of what the gate rests on.
import { writeFileSync } from 'node:fs'
import { collectFacts, type Subject } from '../collect/collect.ts'
import { InputError } from '../errors.ts'
import { type Field, observed } from '../github/api/observed.ts'
import {
  deploymentOf,
  type MadeRecord,
  readMadeRecords,
} from '../github/deployment/made-records.ts'
import { printed } from '../report/formats/layout.ts'
import {
  defaultPolicyPath,
  type Environment,
  numberFrom,
  repositoryFrom,
} from '../shell/arguments.ts'
import { clientsFrom, optionsOf } from './command-line.ts'

const options = ['repo', 'pull-request', 'environment', 'run', 'json']

/** Ends with 0 where GitHub answered anything, else with 4. */
export async function doctorCommand(args: readonly string[], env: Environment): Promise<number> {
  if (!args.includes('--probe')) {
    throw new InputError('`doctor` only knows --probe.', { remedy: 'Write `doctor --probe`.' })
  }
  const { values } = optionsOf(
    args.filter((arg) => arg !== '--probe'),
    options,
    0,
  )
  const repository = repositoryFrom(values.repo ?? '', '--repo')
  const clients = await clientsFrom(env, repository)
  const seen = observed(clients.client)
  const run = values.run === undefined ? null : numberFrom(values.run, '--run')
  const subjects: Subject[] = []
  if (values['pull-request'] !== undefined) {
    const number = numberFrom(values['pull-request'], '--pull-request')
    subjects.push({ kind: 'pull-request', number, headBranch: null })
  }
  let records: readonly MadeRecord[] = []
  if (values.environment !== undefined) {
    const question = await deploymentOf(seen.client, values.environment, {
      ...{ run, policyPath: defaultPolicyPath },
    })
    subjects.push({ kind: 'deployment', ...question })
    records = await readMadeRecords(seen.client, question)
  }
  if (subjects.length === 0) {
    throw new InputError('There is nothing to ask about.', {
      remedy:
        'Name a pull request (--pull-request 7), an environment (--environment NAME), or both.',
    })
  }
  for (const subject of subjects) {
    await collectFacts(
      { subject, policyPath: defaultPolicyPath },
      { ...clients, client: seen.client },
    )
  }
  const fields = seen.fields()
  process.stdout.write(
    printed([...fields.map(lineOf), '', ...records.map(sentenceOf), totalOf(fields)]),
  )
  if (values.json !== undefined) {
    const { owner, repo } = repository
    writeJson(values.json, { repository: `${owner}/${repo}`, fields, records })
  }
  return fields.some(({ answer }) => answer === 'allowed') ? 0 : 4
}

const lineOf = ({ source, path, answer }: Field): string =>
  `${answer.padEnd(10)}${source}${path === '' ? '' : `  ${path}`}`

function sentenceOf({ id, creator, app, jobs }: MadeRecord): string {
  const by =
    creator === null ? 'an account that GitHub does not name' : `${creator.login} (${creator.kind})`
  const through = app === null ? '' : ` through ${app}`
  const ties = jobs.map(
    ({ run, isTied }) => `run ${run} has ${isTied ? 'a job' : 'no job'} tied to it`,
  )
  return `Deployment ${id} was created by ${by}${through}; ${ties.join(', ') || 'no run is named'}.`
}

function totalOf(fields: readonly Field[]): string {
  const counts = [...Map.groupBy(fields, ({ answer }) => answer)]
  return `${fields.length} fields: ${counts.map(([answer, of]) => `${of.length} ${answer}`).join(', ')}.`
}

function writeJson(path: string, content: object): void {
  try {
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`)
  } catch (cause) {
    const remedy = 'Name a file in --json that you may write.'
    throw new InputError(`The file ${path} cannot be written.`, { remedy, cause })
  }
}
