// gate: the merge gate against a real GitHub, from a terminal.
import { keep } from '../evidence-file.ts'
import { exitCodeOf } from '../exit-code.ts'
import { gate } from '../gate.ts'
import { connect } from '../github/client.ts'
import {
  defaultPolicyPath,
  policyPathFrom,
  pullRequestFrom,
  repositoryFrom,
  tokenFrom,
} from '../inputs.ts'
import { text } from '../report/text.ts'
import { optionsOf } from './options.ts'

type Environment = Readonly<Record<string, string | undefined>>

export async function gateCommand(args: readonly string[], env: Environment): Promise<number> {
  const { values } = optionsOf(args, ['repo', 'pull-request', 'policy', 'evidence'], 0)
  const repository = repositoryFrom(values.repo ?? '', '--repo')
  const number = pullRequestFrom(values['pull-request'] ?? '', '--pull-request')
  const apiUrl = (env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '')
  const token = tokenFrom(env.GITHUB_TOKEN ?? '', 'the variable GITHUB_TOKEN')
  const client = connect({ token, apiUrl })
  const orgToken = env.ORG_TOKEN

  const outcome = await gate(
    {
      repository,
      subject: { kind: 'pull-request', number, headBranch: null },
      policyPath: policyPathFrom(values.policy ?? defaultPolicyPath),
      run: {
        ...{ id: null, attempt: null, event: null, url: null },
        ...{ workflow: null, workflowSha: null, action: null },
      },
    },
    { client, orgClient: orgToken ? connect({ token: orgToken, apiUrl }) : client },
  )
  process.stdout.write(text(outcome.verdict))
  if (values.evidence !== undefined) {
    const name = `pull-${number}-${outcome.head?.slice(0, 7) ?? 'unread'}.json`
    const { path, digest } = await keep(outcome.record, values.evidence, name)
    process.stdout.write(`Record: ${path} (sha256 ${digest})\n`)
  }
  return exitCodeOf(outcome)
}
