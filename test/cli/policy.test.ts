// policy check and policy explain, run from the built bundle: what they print and how they end.
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDouble } from '../github-double/server/server.ts'
import { ORG_TOKEN } from '../github-double/server/tokens.ts'
import { runBundle } from '../replay/bundle-pool.ts'
import { cleanWorld } from '../replay/clean-world.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const ended = await runBundle(['policy', ...args], env, folder)
  return { code: ended.exitCode, out: ended.stdout, err: ended.stderr }
}

async function policy(what: string, text: string, ...more: string[]) {
  await writeFile(join(folder, 'policy.yml'), text)
  return run([what, 'policy.yml', ...more])
}

describe('check', () => {
  test.for([
    { given: 'version: 1', code: 0, out: ['policy.yml is a valid policy: 8 conflicts.'] },
    {
      given: `version: 1
conflicts: {own: {duties: [approver, merger]}}
people: [{name: A, accounts: [a, b]}, {name: C, accounts: [c, d]}]
break-glass: {responders: {users: [a]}, approvers: {users: [e]}}
exceptions: [{rules: [own], people: [a], reason: x, granted-by: e, until: 2020-02-29}]`,
      code: 0,
      out: [
        'policy.yml:5:14: warning: exceptions[0] ended on 2020-02-29 and covers nothing; remove it',
        'policy.yml is a valid policy with 1 warning: 9 conflicts, 1 exception, 2 people with several accounts and a break-glass.',
      ],
    },
    {
      given: 'version: 1\napprovals: {required: 0}\nfact: {}',
      code: 2,
      out: [
        'policy.yml:2:23: error: approvals.required must be a whole number from 1 to 10, not 0',
        'policy.yml:3:1: error: unknown key "fact"; did you mean "facts"?',
        'policy.yml is no valid policy: 2 errors.',
      ],
    },
    {
      given: 'version: 1\n"\\e[2J\\n::error::x": 1',
      code: 2,
      out: [
        expect.stringMatching(
          /^policy.yml:2:1: error: unknown key "\\u001b\[2J\\n::error::x"; a policy can have /,
        ),
        'policy.yml is no valid policy: 1 error.',
      ],
    },
    {
      given: `version: 1 #${'x'.repeat(512 * 1024)}`,
      code: 2,
      out: [
        'policy.yml:1:1: error: the policy must be shorter than 512 KiB; GitHub cuts this one off',
        'policy.yml is no valid policy: 1 error.',
      ],
    },
  ])('ends with $code: $out', async ({ given, code, out }) => {
    const ran = await policy('check', given)
    expect([ran.code, ran.err]).toEqual([code, ''])
    expect(ran.out.trimEnd().split('\n')).toEqual(out)
  })

  test.for([
    {
      args: ['check'],
      says: 'The command takes 1 operand, not 0. The options are --repo.',
    },
    {
      args: ['check', 'nowhere.yml'],
      says: 'The file nowhere.yml cannot be read. Check its path.',
    },
    {
      args: [],
      says: 'There is no command "policy ". Write `policy check FILE` or `policy explain FILE`.',
    },
    {
      args: ['explain', 'a', '--repo', 'acme/shop'],
      says: "Unknown option '--repo'. It has no options.",
    },
  ])('$says', async ({ args, says }) => {
    expect(await run(args)).toEqual({ code: 2, out: '', err: `${says}\n` })
  })
})

describe('check --repo', () => {
  const world = cleanWorld((draft) => {
    draft.accounts.Copilot = { id: 198982749, type: 'Bot', graphql_login: 'copilot-swe-agent' }
    draft.accounts.renovate = { id: 29139614, type: 'Bot' }
    draft.teams = { payments: { members: ['cleo'] } }
    draft['org-token'] = { members: 'read' }
  })
  const text = `version: 1
protected-paths: [{name: p, paths: [x], from: {teams: [payments, paymints], users: [Bob, dna]}}]
agents: [{account: Copilot}, {account: "renovate[bot]"}]
exceptions: [{rules: [self-merge], people: [ada], reason: x, granted-by: dna, until: 2999-12-31}]`

  const asked = async (given: string, env: Record<string, string> = {}) => {
    const double = await startDouble(world)
    await writeFile(join(folder, 'asked.yml'), given)
    const base = { GITHUB_API_URL: double.url, GITHUB_TOKEN: double.token }
    const ran = await run(['check', 'asked.yml', '--repo', 'acme/shop'], { ...base, ...env })
    const requests = double.requests.map(({ path }) => path)
    await double.close()
    expect(double.violations).toEqual([])
    return { ...ran, lines: ran.out.trimEnd().split('\n'), requests }
  }

  test('finds logins and teams that GitHub does not know, each at its place', async () => {
    const { code, err, lines, requests } = await asked(text, { ORG_TOKEN })
    expect([code, err]).toEqual([2, ''])
    expect(lines).toEqual([
      'asked.yml:2:66: error: protected-paths[0].from.teams[1] names "paymints", a team that acme does not have',
      'asked.yml:2:90: error: protected-paths[0].from.users[1] names "dna", a login that GitHub does not know',
      'asked.yml:3:20: warning: agents[0].account names "Copilot", a login that GitHub does not know; some agents it never finds by login',
      'asked.yml:4:74: error: exceptions[0].granted-by names "dna", a login that GitHub does not know',
      'asked.yml is no valid policy: 3 errors and 1 warning.',
      expect.stringMatching(/^Named without an id, .*: write Bob#102/),
    ])
    expect(requests.filter((path) => path === '/users/dna')).toHaveLength(1)
  })

  test('a team that the token may not read is no error', async () => {
    const { code, lines } = await asked(
      'version: 1\ncontrol-plane: {owners: {teams: [payments], users: [bob]}}',
    )
    expect(code).toBe(0)
    expect(lines).toEqual([
      'asked.yml:2:34: warning: control-plane.owners.teams[0] names "payments", a team of acme that the token may not read; give ORG_TOKEN one with Members: read',
      'asked.yml is a valid policy with 1 warning: 8 conflicts.',
      "Named without an id, and a login that is given up can become another person's: write bob#102.",
    ])
  })

  test('a pinned account is no unknown name, unless login and id disagree', async () => {
    const { code, lines } = await asked(
      'version: 1\ncontrol-plane: {owners: {users: [bob#102, cleo#999, gone#104]}}',
    )
    expect(code).toBe(0)
    expect(lines).toEqual([
      'asked.yml:2:43: warning: control-plane.owners.users[1] names "cleo#999", but cleo is cleo#103: the id decides, so correct one of the two',
      'asked.yml:2:53: warning: control-plane.owners.users[2] names "gone#104", a login that GitHub does not know; the id still holds',
      'asked.yml is a valid policy with 2 warnings: 8 conflicts.',
    ])
  })

  test('nobody is asked about a policy that is none', async () => {
    const { code, requests } = await asked('version: 2')
    expect([code, requests]).toEqual([2, []])
  })

  test('a token that GitHub refuses ends with 4', async () => {
    const { code, err } = await asked(text, { GITHUB_TOKEN: 'ghp_wrong' })
    expect(code).toBe(4)
    expect(err).toContain('GitHub refused the token (401)')
  })

  test('without a token it says where one is to come from', async () => {
    const { code, err } = await asked(text, { GITHUB_TOKEN: '', GH_TOKEN: '' })
    expect([code, err]).toEqual([
      2,
      'There is no token to ask GitHub with. Give the variable GITHUB_TOKEN a token that may read the repository.\n',
    ])
  })
})

describe('explain', () => {
  test('prints the page with the file, its digest and the day', async () => {
    const text = 'version: 1\n'
    const { code, out, err } = await policy('explain', text)
    expect([code, err]).toEqual([0, ''])
    const digest = createHash('sha256').update(text).digest('hex')
    expect(out).toContain(`  File      policy.yml\n  SHA-256   ${digest}\n  As of     20`)
    expect(out).toContain('\nConflict matrix\n')
  })

  test('with --controls it says which clauses the policy gives evidence relevant to', async () => {
    const { code, out, err } = await policy('explain', 'version: 1\ncontrols: [sox]', '--controls')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^What this policy gives evidence relevant to\. /)
    expect(out).toContain('COBIT BAI06')
    expect(out).toContain('Would have to be on: break-glass, required-checks.')
    expect(out).not.toContain('PCI')
  })

  test('of a policy that is none it says what is wrong', async () => {
    const { code, out } = await policy('explain', 'version: 2')
    expect([code, out]).toEqual([
      2,
      'policy.yml:1:10: error: version must be the number 1, not 2\n',
    ])
  })
})
