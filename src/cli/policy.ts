// policy: checks a policy, or explains in plain sentences what it demands.
import { listed } from '../duties/evidence.ts'
import { InputError } from '../errors.ts'
import { known } from '../facts/facts.ts'
import type { Problem } from '../policy/problem.ts'
import { readPolicy } from '../policy/reading.ts'
import { printed } from '../report/formats/layout.ts'
import { controlPage } from '../report/policy/controls.ts'
import { policyPage } from '../report/policy/explanation.ts'
import { policyLine, problemLine } from '../report/policy-lines.ts'
import { sha256 } from '../sha256.ts'
import { type Environment, repositoryFrom } from '../shell/arguments.ts'
import { clientsFrom, flagged, optionsOf, readText } from './command-line.ts'
import { unknownNames } from './unknown-names.ts'

export async function policyCommand(args: readonly string[], env: Environment): Promise<number> {
  const [what = '', ...rest] = args
  if (what === 'check') return check(rest, env)
  if (what === 'explain') return explain(rest)
  throw new InputError(`There is no command "policy ${what}".`, {
    remedy: 'Write `policy check FILE` or `policy explain FILE`.',
  })
}

/** Ends with 0 where the gate can use the policy, else with 2. */
async function check(args: readonly string[], env: Environment): Promise<number> {
  const { values, operands } = optionsOf(args, ['repo'], 1)
  const [file = ''] = operands
  const text = readText(file)
  const reading = read(file, text)
  const { policy } = reading
  const { problems: unknown, pins } =
    policy === null || values.repo === undefined
      ? { problems: [], pins: [] }
      : await unknownNames(
          policy,
          text,
          await clientsFrom(env, repositoryFrom(values.repo, '--repo')),
        )
  const problems = [...reading.problems, ...unknown].sort(
    (one, other) => one.line - other.line || one.column - other.column,
  )
  print(file, problems)
  const unpinned = `Named without an id, and a login that is given up can become another person's: write ${listed(pins, 100)}.`
  const lines = [policyLine(file, { policy, problems }), ...(pins.length > 0 ? [unpinned] : [])]
  process.stdout.write(printed(lines))
  return problems.some(({ severity }) => severity === 'error') ? 2 : 0
}

function explain(args: readonly string[]): number {
  const { isFlagged, rest } = flagged(args, 'controls')
  const [file = ''] = optionsOf(rest, [], 1).operands
  const text = readText(file)
  const { policy, problems } = read(file, text)
  if (policy === null) {
    print(file, problems)
    return 2
  }
  if (isFlagged) {
    process.stdout.write(printed(controlPage(policy)))
    return 0
  }
  const digest = sha256(text)
  const today = now().slice(0, 10)
  process.stdout.write(policyPage({ policy, warnings: problems, file, digest, today }))
  return 0
}

const now = (): string => new Date().toISOString()

/** Bytes. GitHub cuts off a longer file, and the gate does not use a file that is cut off. */
const most = 512 * 1024

function read(path: string, text: string) {
  const byteSize = Buffer.byteLength(text)
  const flaw = byteSize > most ? 'truncated' : null
  const file = { path, commit: 'none', blob: 'none', text, byteSize, flaw } as const
  return readPolicy(known(file, 'command line'), path, now())
}

function print(path: string, problems: readonly Problem[]): void {
  const lines = problems.map((one) => problemLine({ ...one, subject: 'policy', path }))
  process.stdout.write(printed(lines))
}
