// Builds the bundle anew before the tests and refuses a committed one that its source does not build.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bundle = (): string =>
  readdirSync(join(root, 'dist'))
    .sort()
    .map((name) => `${name}\n${readFileSync(join(root, 'dist', name), 'utf8')}`)
    .join('\n')

/** Vitest calls it once, before any test. In watch mode and locally the fresh bundle simply takes the old one's place. */
export default function setup(): void {
  const committed = bundle()
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The bundle cannot be built:\n${stdout}${stderr}`)
  if (process.env.CI && bundle() !== committed) {
    throw new Error('dist/ is stale: run `npm run build` and commit it.')
  }
}
