// policy: checks a policy, or explains in plain sentences what it demands.
import { createHash } from 'node:crypto'
import { InputError } from '../errors.ts'
import { known } from '../facts/fact.ts'
import { connect } from '../github/api/client.ts'
import type { Problem } from '../policy/problem.ts'
import { type PolicyReading, readPolicy } from '../policy/reading.ts'
import { line } from '../report/formats/escape.ts'
import { policyPage } from '../report/policy/explanation.ts'
import { policyLine, problemLine } from '../report/policy-lines.ts'
import { repositoryFrom, tokenFrom } from '../shell/arguments.ts'
import { optionsOf } from './options.ts'
import { readText } from './text-file.ts'
import { strangersIn } from './unknown-names.ts'

type Environment = Readonly<Record<string, string | undefined>>

export async function policyCommand(args: readonly string[], env: Environment): Promise<number> {
  const [what = '', ...rest] = args
  if (what === 'check') return check(rest, env)
  if (what === 'explain') return explain(rest)
  throw new InputError(`There is no command "policy ${what}".`, {
    remedy: 'Write `policy check FILE` or `policy explain FILE`.',
  })
}

/** Ends 0 where the gate could use the policy, else 2. */
async function check(args: readonly string[], env: Environment): Promise<number> {
  const { values, operands } = optionsOf(args, ['repo'], 1)
  const [file = ''] = operands
  const text = readText(file)
  const reading = read(file, text)
  const { policy } = reading
  const isAsked = policy !== null && values.repo !== undefined
  const strangers = isAsked
    ? await strangersIn(policy, text, witnessFor(values.repo ?? '', env))
    : []
  const problems = [...reading.problems, ...strangers].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  )
  tell(file, problems)
  process.stdout.write(`${line(policyLine(file, { policy, problems }))}\n`)
  return problems.some(({ severity }) => severity === 'error') ? 2 : 0
}

function explain(args: readonly string[]): number {
  const [file = ''] = optionsOf(args, [], 1).operands
  const text = readText(file)
  const { policy, problems } = read(file, text)
  if (policy === null) {
    tell(file, problems)
    return 2
  }
  const digest = createHash('sha256').update(text).digest('hex')
  const today = now().slice(0, 10)
  process.stdout.write(policyPage({ policy, warnings: problems, file, digest, today }))
  return 0
}

const now = (): string => new Date().toISOString()

/** GitHub cuts a longer file off, and the gate uses none that is cut. */
const most = 512 * 1024

function read(path: string, text: string): PolicyReading {
  const byteSize = Buffer.byteLength(text)
  const flaw = byteSize > most ? 'truncated' : null
  const file = { path, commit: 'none', blob: 'none', text, byteSize, flaw } as const
  return readPolicy(known(file, 'command line'), path, now())
}

function tell(path: string, problems: readonly Problem[]): void {
  for (const problem of problems) {
    const told = problemLine({ ...problem, subject: 'policy', path })
    process.stdout.write(`${line(told)}\n`)
  }
}

function witnessFor(repo: string, env: Environment) {
  const { owner } = repositoryFrom(repo, '--repo')
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '')
  const token = tokenFrom(env.GITHUB_TOKEN ?? '', 'the variable GITHUB_TOKEN')
  return {
    org: owner,
    client: connect({ token, apiUrl }),
    orgClient: connect({ token: env.ORG_TOKEN || token, apiUrl }),
  }
}
