// How firmly a rule stands: as the policy says where the entry holds, else as it stands unnamed.
import { expect, test } from 'vitest'
import { known, unknown } from '../../src/facts/fact.ts'
import { enforcementFor, type Place } from '../../src/findings/finding.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { caseOf, change, file } from '../fixtures.ts'

const at = (environment: string | null) => ({ environment, changes: [], beyond: null })

const stands = (text: string, rule: string, environment: string | null) => {
  const { policy, problems } = parsePolicy(`version: 1\n${text}`)
  if (policy === null) throw new Error(JSON.stringify(problems))
  return enforcementFor(policy, rule, at(environment)).enforcement
}

test.for([
  { rule: 'author-deploys', is: 'enforce' },
  { rule: 'approver-deploys', is: 'warn' },
  { rule: 'self-merge', is: 'off' },
  { rule: 'reviewed-range', is: 'enforce' },
  { rule: 'complete-facts', is: 'enforce' },
] as const)('$rule unnamed: $is', ({ rule, is }) => {
  expect(enforcementFor(defaultPolicy, rule, at('production')).enforcement).toBe(is)
  expect(enforcementFor(defaultPolicy, rule, at(null)).enforcement).toBe(is)
})

const limited = (rule: string, enforcement: string) =>
  `conflicts: {${rule}: {enforcement: ${enforcement}, environments: [Production, eu]}}`

test.for<{
  given: string
  policy: string
  rule: string
  environment: string | null
  is: string
}>([
  {
    given: 'a conflict named',
    policy: 'conflicts: {self-merge: {}}',
    rule: 'self-merge',
    environment: 'production',
    is: 'enforce',
  },
  {
    given: 'a conflict loosened everywhere',
    policy: 'conflicts: {author-deploys: {enforcement: warn}}',
    rule: 'author-deploys',
    environment: 'production',
    is: 'warn',
  },
  {
    given: 'a conflict loosened everywhere, for the merge gate',
    policy: 'conflicts: {author-deploys: {enforcement: warn}}',
    rule: 'author-deploys',
    environment: null,
    is: 'warn',
  },
  {
    given: 'another rule loosened',
    policy: 'rules: {reviewed-range: {enforcement: off}}',
    rule: 'reviewed-range',
    environment: 'production',
    is: 'off',
  },
  {
    given: 'an entry that holds here, whatever the case',
    policy: limited('approver-deploys', 'enforce'),
    rule: 'approver-deploys',
    environment: 'PRODUCTION',
    is: 'enforce',
  },
  {
    given: 'the second of its environments',
    policy: limited('approver-deploys', 'enforce'),
    rule: 'approver-deploys',
    environment: 'eu',
    is: 'enforce',
  },
  {
    given: 'an entry that holds elsewhere: the default',
    policy: limited('approver-deploys', 'enforce'),
    rule: 'approver-deploys',
    environment: 'staging',
    is: 'warn',
  },
  {
    given: 'an entry that loosens elsewhere: the default',
    policy: limited('author-deploys', 'off'),
    rule: 'author-deploys',
    environment: 'staging',
    is: 'enforce',
  },
  {
    given: 'an entry limited to environments, for the merge gate: the default',
    policy: limited('self-merge', 'enforce'),
    rule: 'self-merge',
    environment: null,
    is: 'off',
  },
])('$given: $is', ({ policy, rule, environment, is }) => {
  expect(stands(policy, rule, environment)).toBe(is)
})

const touching = (...paths: readonly string[]) =>
  caseOf(
    change({
      files: known(
        paths.map((path) => file(path)),
        'test',
      ),
    }),
  )
const unread = caseOf(change({ files: unknown('GitHub is down', 'test') }))
const [docs, code, both] = [touching('docs/a'), touching('src/a'), touching('docs/a', 'src/a')]
const beyond = (branch: string | null) => ({ branch })

/** How firmly an entry that loosens a rule stands, and one that tightens one, each limited in the same way. */
const limitedTo = (limit: string, place: Partial<Place>) =>
  [
    ['author-deploys', 'warn'],
    ['self-merge', 'enforce'],
    ['own', 'enforce, duties: [approver, merger]'],
  ].map(([rule = '', enforcement]) => {
    const { policy, problems } = parsePolicy(
      `version: 1\nconflicts: {${rule}: {enforcement: ${enforcement}, ${limit}}}`,
    )
    if (policy === null) throw new Error(JSON.stringify(problems))
    return enforcementFor(policy, rule, { environment: null, changes: [], beyond: null, ...place })
      .enforcement
  })

const paths = 'paths: ["docs/**"]'
const branches = 'branches: [main]'
const elsewhere = 'branches: [release]'

test.for<{ given: string; limit: string; place: Partial<Place>; is: readonly string[] }>([
  {
    given: 'all files are within',
    limit: paths,
    place: { changes: [docs] },
    is: ['warn', 'enforce', 'enforce'],
  },
  {
    given: 'no file is',
    limit: paths,
    place: { changes: [code] },
    is: ['enforce', 'off', 'off'],
  },
  {
    given: 'a file is and one beside it is not',
    limit: paths,
    place: { changes: [both] },
    is: ['enforce', 'enforce', 'enforce'],
  },
  {
    given: 'the files are unknown',
    limit: paths,
    place: { changes: [unread] },
    is: ['enforce', 'enforce', 'enforce'],
  },
  {
    given: 'one change is within and another is not',
    limit: paths,
    place: { changes: [docs, code] },
    is: ['enforce', 'enforce', 'enforce'],
  },
  {
    given: 'commits came without review, whose files nobody knows',
    limit: paths,
    place: { changes: [docs], beyond: beyond('main') },
    is: ['enforce', 'enforce', 'enforce'],
  },
  {
    given: 'the base is the branch',
    limit: branches,
    place: { changes: [code], beyond: beyond('main') },
    is: ['warn', 'enforce', 'enforce'],
  },
  {
    given: 'the base is another',
    limit: elsewhere,
    place: { changes: [code], beyond: beyond('main') },
    is: ['enforce', 'off', 'off'],
  },
  {
    given: 'what came without review came to another',
    limit: branches,
    place: { changes: [code], beyond: beyond(null) },
    is: ['enforce', 'enforce', 'enforce'],
  },
  {
    given: 'branch and paths must both fit',
    limit: `${elsewhere}, ${paths}`,
    place: { changes: [docs] },
    is: ['enforce', 'off', 'off'],
  },
  {
    given: 'a file is moved in from elsewhere',
    limit: paths,
    place: {
      changes: [caseOf(change({ files: known([file('docs/a', { previous: 'src/a' })], 'test') }))],
    },
    is: ['enforce', 'enforce', 'enforce'],
  },
])('limited, and $given: $is', ({ limit, place, is }) => {
  expect(limitedTo(limit, place)).toEqual(is)
})

test.for([
  { changes: [docs], is: 'dual-approval' },
  { changes: [both], is: 'prohibited' },
  { changes: [code], is: 'prohibited' },
])('an effect that allows more holds where the entry does, else $is', ({ changes, is }) => {
  const { policy } = parsePolicy(
    `version: 1\nconflicts: {self-approval: {effect: dual-approval, ${paths}}}`,
  )
  const place: Place = { environment: null, changes, beyond: null }
  expect(policy && enforcementFor(policy, 'self-approval', place).effect).toBe(is)
})

test('a rule that no policy can name stands by no entry', () => {
  expect(enforcementFor(defaultPolicy, 'constructor', at(null)).enforcement).toBe('off')
})
