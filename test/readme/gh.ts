// Stands in for GitHub's `gh` in tests: the two commands that the README uses, asked of the double at GITHUB_API_URL.
import { parseArgs } from 'node:util'
import jq from 'jq-wasm'

const { DOUBLE_TOKEN = '', GH_TOKEN = '', GITHUB_API_URL = '' } = process.env

async function api(path: string, method: string, filter: string | undefined): Promise<number> {
  const headers = { authorization: `token ${GH_TOKEN}`, 'user-agent': 'gh' }
  const response = await fetch(`${GITHUB_API_URL}/${path}`, { method, headers })
  const answer = await response.json()
  if (!response.ok) {
    console.error(`gh: ${(answer as { message: string }).message} (HTTP ${response.status})`)
    return 1
  }
  if (filter === undefined) console.log(JSON.stringify(answer))
  else {
    const answered = await jq.raw(answer as object, filter, ['-r'])
    if (answered !== '') console.log(answered)
  }
  return 0
}

const { positionals, values } = parseArgs({
  options: { method: { type: 'string', default: 'GET' }, jq: { type: 'string' } },
  allowPositionals: true,
})
const [command, ...rest] = positionals
if (command === 'auth' && rest[0] === 'token') console.log(DOUBLE_TOKEN)
else if (command === 'api') process.exitCode = await api(rest[0] ?? '', values.method, values.jq)
else throw new Error(`The README has no use for gh ${positionals.join(' ')}.`)
