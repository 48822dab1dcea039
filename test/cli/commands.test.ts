// The commands of the terminal, run from the built bundle: what they print and how they end.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rangeOfSize } from '../bench/range.ts'
import { startDouble } from '../github-double/server/server.ts'
import type { World } from '../github-double/world/world.ts'
import { root } from '../readme/document.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { bundle, processOf } from '../replay/bundle-process.ts'
import { cleanWorld, worldWithPolicy } from '../replay/clean-world.ts'
import { replay } from '../replay/replay.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(args: readonly string[], env: Record<string, string> = {}, start = runBundle) {
  const { exitCode: code, stdout: out, stderr: err } = await start(args, env, folder)
  return { code, out, err }
}

async function gate(
  world: World,
  args: readonly string[],
  env: Record<string, string> = {},
  start = runBundle,
) {
  const double = await startDouble(world)
  const access = { GITHUB_API_URL: double.url, GITHUB_TOKEN: double.token }
  const ran = await run(['gate', ...args], { ...access, ...env }, start)
  await double.close()
  return ran
}

const asked = ['--repo', 'acme/shop', '--pull-request', '7']
const unapproved = cleanWorld((draft) => {
  draft.pulls[0].reviews = []
})

describe('gate', () => {
  test.for([
    { given: 'a clean change', world: cleanWorld(), code: 0, first: 'pass: ' },
    { given: 'an unapproved one', world: unapproved, code: 1, first: 'fail: ' },
    {
      given: 'a broken policy',
      world: worldWithPolicy('version: 2'),
      code: 2,
      first: 'undetermined: ',
    },
    {
      given: 'an activity that stays silent',
      world: cleanWorld((draft) => {
        draft.faults = [{ match: 'GET /repos/acme/shop/activity', status: 404 }]
      }),
      code: 3,
      first: 'undetermined: ',
    },
    {
      given: 'a GitHub that answers nothing',
      world: cleanWorld((draft) => {
        draft.faults = [{ match: 'POST /graphql', status: 404 }]
      }),
      code: 4,
      first: 'undetermined: ',
    },
  ])('ends with $code for $given', async ({ world, code, first }) => {
    const ran = await gate(world, asked, {}, processOf(bundle))
    expect(ran.err).toBe('')
    expect([ran.code, ran.out.slice(0, first.length)]).toEqual([code, first])
  })

  test.for([
    {
      given: 'no repository',
      args: [],
      says: '--repo is "", which is no owner/name. Name the repository as owner/name.',
    },
    {
      given: 'no pull request',
      args: ['--repo', 'acme/shop'],
      says: '--pull-request is "", which is no number of anything on GitHub. Give the number alone, such as 7.',
    },
    {
      given: 'an unknown option',
      args: [...asked, '--force'],
      says: "Unknown option '--force'. The options are --repo, --pull-request, --environment, --sha, --baseline, --run, --attempt, --policy, --evidence.",
    },
  ])('says what is wrong with $given', async ({ args, says }) => {
    expect(await gate(cleanWorld(), args)).toEqual({ code: 2, out: '', err: `${says}\n` })
  })

  test('says where the token is to come from', async () => {
    const ran = await gate(cleanWorld(), asked, { GITHUB_TOKEN: '', GH_TOKEN: '' })
    expect(ran.err).toBe(
      'There is no token to ask GitHub with. Give the variable GITHUB_TOKEN a token that may read the repository.\n',
    )
    expect(ran.code).toBe(2)
  })

  test('judges a deployment too', async () => {
    const world = rangeOfSize({ commits: 10, pulls: 4, bad: 2 })
    const sha = world.branches.get('main') ?? ''
    const args = ['--repo', 'acme/shop', '--environment', 'production', '--sha', sha]
    const ran = await gate(world, [...args, '--run', '9001'])
    expect([ran.code, ran.err, ran.out.slice(0, 6)]).toEqual([1, '', 'fail: '])
    expect(ran.out).toMatch(/author-deploys.*#2/)
  })

  test('writes the record into the directory named', async () => {
    const ran = await gate(cleanWorld(), [...asked, '--evidence', join(folder, 'kept')])
    const path = ran.out.match(/^Record: (\S+)/m)?.[1] ?? ''
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ verdict: 'pass' })
  })
})

describe('judge', () => {
  const record = async (world: World, name: string): Promise<string> => {
    const { record: text } = await replay(world, { pool: runBundle })
    const path = join(folder, name)
    await writeFile(path, text ?? '')
    return path
  }

  test.for([
    { given: 'a pass', world: cleanWorld(), code: 0, word: 'pass' },
    { given: 'a fail', world: unapproved, code: 1, word: 'fail' },
    {
      given: 'a broken policy',
      world: worldWithPolicy('version: 2'),
      code: 2,
      word: 'undetermined',
    },
  ])('gives the same verdict offline for $given', async ({ given, world, code, word }) => {
    const ran = await run(['judge', await record(world, `${given}.json`)])
    expect([ran.code, ran.err]).toEqual([code, ''])
    expect(ran.out.trimEnd().split('\n').at(-1)).toBe(
      `The record says ${word}, its facts lead to ${word}.`,
    )
  })

  test('says what another policy would have said', async () => {
    const strict = join(folder, 'strict.yml')
    await writeFile(strict, 'version: 1\napprovals: {required: 2}\n')
    const ran = await run(['judge', await record(cleanWorld(), 'clean.json'), '--policy', strict])
    expect(ran.code).toBe(1)
    expect(ran.out).toContain(`The record says pass, its facts under ${strict} lead to fail.`)
  })

  test('refuses a record whose verdict does not follow from its facts', async () => {
    const path = await record(unapproved, 'forged.json')
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('"verdict":"fail"', '"verdict":"pass"'),
    )
    const ran = await run(['judge', path])
    expect(ran.code).toBe(2)
    expect(ran.err).toBe(
      'The record says pass, its facts lead to fail. Do not rely on this record: compare its digest.\n',
    )
  })

  test.for([
    { given: 'text', text: 'hello', says: 'The record is not JSON.' },
    {
      given: 'another document',
      text: '{"a":1}',
      says: 'The record is not one of this gate: it differs at format.',
    },
  ])('refuses $given', async ({ text, says }) => {
    const path = join(folder, 'other.json')
    await writeFile(path, text)
    const ran = await run(['judge', path])
    expect([ran.code, ran.err]).toEqual([
      2,
      `${says} Give the file that the output \`evidence\` names, as it was written.\n`,
    ])
  })

  test('refuses facts that a record cannot have', async () => {
    const path = await record(cleanWorld(), 'touched.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace('"isFork":false', '"isFork":"no"'))
    const ran = await run(['judge', path])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('it differs at facts.changes.value.0.pull.isFork')
  })

  test('says that a file cannot be read', async () => {
    const ran = await run(['judge', '/nowhere.json'])
    expect([ran.code, ran.err]).toEqual([
      2,
      'The file /nowhere.json cannot be read. Check its path.\n',
    ])
  })
})

describe('every command', () => {
  const names = ['gate', 'judge', 'policy', 'policy check', 'policy explain', 'init', 'doctor']

  test.for(names.flatMap((name) => [`${name} -h`, `${name} --help`]))('%s', async (line) => {
    const { code, out, err } = await run(line.split(' '))
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^Usage:\n/)
    for (const name of names) expect(out).toContain(`  ${name} `)
  })
})

test('--version says what package.json says', async () => {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  expect(await run(['--version'])).toEqual({ code: 0, out: `${name} ${version}\n`, err: '' })
})

test.for([
  { given: 'an output', line: 'judge RECORD | true', code: 1 },
  { given: 'an output after its first line', line: 'judge RECORD | head -n 1', code: 1 },
  { given: 'the errors', line: 'judge RECORD --nonsense 2>&1 >/dev/null | true', code: 2 },
])('$given that nobody reads any longer is no error', async ({ line, code }) => {
  const { record } = await replay(unapproved, { pool: runBundle })
  const path = join(folder, 'piped.json')
  await writeFile(path, record ?? '')
  const node = [process.execPath, bundle].map((word) => `'${word}'`).join(' ')
  // The reader is gone before the first word is written.
  const script = `{ sleep 0.3; ${node} ${line.replace('RECORD', path).replace(/ \|.*/, '')}; echo $? >code; }`
  const { status, stderr } = spawnSync('bash', ['-c', `${script} |${line.split('|')[1]}`], {
    ...{ cwd: folder, encoding: 'utf8' },
  })
  expect([status, stderr]).toEqual([0, ''])
  expect((await readFile(join(folder, 'code'), 'utf8')).trim()).toBe(`${code}`)
})

test('an unknown command gets the usage', async () => {
  const ran = await run(['merge'])
  expect(ran.code).toBe(2)
  expect(ran.err).toContain('There is no command "merge". Usage:')
})
