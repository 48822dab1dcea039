// What a policy grants beforehand: exceptions, each for some people and until a day, and commits that are trusted.
import {
  branches,
  date,
  entryName,
  environments,
  listOf,
  login,
  mapping,
  matching,
  patterns,
  reason,
} from './values.ts'

/** A grant outlives its login: the id says who gave it. */
const pinnedLogin = matching(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}#[1-9][0-9]{0,14}$/,
  'must be a login with its id, such as "octocat#583231"',
)

const oid = matching(/^[0-9a-f]{40}$/, 'must be the full id of a commit, 40 hex digits')

export const ruleName = entryName.meta({ description: 'The id of a rule.' })

export const exception = mapping({
  rules: listOf(ruleName, 'must be a list of one or more rules').meta({
    description: 'The rules that may be violated. `control-plane` cannot be.',
  }),
  people: listOf(login, 'must be a list of one or more logins').meta({
    description: 'Whom it favours: it covers what these people, and nobody else, had a part in.',
  }),
  reason: reason.meta({ description: 'Why, for those who read the record.' }),
  'granted-by': login.meta({ description: 'Who granted it: none of the people it favours.' }),
  until: date.meta({ description: 'The last day, in UTC, on which it holds.' }),
  environments: environments.optional().meta({
    description: 'Deployments that it covers. Without it, merges and all deployments.',
  }),
  branches: branches.optional().meta({
    description: 'Base branches of the changes that it covers. Without it, all.',
  }),
  paths: patterns.optional().meta({
    description:
      'It covers changes of which these patterns take in every file: case included, none that a pattern with `!` names, none below a directory but by a pattern that ends in `/` or `/**`, and no symlink or submodule. Without it, all.',
  }),
})

export const baseline = mapping({
  environment: entryName.meta({ description: 'The environment for which it counts.' }),
  commit: oid.meta({
    description:
      'The full id of the commit that is trusted. It counts while no believed deployment stands at or above it; ' +
      'each use is told as an exception.',
  }),
  reason: reason.meta({ description: 'Why, for those who read the record.' }),
  'granted-by': pinnedLogin.meta({
    description:
      'Who granted it, with the id: someone with admin or maintain permission who contributed to nothing ' +
      'that it skips and does not deploy it.',
  }),
})
