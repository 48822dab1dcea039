// How firmly a rule stands: as the policy says where the entry holds, else as it stands unnamed.
import { expect, test } from 'vitest'
import { parsePolicy } from '../../src/policy/parse.ts'
import { defaultPolicy } from '../../src/policy/schema.ts'
import { standingOf } from '../../src/rules/standing.ts'

const at = (environment: string | null) => ({ environment, changes: [], beyond: null })

const stands = (text: string, rule: string, environment: string | null) => {
  const { policy, problems } = parsePolicy(`version: 1\n${text}`)
  if (policy === null) throw new Error(JSON.stringify(problems))
  return standingOf(policy, rule, at(environment)).enforcement
}

test.for([
  { rule: 'author-deploys', is: 'enforce' },
  { rule: 'approver-deploys', is: 'warn' },
  { rule: 'self-merge', is: 'off' },
  { rule: 'reviewed-range', is: 'enforce' },
  { rule: 'complete-facts', is: 'enforce' },
] as const)('$rule unnamed: $is', ({ rule, is }) => {
  expect(standingOf(defaultPolicy, rule, at('production')).enforcement).toBe(is)
  expect(standingOf(defaultPolicy, rule, at(null)).enforcement).toBe(is)
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
