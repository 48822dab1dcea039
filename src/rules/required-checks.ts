// required-checks: the newest result of each check that the policy names, by name and app, is a success.

import type { CheckResult, Deployment, Unknown } from '../facts/facts.ts'
import {
  aboutAll,
  advised,
  type DeploymentAnswer,
  type DeploymentCase,
  listed,
  remedyFor,
  short,
} from './support/case.ts'

export function requiredChecks({
  deployment,
  policy,
}: DeploymentCase): readonly DeploymentAnswer[] {
  const { checks, branch, sha } = deployment
  const required = policy['required-checks']
  if (required.length === 0) {
    return aboutAll({ outcome: 'not-applicable', message: 'The policy names no checks.' })
  }
  const gap = [checks, branch].find((fact): fact is Unknown => !fact.known)
  if (!checks.known || gap !== undefined) {
    const unread = gap ?? (checks as Unknown)
    const message = `The checks of ${short(sha)} are unknown: ${unread.reason}.`
    return aboutAll({ outcome: 'undetermined', message, ...advised([remedyFor(unread)]) })
  }
  const told = required.map(({ name, app }) => {
    const alike = checks.value.filter((one) => one.name === name && one.app === app)
    // A workflow of another branch could report anything about this commit, for good and for bad.
    const newest = newestOf(alike.filter((one) => !isOfElsewhere(one, deployment)))
    if (newest === undefined && alike.length > 0) {
      return { name, app, result: 'of a run on another branch or commit' }
    }
    // A skipped or neutral check satisfies GitHub; it has checked nothing.
    return { name, app, result: newest ? (newest.conclusion ?? 'not completed') : 'missing' }
  })
  const open = told.filter(({ result }) => result !== 'success')
  const sentence = listed(
    told.map(({ name, app, result }) => `${name} of ${app} is ${result}`),
    10,
  )
  const message = `On ${short(sha)} ${sentence}.`
  const names = open.map(({ name, app }) => ({ name, app }))
  const checking = { kind: 'fix', who: null, what: { act: 'check', commit: sha, names } } as const
  return open.length === 0
    ? aboutAll({ outcome: 'satisfied', message })
    : aboutAll({
        outcome: 'violated',
        message,
        ...advised([checking]),
        commits: [sha],
      })
}

const isOfElsewhere = ({ run }: CheckResult, { sha, branch }: Deployment): boolean =>
  run !== null && !(run.head === sha && branch.known && run.branch === branch.value)

/** One that has not started yet is the newest of all; in the same second doubt takes the worse one. */
function newestOf(results: readonly CheckResult[]): CheckResult | undefined {
  const order = ({ at, conclusion }: CheckResult): string =>
    `${at ?? '9999'} ${conclusion === 'success' ? 0 : 1}`
  return results.toSorted((a, b) => order(a).localeCompare(order(b))).at(-1)
}
