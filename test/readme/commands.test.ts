// Every command of the documents is a script of the project or is run here, as it is written.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Double, startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { root, rowsUnder, snippets } from './document.ts'
import { openShell, type Shell } from './shell.ts'
import { shipment } from './shipments.ts'
import { story } from './stories.ts'
import { shownPolicy } from './workflows.ts'

/** One command of several lines. */
const isLoop = (text: string): boolean => /^ *done$/m.test(text)

const commands = snippets
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => (isLoop(text) ? [text.trim()] : text.trim().split(/\n| && /)))

/** By what they begin with: the exit code, and what the first line says. */
const expected: Readonly<Record<string, { readonly code: number; readonly first: RegExp }>> = {
  'npm run demo': { code: 0, first: /^=== / },
  'GITHUB_TOKEN=$(gh auth token) node dist/index.js gate': { code: 0, first: /^pass: / },
  'GITHUB_TOKEN=$(gh auth token) node dist/index.js doctor --probe': {
    code: 0,
    first: /^(allowed|empty) +\w+ /,
  },
  'node dist/index.js judge records --csv': { code: 0, first: /^repository,judged,/ },
  'node dist/index.js judge': { code: 0, first: /^Record of acme\/shop, made at / },
  'node dist/index.js report': { code: 0, first: /^Wrote pull-7\.html: pass\.$/ },
  'node dist/index.js statement': {
    code: 0,
    first: /^\{"_type":"https:..in-toto\.io.Statement.v1",/,
  },
  'node dist/index.js verify': { code: 0, first: /: consistent, origin not proven / },
  'node dist/index.js policy check': { code: 0, first: / is a valid policy: / },
  'GITHUB_TOKEN=$(gh auth token) node dist/index.js policy check': {
    code: 0,
    first: /: warning: .* names "payments", a team of acme that the token may not read; /,
  },
  'node dist/index.js policy explain': { code: 0, first: /^What this .* policy demands$/ },
  'export GH_TOKEN=$(gh auth token)\ngh api "repos/acme/shop/pulls?': { code: 0, first: /^pass: / },
  'export GH_TOKEN=$(gh auth token)\ngh api "repos/acme/shop/actions/runs?': {
    code: 0,
    first: /^pass: /,
  },
  'GH_TOKEN=$(gh auth token) node dist/index.js init': {
    code: 0,
    first: /^Left \.github\/separation-of-duties\.yml as it is/,
  },
  'GH_TOKEN=$(gh auth token) node dist/index.js policy check': {
    code: 0,
    first: / names "payments", a team of acme that the token may not read; /,
  },
  'for record in past/*.json; do': {
    code: 0,
    first: /^The record says \w+, its facts under .* lead to \w+\.$/,
  },
  'npm run --silent replay -- ': { code: 0, first: /^\{"verdict":"fail",/ },
}

/** These install, or run this very test. */
const notRun = ['npm ci', 'npm test']

const prefixOf = (command: string): string | undefined =>
  Object.keys(expected).find((prefix) => command.startsWith(prefix))

let shell: Shell
let double: Double
let shipping: Double
beforeAll(async () => {
  shell = await openShell()
  double = await startDouble(story('clean'))
  shipping = await startDouble(shipment('clean'))
  await shell.write('.github/separation-of-duties.yml', shownPolicy.text)
})
afterAll(async () => {
  await shell.close()
  await double.close()
  await shipping.close()
})

test('every kind of command is known', () => {
  const known = (command: string) => notRun.includes(command) || prefixOf(command) !== undefined
  expect(commands.filter((command) => !known(command))).toEqual([])
})

test('what is not run is npm’s own, or a script of the project', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['test', 'demo', 'replay', 'build']))
})

/** What was merged and deployed, as against what is open. */
const isOfPast = (command: string): boolean =>
  command.includes(' --environment ') || command.includes('state=closed')

describe('as it is written', () => {
  const played = commands.filter((command) => !notRun.includes(command))
  // One after the other: a later one reads the record of an earlier one.
  test.for([...new Set(played)])('%s', async (command) => {
    const { code, first } = expected[prefixOf(command) ?? ''] ?? {}
    const { url, violations } = isOfPast(command) ? shipping : double
    const ran = await shell.run(command, { GITHUB_API_URL: url })
    expect(ran).toMatchObject({ code })
    const lines = ran.stdout.split('\n').filter((line) => line !== '' && !line.startsWith('> '))
    expect(lines[0]).toMatch(first ?? /never/)
    expect(violations).toEqual([])
  })
})

describe('exit codes', () => {
  const judged = 'node dist/index.js gate --repo acme/shop --pull-request 7'
  const cases = [
    { code: 0, world: story('clean'), command: judged },
    { code: 1, world: story('self-approval'), command: judged },
    { code: 2, world: story('clean'), command: `${judged} --nonsense` },
    { code: 2, world: story('clean', { policy: 'version: 2' }), command: judged },
    { code: 3, world: story('clean', { more: { pushes: [] } }), command: judged },
    { code: 4, world: story('clean', { more: { token: {} } }), command: judged },
  ]

  test('are all in the table', () => {
    const codes = rowsUnder('# From a terminal', 'docs/terminal.md').map(([code]) => Number(code))
    expect(codes).toEqual([...new Set(cases.map(({ code }) => code))])
  })

  test.for(cases)('$code: $command', async ({ code, world, command }) => {
    const asked = await startDouble(world)
    const env = { GITHUB_API_URL: asked.url, GITHUB_TOKEN: asked.token }
    const ran = await shell.run(command, env).finally(() => asked.close())
    expect(ran).toMatchObject({ code })
  })
})

describe('of a deployment', () => {
  const [command = ''] = commands.filter((one) => /^GITHUB_TOKEN=.* --environment /.test(one))
  const started = command.replace(/ --run \d+/, '')
  const at = (world: World, line: string) =>
    startDouble(world).then((asked) =>
      shell.run(line, { GITHUB_API_URL: asked.url }).finally(() => asked.close()),
    )

  test('its author is known by the run alone', async () => {
    const world = shipment('author-deploys')
    const [base] = [...world.commits.keys()]
    expect(await at(world, command)).toMatchObject({ code: 1 })
    expect(await at(world, `${started} --baseline ${base}`)).toMatchObject({ code: 3 })
  })

  test('without a run a baseline must say where to start', async () => {
    const ran = await at(shipment('clean'), started)
    expect(ran.code).toBeGreaterThanOrEqual(3)
    expect(ran.stdout).toContain('from a terminal it is not known which workflow deploys')
  })
})

test('a record that was changed does not hold', async () => {
  const [name = ''] = commands.filter((command) => command.startsWith('node dist/index.js judge'))
  const path = name.split(' ')[3] ?? ''
  const { stdout } = await shell.run(`cat ${path}`)
  await shell.write('changed.json', stdout.replace(/"verdict":"pass"\}$/, '"verdict":"fail"}'))
  const ran = await shell.run('node dist/index.js judge changed.json')
  expect(ran.code).toBe(2)
  expect(ran.stderr).toContain('The record says fail, its facts lead to pass.')
})
