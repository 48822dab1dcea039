// Stands in for GitHub's `gh` in tests: the two commands that the README uses, asked of the double at GITHUB_API_URL.
import { parseArgs } from 'node:util'
import jq from 'jq-wasm'

const { DOUBLE_TOKEN = '', GH_TOKEN = '', GITHUB_API_URL = '' } = process.env

interface Asked {
  readonly method: string
  readonly jq: string | undefined
  /** Whether to ask for all pages. */
  readonly paginate: boolean
}

async function api(url: string, asked: Asked): Promise<number> {
  const { method, jq: filter, paginate } = asked
  const headers = { authorization: `token ${GH_TOKEN}`, 'user-agent': 'gh' }
  const response = await fetch(url, { method, headers })
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
  const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
  return paginate && next !== undefined ? api(next, asked) : 0
}

const { positionals, values } = parseArgs({
  options: {
    method: { type: 'string', default: 'GET' },
    jq: { type: 'string' },
    paginate: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const [command, ...rest] = positionals
if (command === 'auth' && rest[0] === 'token') console.log(DOUBLE_TOKEN)
else if (command === 'api') {
  const { method, jq: filter, paginate } = values
  process.exitCode = await api(`${GITHUB_API_URL}/${rest[0]}`, { method, jq: filter, paginate })
} else throw new Error(`The README has no use for gh ${positionals.join(' ')}.`)
