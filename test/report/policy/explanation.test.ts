// A policy explained, part by part; the README's own example is pinned as a whole.
import { expect, test } from 'vitest'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { policyPage } from '../../../src/report/policy/explanation.ts'

const page = (text: string, today = '2026-03-01'): string => {
  const { policy, problems } = parsePolicy(`version: 1\n${text}`, today)
  if (policy === null) throw new Error(JSON.stringify(problems))
  return policyPage({ policy, warnings: problems, file: 'p.yml', digest: 'd1', today })
}

/** What stands under a title, as running text. */
const under = (title: string, text: string, today?: string): string => {
  const [, rest = ''] = page(text, today).split(`\n${title}\n`)
  const [own = ''] = rest.split(/\n\n[A-Z][^\n]*\n-/)
  return own.replace(/^-+\n/, '').replaceAll(/\s+/g, ' ').trim()
}

const exception = (until: string, more = '') =>
  `exceptions: [{rules: [self-merge], people: [ada], reason: why not, granted-by: dana, until: ${until}${more}}]`

test.for([
  {
    title: 'What every change needs',
    given: 'approvals: {required: 2}',
    says: '2 independent approvals of the latest commit, each by a person who did not contribute to the change and has write access.',
  },
  { title: 'Protected paths', given: '', says: 'No path is protected.' },
  {
    title: 'Protected paths',
    given:
      'protected-paths: [{name: p, paths: [x, y], from: {users: [a, b], teams: [t, u]}, separate: false}]',
    says: 'p: 1 approval by a, b, a member of the team t or a member of the team u, among which the ordinary ones count, where a change touches x y',
  },
  {
    title: 'Protected paths',
    given: 'protected-paths: [{name: p, paths: [x], from: codeowners}]',
    says: 'p: 1 approval by an owner of each file that has one in the CODEOWNERS of the base branch, on top of the ordinary ones and of those for other separate entries, where a change touches x',
  },
  {
    title: 'Control plane',
    given: 'control-plane: {separate: true}',
    says: 'A change to this policy, CODEOWNERS, workflows or actions needs an independent approval by someone with admin or maintain permission. It comes on top of the ordinary ones. No exception and no emergency waives this.',
  },
  { title: 'Required checks', given: '', says: 'No check is required.' },
  {
    title: 'People with several accounts',
    given: '',
    says: 'Every account is a person of its own.',
  },
  {
    title: 'Agents',
    given: 'agents: [{account: a}, {account: b, trusted: true}]',
    says: "No agent's approval ever counts. What GitHub calls a bot is an agent too, and Dependabot is trusted unless an entry says otherwise. a is not trusted: its work needs a human who answers for it, or two independent people who approve it. b is trusted: its work needs no human who answers for it.",
  },
  {
    title: 'Agents',
    given:
      'agents: [{account: a, trusted: [work, deploy, merge]}, {account: b, trusted: [dismiss]}, {account: github-actions}]',
    says: "No agent's approval ever counts. What GitHub calls a bot is an agent too, and Dependabot is trusted unless an entry says otherwise. a is trusted: its work needs no human who answers for it. It may deploy and merge though nobody answers for that. b is not trusted: its work needs a human who answers for it, or two independent people who approve it. It may dismiss though nobody answers for that. github-actions is every workflow: it can neither be trusted nor have sponsors, so its work needs two independent people who approve it.",
  },
  { title: 'Exceptions', given: '', says: 'None is granted.' },
  {
    title: 'Exceptions',
    given: exception('2026-03-01'),
    says: '1. In force until 2026-03-01: ada may violate self-merge. Granted by dana: why not.',
  },
  {
    title: 'Exceptions',
    given: exception('2026-02-28', ', environments: [eu], branches: [main], paths: [x, y]'),
    says: '1. EXPIRED on 2026-02-28, covers nothing: ada may violate self-merge in deployments to eu, in changes into main, in changes that touch nothing but x or y. Granted by dana: why not.',
  },
  {
    title: 'Exceptions',
    given: exception('2026-03-01').replace('self-merge', 'control-plane'),
    says: '1. In force until 2026-03-01: ada may violate nothing. It cannot cover control-plane. Granted by dana: why not.',
  },
  { title: 'Break-glass', given: '', says: 'There is none: no emergency waives a rule.' },
  {
    title: 'Break-glass',
    given: 'break-glass: {responders: {teams: [oncall]}, approvers: {users: [dana]}}',
    says: 'Who may ask A member of the team oncall. Who approves dana, other than the person who asks. How long At most 4h after the request. Afterwards Within 3d of its use an independent human must confirm the result. What it may waive Every rule but these: What it never waives control-plane, attributable-commits, sponsored-agents, complete-facts and break-glass.',
  },
  {
    title: 'Facts',
    given: 'facts: {fork-pushers: best-effort}',
    says: 'Who pushed to a fork need not be known: where the fork cannot be read, the gate goes on without, and every record says so.',
  },
  {
    title: 'Deployments',
    given: 'deployment: {deployer: release}',
    says: 'The person who approves the deployment deploys, not the one who starts the run. Protected branches: the default branch alone.',
  },
  {
    title: 'Warnings',
    given: exception('2026-02-28'),
    says: 'Line 2: exceptions[0] ended on 2026-02-28 and covers nothing; remove it.',
  },
])('$title: $says', ({ title, given, says }) => {
  expect(under(title, given)).toBe(says)
})

test('a rule comes with its enforcement', () => {
  const rules = 'rules: {fresh-approval: {enforcement: warn}, reviewed-range: {enforcement: off}}'
  const shown = under('Other rules', rules)
  expect(shown).toContain('independent-approval Enforced. As many independent approvals')
  expect(shown).toContain('fresh-approval Only warns. No approval had to be set aside')
  expect(shown).toContain('reviewed-range Switched off. Every commit deployed')
  expect(shown).toContain(
    'control-plane Enforced. A change to the policy, CODEOWNERS, workflows or actions has an independent approval',
  )
})

test('is the same every time, ends its last line and has no empty one twice', () => {
  expect(page('')).toBe(page(''))
  expect(page('')).toMatch(/[^\n]\n$/)
  expect(page('')).not.toContain('\n\n\n')
})

test('names that mean harm stay within their lines', () => {
  const evil = '"\\u202e::error::x\\e[2J"'
  const text = `people: [{name: ${evil}, accounts: [a, b]}]
protected-paths: [{name: ${evil}, paths: ["${'long/'.repeat(190)}**"], from: {teams: ["${'t'.repeat(255)}"]}}]`
  const lines = page(text).split('\n')
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(100)
    expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]|^\s*::/u)
  }
})
