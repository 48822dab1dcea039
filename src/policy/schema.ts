// The policy of an organization: one schema, from which its type, defaults and documents follow.
import * as z from 'zod'
import { approvals, protectedPath } from './approvals-schema.ts'
import { frameworkIds } from './controls/frameworks.ts'
import { baseline, exception, ruleName } from './grants-schema.ts'
import { conflictIds, described, otherRuleIds, type RuleId, rowOf } from './rule-ids.ts'
import {
  app,
  branchPatterns,
  conflict,
  conflictName,
  duration,
  entries,
  entryName,
  flag,
  listOf,
  login,
  mapping,
  oneOf,
  ownConflict,
  parties,
  rule,
  trust,
  workflows,
} from './values.ts'

const howFirmly = ': `enforce` stops the change, `warn` only warns, `off` does not judge.'

const entriesOf = <Id extends RuleId, Entry>(ids: readonly Id[], make: (id: Id) => Entry) =>
  Object.fromEntries(ids.map((id) => [id, make(id)])) as Readonly<Record<Id, Entry>>

const builtInConflicts = mapping(
  entriesOf(conflictIds, (id) => conflict(described(id), rowOf(id).enforcement)),
)

/** The built-in ones by their ids; any other key is a conflict of the organization's own. */
const conflicts = builtInConflicts.catchall(ownConflict)

const rules = mapping(entriesOf(otherRuleIds, (id) => rule(described(id), rowOf(id).enforcement)))

const controlPlane = mapping({
  owners: parties.optional().meta({
    description:
      'Who may approve a change to the policy, CODEOWNERS, workflows or actions. Without owners, ' +
      'someone with admin or maintain permission.',
  }),
  separate: flag.default(false).meta({
    description: "Whether the owners' approval comes on top of the ordinary ones.",
  }),
})

const person = mapping({
  name: entryName.meta({ description: 'What messages call this person.' }),
  accounts: listOf(login, 'must be a list of two or more logins', 2).meta({
    description:
      'Logins that are one person, best each with its id, such as `octocat#583231`. An account belongs to one person only.',
  }),
})

const agent = mapping({
  account: login.meta({ description: 'The login of an account that is not a person.' }),
  trusted: trust.default(false).meta({
    description:
      'For what it needs no human who answers for it, a list of `work`, `deploy`, `merge` and ' +
      '`dismiss`; `true` is `[work]`, as Dependabot is trusted. `github-actions` never is.',
  }),
  sponsors: parties.optional().meta({
    description:
      'Who answers for what it does: all of them count as contributors of its work, and hold the ' +
      'duty where it deploys, merges or dismisses. `github-actions` can have none.',
  }),
})

const breakGlass = mapping({
  responders: parties.meta({
    description: 'Who may ask for an emergency: `teams`, `users` or both.',
  }),
  approvers: parties.meta({ description: 'Who may approve one, other than the person who asks.' }),
  'max-duration': duration.default('4h').meta({
    description: 'How long after the request it can last, such as `4h`.',
  }),
  'reconcile-within': duration.default('3d').meta({
    description: 'How soon after its use an independent human must have confirmed the result.',
  }),
  rules: listOf(ruleName, 'must be a list of one or more rules').optional().meta({
    description: 'The rules that it may waive. Without it, all that can be waived.',
  }),
})

const facts = mapping({
  'fork-pushers': oneOf(['required', 'best-effort'])
    .default('required')
    .meta({
      description:
        'Who pushed to a fork. `required`: when the fork cannot be read, the gate stops. ' +
        '`best-effort`: it goes on without, and every record says so.',
    }),
})

const requiredCheck = mapping({
  name: entryName.meta({ description: 'The name of the check run.' }),
  app: app.meta({ description: 'The slug of the app that must have reported it.' }),
})

const deployment = mapping({
  deployer: oneOf(['trigger', 'release']).default('trigger').meta({
    description:
      'What the act of deploying is. `trigger`: starting the run. `release`: letting it into the environment.',
  }),
  branches: branchPatterns.optional().meta({
    description:
      'The protected branches, by name or by pattern, such as `release/*`. Without it, the default branch alone.',
  }),
  workflows: workflows.optional().meta({
    description:
      'Workflow files that deploy to the same environments, each with the gate in its deploying job. ' +
      'What one of them deployed counts as deployed for the others.',
  }),
})

export const policySchema = mapping(
  {
    version: z
      .literal(1, 'must be the number 1')
      .meta({ description: 'The version of this format: 1.' }),
    approvals: approvals.prefault({}).meta({
      description:
        'What every change needs; or a list of demands with limits, of which the strictest that holds counts.',
    }),
    conflicts: conflicts.prefault({}).meta({
      description: `Duties that one person must not hold together${howFirmly}`,
      propertyNames: { pattern: conflictName.source, not: { const: 'constructor' } },
    }),
    rules: rules.prefault({}).meta({ description: `How firmly the other rules stand${howFirmly}` }),
    'protected-paths': entries(protectedPath, 'protected paths').meta({
      description: 'Files that need the approval of people named for them.',
    }),
    'control-plane': controlPlane.prefault({}).meta({
      description: 'The files that steer the gate itself.',
    }),
    'required-checks': entries(requiredCheck, 'checks').meta({
      description: 'Checks that must be a success on the commit that is deployed.',
    }),
    people: entries(person, 'people').meta({
      description: 'People with more than one account, each to be taken for one.',
    }),
    agents: entries(agent, 'agents').meta({
      description: 'Accounts that are no humans, and who answers for them.',
    }),
    exceptions: entries(exception, 'exceptions').meta({
      description: 'Permissions granted beforehand, each for some people and until a day.',
    }),
    baselines: entries(baseline, 'baselines').meta({
      description:
        'Commits trusted as what an environment has; of several, the last one that counts.',
    }),
    'break-glass': breakGlass.optional().meta({
      description: 'Emergencies: who may ask, who may approve, and for how long.',
    }),
    facts: facts.prefault({}).meta({ description: 'What the gate must be able to find out.' }),
    deployment: deployment.prefault({}).meta({ description: 'Who deploys, and from where.' }),
    controls: entries(oneOf(frameworkIds), 'standards').meta({
      description: `Standards of which the record names the clauses that it gives evidence relevant to: ${frameworkIds.map((id) => `\`${id}\``).join(', ')}. A clause is never met by that alone.`,
    }),
    privacy: oneOf(['names', 'ids'])
      .default('names')
      .meta({
        description:
          'What the record says of people. `names`: what GitHub says of them, with the names and addresses of commits. ' +
          '`ids`: the ids of their accounts alone.',
      }),
  },
  'is a mapping that starts with "version: 1"',
)

export type Parties = z.output<typeof parties>

/** What an organization demands. Keys are spelled as in its file. */
export type Policy = z.output<typeof policySchema>

/** What holds where there is no file. */
export const defaultPolicy: Policy = policySchema.parse({ version: 1 })
