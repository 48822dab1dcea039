// What stands in the place of names in policies and CODEOWNERS: it names the same accounts, and nobody by a name.
import { expect, test } from 'vitest'
import { namesFor } from '../../../src/record/privacy/names.ts'
import { addressWithout, ownersWithout, policyWithout } from '../../../src/record/privacy/texts.ts'
import { actor } from '../../fixtures.ts'

const names = namesFor(
  [actor('bob'), actor('ada'), actor('dependabot', 'Bot'), { ...actor('ada'), login: 'ada-old' }],
  ['ada#1', 'zoe#900', 'stranger', 'dependabot[bot]', 'renovate'],
)

test.for([
  ['ada', 'account-1'],
  ['ADA', 'account-1'],
  ['ada#1', 'account-1#1'],
  ['ada-old', 'account-1-2'],
  ['bob', 'account-2'],
  ['zoe#900', 'account-900#900'],
  ['stranger', 'nobody-1'],
  ['dependabot[bot]', 'dependabot[bot]'],
  ['renovate', 'renovate'],
])('%s is %s', ([login = '', word]) => {
  expect(names.nameOf(login)).toBe(word)
})

test('a login that an app bears too stays, since a policy means both by it', () => {
  const both = namesFor([actor('shipper'), actor('shipper', 'Bot')], [])
  expect(both.nameOf('shipper')).toBe('shipper')
})

test('a policy demands the same of the same accounts, without comments, names and reasons', () => {
  const text = `version: 1 # by Ada
people: [{name: Ada L., accounts: [ada, 'zoe#900']}]
control-plane: {owners: {teams: [platform], users: [bob]}}
exceptions: [{rules: [self-merge], people: [ada], reason: Ada asked, granted-by: bob, until: 2026-12-31}]
`
  expect(policyWithout(text, names)).toBe(`version: 1
people:
  - name: person 1
    accounts:
      - account-1
      - account-900#900
control-plane:
  owners:
    teams:
      - platform
    users:
      - account-2
exceptions:
  - rules:
      - self-merge
    people:
      - account-1
    reason: withheld
    granted-by: account-2
    until: 2026-12-31
`)
  expect(policyWithout('version: 1\npeople: Ada', names)).toBe('version: 0\n')
})

test('CODEOWNERS keeps its lines, patterns and teams', () => {
  const text = `# Ada's files
*.ts @ada @acme/platform # ask Bob
/docs/@ada/ ada@home.example @Bob
\\#odd @stranger`
  expect(ownersWithout(text, names)).toBe(`#
*.ts @account-1 @acme/platform #
/docs/@ada/ withheld@mail.invalid @account-2
\\#odd @nobody-1`)
})

test.for([
  ['101+ada@users.noreply.github.com', '101+account-1@users.noreply.github.com'],
  ['noreply@github.com', 'noreply@github.com'],
  ['ada@home.example', 'withheld'],
])('the address %s becomes %s', ([email = '', now]) => {
  expect(addressWithout(email, 'account-1')).toBe(now)
})
