// Which accounts are no humans: told by type, id and policy, and never by the spelling of a login.
import { expect, test } from 'vitest'
import { type AgentEntry, agentRegistry } from '../../src/duties/people.ts'
import type { Actor } from '../../src/facts/fact.ts'

const account = (login: string, kind: string, id = 9001): Actor => ({ id, login, kind })

const copilot = account('copilot-swe-agent', 'Bot', 198982749)
const dependabot = account('dependabot', 'Bot', 49699333)

const listing = (...entries: readonly (string | Partial<AgentEntry>)[]) =>
  agentRegistry(
    entries.map((one) =>
      typeof one === 'string'
        ? { account: one, trusted: true }
        : { account: '', trusted: false, ...one },
    ),
  )

const unlisted = agentRegistry([])

test.for<{ given: string; who: Actor; what: string | null }>([
  { given: 'a User', who: account('ada', 'User'), what: null },
  { given: 'a User named like a bot', who: account('renovate', 'User'), what: null },
  { given: 'a User named with the suffix', who: account('x[bot]', 'User'), what: null },
  { given: "a User with a bot's id", who: account('ada', 'User', 49699333), what: null },
  { given: 'an App', who: account('shipbot', 'Bot'), what: 'an App' },
  { given: 'Copilot by GraphQL', who: copilot, what: 'Copilot' },
  { given: 'Copilot by REST', who: { ...copilot, login: 'Copilot' }, what: 'Copilot' },
  {
    given: 'a workflow',
    who: account('github-actions', 'Bot', 41898282),
    what: "a workflow's token",
  },
  {
    given: 'the User of the commits by Claude',
    who: account('claude', 'User', 81847),
    what: 'Claude',
  },
  {
    given: 'the User of the commits by Cursor, renamed',
    who: account('somebody-else', 'User', 199161495),
    what: 'Cursor',
  },
  { given: 'a placeholder', who: account('mia', 'Mannequin'), what: 'a Mannequin' },
  { given: 'an organization', who: account('acme', 'Organization'), what: 'an Organization' },
])('$given: $what', ({ who, what }) => {
  expect(unlisted(who)?.what ?? null).toBe(what)
})

test('only Dependabot is trusted unasked, by its id', () => {
  expect(unlisted(dependabot)?.trusted).toEqual(['work'])
  expect(unlisted(account('dependabot', 'Bot'))?.trusted).toEqual([])
  expect(unlisted(copilot)?.trusted).toEqual([])
})

test('the policy can deny Dependabot its trust', () => {
  expect(listing({ account: 'dependabot' })(dependabot)?.trusted).toEqual([])
})

test.for<{ entry: string; who: Actor; is: boolean }>([
  { entry: 'renovate', who: account('renovate', 'Bot'), is: true },
  { entry: 'Renovate[bot]', who: account('renovate', 'Bot'), is: true },
  { entry: 'RENOVATE', who: account('renovate', 'Bot', 29139614), is: true },
  { entry: 'copilot', who: copilot, is: true },
  { entry: 'Copilot', who: { ...copilot, login: 'Copilot' }, is: true },
  { entry: 'copilot-swe-agent', who: { ...copilot, login: 'Copilot' }, is: true },
  { entry: 'anthropic-code-agent', who: account('Claude', 'Bot', 242468646), is: true },
  { entry: 'claude', who: account('claude', 'User', 81847), is: true },
  { entry: 'claude[bot]', who: account('claude', 'User', 81847), is: false },
  { entry: 'deploy-bot', who: account('deploy-bot', 'User'), is: true },
  { entry: 'deploy-bot', who: account('Deploy-Bot', 'Bot'), is: true },
  { entry: 'deploy-bot[bot]', who: account('deploy-bot', 'Bot'), is: true },
  { entry: 'deploy-bot[bot]', who: account('deploy-bot', 'User'), is: false },
  { entry: 'renovate', who: account('renovate', 'User'), is: false },
  { entry: 'dependabot', who: account('dependabot', 'User'), is: false },
  { entry: 'copilot', who: account('copilot', 'User'), is: false },
  { entry: 'renovate', who: account('renovate-fork', 'Bot'), is: false },
])('an entry for $entry is about $who.kind $who.login ($who.id): $is', ({ entry, who, is }) => {
  expect(listing(entry)(who)?.trusted ?? []).toEqual(is ? ['work'] : [])
})

test('a User whom the policy lists is an agent, and needs no trust for that', () => {
  const agent = listing({ account: 'ai-helper' })(account('ai-helper', 'User'))
  expect(agent).toEqual({
    what: 'an agent by the policy',
    trusted: [],
    sponsors: null,
  })
})

test('two entries for the two logins of one account: trust needs both, and the sponsors are joined', () => {
  const one = { account: 'copilot', trusted: true, sponsors: { teams: ['web'], users: ['ada'] } }
  const other = { account: 'copilot-swe-agent', sponsors: { users: ['ada', 'bob'] } }
  expect(listing(one)(copilot)).toMatchObject({ trusted: ['work'] })
  expect(listing(one, other)(copilot)).toMatchObject({
    trusted: [],
    sponsors: { teams: ['web'], users: ['ada', 'bob'] },
  })
})

test('what one entry denies another does not give', () => {
  const one: AgentEntry = { account: 'copilot', trusted: ['work', 'deploy', 'merge'] }
  const other: AgentEntry = { account: 'copilot-swe-agent', trusted: ['deploy', 'dismiss', 'work'] }
  expect(agentRegistry([one, other])(copilot)?.trusted).toEqual(['work', 'deploy'])
})

test('a workflow is trusted with nothing and answered for by nobody, whatever the policy says', () => {
  const workflow = account('github-actions', 'Bot', 41898282)
  const entry: AgentEntry = {
    ...{ account: 'github-actions', trusted: ['work', 'deploy', 'merge', 'dismiss'] },
    sponsors: { users: ['erin'] },
  }
  expect(agentRegistry([entry])(workflow)).toEqual({
    what: "a workflow's token",
    trusted: [],
    sponsors: null,
  })
})
