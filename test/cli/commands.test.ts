// The commands of the terminal, run from the built bundle: what they print and how they end.
import { spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../src/sha256.ts'
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
  const names = [
    'gate',
    'judge',
    'verify',
    'report',
    'statement',
    'policy',
    'policy check',
    'policy explain',
    'init',
    'doctor',
  ]

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

test.for(['verify RECORD', 'judge RECORD', '--version', '--help'])(
  'what %s prints and no disk takes is an error with a sentence',
  (line) => {
    const record = join(root, 'test/record/records/v2-author-deploys.json')
    const script = `"$0" "$1" ${line.replace('RECORD', '"$2"')} >/dev/full`
    const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, bundle, record], {
      encoding: 'utf8',
    })
    expect(stderr).toBe(
      'The output could not be written: ENOSPC: no space left on device, write. Free some space, or write it elsewhere.\n',
    )
    expect(status).toBe(2)
  },
)

describe('records', () => {
  const kept = (name: string): string =>
    join(import.meta.dirname, '..', 'record', 'records', `${name}.json`)
  const digestOf = async (path: string): Promise<string> => sha256(await readFile(path, 'utf8'))

  test('verify says that a record is consistent, and that this proves no origin', async () => {
    const path = kept('v2-author-deploys')
    const digest = await digestOf(path)
    expect(await run(['verify', path])).toEqual({
      code: 0,
      out: `${path}: consistent, origin not proven (SHA-256 ${digest}).\n`,
      err: '',
    })
    const ran = await run(['verify', path, '--expect', `sha256:${digest}`])
    expect([ran.code, ran.out]).toEqual([
      0,
      `${path}: consistent, and the file that was expected.\n`,
    ])
  })

  test('verify names the entry that was changed', async () => {
    const path = join(folder, 'changed.json')
    const text = await readFile(kept('v2-author-deploys'), 'utf8')
    await writeFile(path, text.replace('"state":"APPROVED"', '"state":"DISMISSED"'))
    const ran = await run(['verify', path])
    expect(ran.code).toBe(2)
    expect(ran.out).toContain(
      `${path}: not verified.\n  /facts/changes/value/0/reviews was changed.\n`,
    )
  })

  test('verify refuses a consistent record that is not the one expected', async () => {
    const path = kept('v2-author-deploys')
    const other = await digestOf(kept('v1-pass'))
    const ran = await run(['verify', path, '--expect', other])
    expect(ran.code).toBe(2)
    expect(ran.out).toContain(
      `The file has the SHA-256 ${await digestOf(path)}, and ${other} was expected.`,
    )
  })

  test('verify asks for the digest of a record that carries none', async () => {
    const path = kept('v1-pass')
    const ran = await run(['verify', path])
    expect(ran.code).toBe(2)
    expect(ran.out).toContain('a record of the first version carries no digests')
    expect((await run(['verify', path, '--expect', await digestOf(path)])).code).toBe(0)
  })

  test.for([
    { args: ['--expect', 'abc', kept('v1-pass')], says: '--expect is "abc", which is no SHA-256.' },
    {
      args: ['--expect', '0'.repeat(64), kept('v1-pass'), kept('v1-promotion')],
      says: '--expect goes with 1 record, not 2.',
    },
    { args: [], says: 'The command takes one or more operands, not 0.' },
  ])('verify says what is wrong with $args', async ({ args, says }) => {
    const ran = await run(['verify', ...args])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(says)
  })

  test('judge takes a directory, and ends with the worst', async () => {
    const ran = await run(['judge', join(kept(''), '..')])
    expect([ran.code, ran.err]).toEqual([1, ''])
    expect(ran.out.match(/^Record of \S+, made at \S+ by /gm)).toHaveLength(6)
    expect(ran.out.match(/^The record says pass, its facts lead to pass\.$/gm)).toHaveLength(2)
  })

  test('a directory may hold OSCAL files beside records', async () => {
    const directory = await mkdtemp(join(folder, 'beside-'))
    await copyFile(kept('v1-pass'), join(directory, 'pull-7.json'))
    await writeFile(join(directory, 'pull-7.oscal.json'), '{}')
    expect(await run(['judge', directory])).toMatchObject({ code: 0, err: '' })
  })

  test('judge goes on past a file that is no record, names it and ends with 2', async () => {
    const path = join(folder, 'none.json')
    await writeFile(path, '{}')
    const ran = await run(['judge', path, kept('v1-pass')])
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(`${path}: The record is not one of this gate: it differs at format.`)
    expect(ran.out).toContain('The record says pass, its facts lead to pass.')
  })

  test('judge shows, rule by rule, what another policy would have answered, of a deployment too', async () => {
    const lax = join(folder, 'lax.yml')
    await writeFile(lax, 'version: 1\nconflicts: {author-deploys: {enforcement: warn}}\n')
    const ran = await run(['judge', kept('v1-author-deploys'), '--policy', lax])
    expect(ran.code).toBe(0)
    expect(ran.out.replaceAll(/ {2,}/g, ' | ')).toContain(
      [
        'Rule | As recorded | Under the other policy',
        'verdict | fail | pass',
        'author-deploys of #118 | violated | violated (warn)',
      ].join('\n'),
    )
  })

  test('judge writes a row a finding as comma-separated values', async () => {
    const ran = await run(['judge', '--csv', kept('v1-pass'), kept('v1-author-deploys')])
    const [head, ...rows] = ran.out.trimEnd().split('\r\n')
    expect(head).toMatch(/^repository,judged,environment,at,run,verdict,rule,outcome,enforcement,/)
    expect(rows.every((row) => /^[a-z]+\/[a-z]+,/.test(row))).toBe(true)
    expect(
      rows.filter((row) => row.includes(',fail,author-deploys,violated,enforce,')),
    ).toHaveLength(1)
  })
})

test('an unknown command gets the usage', async () => {
  const ran = await run(['merge'])
  expect(ran.code).toBe(2)
  expect(ran.err).toContain('There is no command "merge". Usage:')
})
