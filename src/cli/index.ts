// The commands of the terminal: their names, their usage, and their exit codes.

import { InputError, sentenceFor } from '../errors.ts'
import type { Environment } from '../shell/arguments.ts'
import { exitCodeOfError } from '../shell/exit-code.ts'
import { version } from '../shell/version.ts'
import { doctorCommand } from './doctor.ts'
import { gateCommand } from './gate.ts'
import { judgeCommand } from './judge.ts'
import { policyCommand } from './policy.ts'
import { reportCommand } from './report.ts'
import { statementCommand } from './statement.ts'
import { verifyCommand } from './verify.ts'

const commands: Readonly<
  Record<string, (args: readonly string[], env: Environment) => number | Promise<number>>
> = {
  doctor: doctorCommand,
  gate: gateCommand,
  judge: judgeCommand,
  policy: policyCommand,
  report: reportCommand,
  statement: statementCommand,
  verify: verifyCommand,
  init: async (args, env) => {
    const { initCommand } = await import(/* webpackMode: "eager" */ './init/init.ts')
    return initCommand(args, env)
  },
}

const usage = `Usage:
  gate --repo OWNER/NAME --pull-request NUMBER [--policy PATH] [--evidence DIRECTORY]
  gate --repo OWNER/NAME --environment NAME --sha COMMIT [--run NUMBER] [--attempt NUMBER] [--baseline COMMIT] ...
      asks GitHub and judges; the token is taken from GITHUB_TOKEN or GH_TOKEN, one for teams from ORG_TOKEN;
      a look is no use of a break-glass: nothing is written to GitHub
  judge RECORD|DIRECTORY... [--policy FILE] [--csv]
      judges recorded facts again, offline; with --policy also what another policy would have led to;
      with --csv a row a finding
  verify RECORD|DIRECTORY... [--expect DIGEST]
      says, offline, whether a record is consistent, and names the entry that was changed; that it is the one that
      a gate wrote follows from its file's SHA-256 alone, the output evidence-digest
  report RECORD --html FILE
      writes one page for people, offline: the verdict, who held which duty, the timeline, the facts and the policy
  statement RECORD [--test-result]
      prints the in-toto statement to sign of a record, with the record as its predicate; with --test-result the
      standard's own, in few words
  policy check FILE [--repo OWNER/NAME]
      says what is wrong with a policy; with --repo also whether GitHub knows its accounts and teams
  policy explain FILE [--controls]
      says in plain sentences, and as a matrix, what a policy demands; with --controls instead which clauses of which
      standards it gives evidence relevant to, and which rules would have to be on for more
  init [--preset small-team|regulated|open-source|monorepo] [--mode advisory] [--repo OWNER/NAME] [--print] [--force]
      writes a policy and workflows to begin with, from the checkout's environments and CODEOWNERS or, with --repo, GitHub's
  doctor --probe --repo OWNER/NAME [--pull-request NUMBER] [--environment NAME] [--run NUMBER] [--json FILE]
      sends the gate's own queries and says, field by field, what GitHub answers to this token (GITHUB_TOKEN or GH_TOKEN)
  --version, -h
      says which version this is, and this page

Ends with 0 pass, 1 fail, 2 usage, policy or record error, 3 undetermined, 4 GitHub could not be asked.
`

/** Runs one command and returns its exit code; it never throws. */
export async function runCommand(
  name: string,
  args: readonly string[],
  env: Environment,
): Promise<number> {
  const failures: NodeJS.ErrnoException[] = []
  process.stdout.on('error', (error) => failures.push(error))
  // Where an error cannot be printed, the exit code alone tells of it.
  process.stderr.on('error', () => {})
  const code = await exitCodeFor(name, args, env)
  await new Promise((printed) => process.stdout.write('', printed))
  const [failure] = failures
  // Who reads may stop reading, as `head` does: the rest is written to nobody, and the exit code stays.
  if (failure === undefined || failure.code === 'EPIPE') return code
  const remedy = 'Free some space, or write it elsewhere.'
  process.stderr.write(`The output could not be written: ${failure.message}. ${remedy}\n`)
  return 2
}

async function exitCodeFor(
  name: string,
  args: readonly string[],
  env: Environment,
): Promise<number> {
  if (name === '--version') {
    process.stdout.write(`separation-of-duties-gate ${version}\n`)
    return 0
  }
  if (name === 'help' || [name, ...args].some((one) => one === '-h' || one === '--help')) {
    process.stdout.write(usage)
    return 0
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command === undefined) {
      throw new InputError(`There is no command "${name}".`, { remedy: usage })
    }
    return await command(args, env)
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`)
    return exitCodeOfError(error)
  }
}
