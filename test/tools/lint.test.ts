// The linter refuses what the house does not want: an await in the core, a path or a pager that is written by hand.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const { overrides } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as {
  overrides: { includes: string[]; plugins?: string[] }[]
}

/** How often a plugin speaks, by its file, of a source that no other rule speaks of. */
function refusals(plugin: string, source: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'))
  try {
    const plugins = [join(root, 'src', plugin)]
    const config = { root: true, plugins, linter: { rules: { preset: 'none' } } }
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(config))
    writeFileSync(join(folder, 'source.ts'), source)
    const told = execFileSync(
      join(root, 'node_modules', '.bin', 'biome'),
      ['lint', '--reporter=json', '--max-diagnostics=none', folder],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    return JSON.parse(told).diagnostics.length
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout).diagnostics.length
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.for([
  { plugin: 'no-await.grit', source: 'await a', count: 1 },
  { plugin: 'no-await.grit', source: 'a.then(b)', count: 0 },
  { plugin: 'no-path-strings.grit', source: "a('/repos/{owner}/{repo}')", count: 1 },
  { plugin: 'no-path-strings.grit', source: 'a(`/orgs/`)', count: 1 },
  { plugin: 'no-path-strings.grit', source: "a('POST /graphql')", count: 1 },
  { plugin: 'no-path-strings.grit', source: 'a(`GET /x/`)', count: 1 },
  { plugin: 'no-path-strings.grit', source: "a('GraphQL Change') // GET /users/{a}", count: 0 },
  { plugin: 'no-pagers.grit', source: 'a(b.hasNextPage, b.endCursor)', count: 2 },
  { plugin: 'no-pagers.grit', source: 'a(page + 1, nextPage + 1)', count: 2 },
  { plugin: 'no-pagers.grit', source: 'a(b.headers.link, /rel="next"/)', count: 2 },
  { plugin: 'no-pagers.grit', source: 'a(octokit.paginate)', count: 1 },
  { plugin: 'no-pagers.grit', source: 'a(`pageInfo{hasNextPage endCursor}`, count + 1)', count: 0 },
])('$plugin refuses in `$source` $count', ({ plugin, source, count }) => {
  expect(refusals(plugin, `${source}\n`)).toBe(count)
})

test.for([
  { plugin: './src/no-path-strings.grit', where: ['src/**'] },
  { plugin: './src/no-pagers.grit', where: ['src/**', '!src/github/api/**'] },
])('$plugin looks at $where', ({ plugin, where }) => {
  const found = overrides.filter(({ plugins }) => plugins?.includes(plugin))
  expect(found.map(({ includes }) => includes)).toEqual([where])
})
