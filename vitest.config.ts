// Tests run against the built bundle: test/bundle.ts builds it once and compares it with the committed one.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

/** They wait for networks, measure, try every value, play every world many times or the project's own commands: suites of `npm run test:all`. */
const heavy = [
  ...['bench/bench', 'misbehaving-github', 'github/api/proxy', 'record/every-value'],
  'record/lost-answers',
  ...['replay/worlds.laws', 'readme/commands', 'readme/rerun', 'demo', 'repository/new-rule'],
  ...['signing/evidence', 'record/privacy/privacy.laws'],
]
const excluded = process.env.HEAVY_TESTS ? [] : heavy.map((name) => `test/${name}.test.ts`)

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...excluded],
    reporters: ['default', './test/tally.ts'],
    globalSetup: ['./test/bundle.ts'],
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    // Most of the time goes into child processes, which wait more than they work.
    maxWorkers: 3,
    maxConcurrency: 6,
    isolate: false,
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'separation-of-duties-bundle') },
  },
})
