// What a policy demands: approvals, protected paths, control plane, checks, rules, facts, deployments.
import { counting, listed } from '../../duties/evidence.ts'
import { type JsonSchema, jsonSchema } from '../../policy/json-schema.ts'
import { otherRuleIds } from '../../policy/rule-ids.ts'
import type { Parties, Policy } from '../../policy/schema.ts'
import { either, glossary, type Lines, orElse, sentence } from '../formats/layout.ts'

/** "dana, or a member of the team payments": completes "by ...". */
export function anyOf({ users = [], teams = [] }: Parties): string {
  const members = teams.map((team) => `a member of the team ${team}`)
  return either([...users, ...members])
}

export const approvalLines = ({ approvals: { required } }: Policy): Lines =>
  sentence(
    `${counting(required, 'independent approval')} of the newest commit${required === 1 ? '' : ', each'} by a human who had no hand in the change and may push to the repository.`,
  )

export const pathLines = ({ 'protected-paths': entries }: Policy): Lines =>
  orElse(
    entries.flatMap(({ name, paths, approvals, from, separate }) => [
      ...sentence(
        `${name}: ${counting(approvals, 'approval')} by ${anyOf(from)}, ${separate ? apart : shared}, where a change touches`,
        0,
      ),
      ...paths.flatMap((path) => sentence(path, 4)),
    ]),
    sentence('No path is protected.'),
  )

const apart = 'on top of the ordinary ones and of those for other separate entries'
const shared = 'among which the ordinary ones count'

export function controlPlaneLines({ 'control-plane': { owners, separate } }: Policy): Lines {
  const whom = owners ? anyOf(owners) : 'anybody who may administer or maintain the repository'
  const ordinary = separate
    ? 'It comes on top of the ordinary ones.'
    : 'The ordinary approval may be that one.'
  return sentence(
    `A change to this policy, CODEOWNERS, workflows or actions needs an independent approval by ${whom}. ${ordinary} No exception and no emergency waives this.`,
  )
}

export const checkLines = ({ 'required-checks': checks }: Policy): Lines =>
  orElse(
    checks.flatMap(({ name, app }) =>
      sentence(`${name}, reported by the app ${app}: a success on the commit that is deployed.`),
    ),
    sentence('No check is required.'),
  )

const firmness = { enforce: 'Enforced', warn: 'Only warns', off: 'Switched off' } as const

/** The schema describes each rule. */
export function ruleLines({ rules }: Policy): Lines {
  const described = ((jsonSchema().properties?.rules ?? {}) as JsonSchema).properties ?? {}
  return glossary(
    otherRuleIds.map((rule) => {
      const { description = '' } = (described[rule] ?? {}) as JsonSchema
      const demand = description.replaceAll('`', '').replace(/ Always enforced\.$/, '')
      return [rule, `${firmness[rules[rule].enforcement]}. ${demand}`]
    }),
  )
}

export const factLines = ({ facts }: Policy): Lines =>
  sentence(
    facts['fork-pushers'] === 'required'
      ? 'Who pushed to a fork must be known: where the fork cannot be read, the gate stops.'
      : 'Who pushed to a fork need not be known: where the fork cannot be read, the gate goes on without, and every record says so.',
  )

export function deploymentLines({ deployment: { deployer, branches } }: Policy): Lines {
  const who =
    deployer === 'trigger'
      ? 'Whoever starts the run deploys.'
      : 'Whoever releases the environment deploys, not who starts the run.'
  const from = branches ? listed(branches, 100) : 'the default branch alone'
  return [...sentence(who), ...sentence(`Protected branches: ${from}.`)]
}
