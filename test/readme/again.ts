// Runs the step of the workflow that the README's second file calls, as a runner would, against a double of #7.
import { startDouble } from '../github-double/server/server.ts'
import { read } from './document.ts'
import type { Shell } from './shell.ts'
import { story } from './stories.ts'
import { readWorkflow } from './workflows.ts'

export const called = '.github/workflows/again.yml'
const [job] = Object.values(readWorkflow(read(called)).jobs)
const [step] = job?.steps ?? []

/** The machine's clock, since the worlds' runs are of one day: a review at half past ten. */
export const clock = (now: string, monthAgo: string): string =>
  `date() { case "$*" in *'30 days ago'*) echo ${monthAgo};; *) echo ${now};; esac; }\n`
export const sameDay = clock('2026-03-01T10:30:00Z', '2026-01-30T10:30:00Z')

export const attempt = { actor: 'ada', triggering_actor: 'ada', at: '2026-03-01T10:06:00Z' }

export const run = (id: number, workflow: string, commit: string, event = 'pull_request') => ({
  ...{ id, workflow, event, branch: 'feature', commit },
  attempts: [attempt],
})

export const gate = '.github/workflows/separation-of-duties.yml'
export const runs = [
  run(1, gate, 'base'),
  run(2, gate, 'c1'),
  run(3, gate, 'c1'),
  run(4, '.github/workflows/ci.yml', 'c1'),
  run(5, gate, 'c1', 'push'),
  run(6, '.github/workflows/separation-of-duties-again.yml', 'c1'),
]

/** Its expressions are filled in for #7 of acme/shop. */
export async function runAgain(
  shell: Shell,
  token: Readonly<Record<string, string>>,
  more: Record<string, unknown> = {},
  { now = sameDay, workflow = 'separation-of-duties.yml' } = {},
) {
  const world = story('clean', { event: 'pull_request_review', more: { token, runs, ...more } })
  const [pull] = world.pulls
  const double = await startDouble(world)
  const filled: Record<string, string> = {
    'github.token': double.token,
    'github.repository': world.repository,
    'github.event.pull_request.head.sha': pull?.head_commit ?? '',
    'inputs.workflow': workflow,
  }
  const env = Object.entries(step?.env ?? {}).map(([name, value]) => {
    const text = value.replaceAll(
      /\$\{\{ (.*?) \}\}/g,
      (whole, key: string) => filled[key] ?? whole,
    )
    return [name, text]
  })
  try {
    const ran = await shell.run(now + (step?.run ?? ''), {
      ...Object.fromEntries(env),
      GITHUB_API_URL: double.url,
    })
    const asked = double.requests.filter(({ method }) => method === 'POST').map(({ path }) => path)
    return { ...ran, asked, violations: double.violations }
  } finally {
    await double.close()
  }
}

export const rerun = (id: number): string => `/repos/acme/shop/actions/runs/${id}/rerun`
