// Verdicts with a break-glass: Ada or Bob may ask, Dana or a lead approves, and nobody reviewed #7.

import type { Circumstances, Party } from '../../src/break-glass/request.ts'
import { assign } from '../../src/duties/assign.ts'
import { identifier } from '../../src/duties/people.ts'
import { named, writers as pushers } from '../../src/duties/roster.ts'
import type { Change } from '../../src/facts/change.ts'
import type { Deployment } from '../../src/facts/deployment.ts'
import { known, unknown } from '../../src/facts/fact.ts'
import type { BreakGlassIssue, Facts } from '../../src/facts/facts.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Verdict } from '../../src/judge/verdict.ts'
import {
  actor,
  change,
  deployment,
  facts,
  issue,
  merged,
  nobodyAsked,
  policyText,
} from '../fixtures.ts'

const people = 'responders: {users: [ada, bob]}, approvers: {users: [dana], teams: [leads]}'

export const policy = (more = '', terms = '') =>
  policyText(`version: 1\nbreak-glass: {${people}${terms}}\n${more}`)

export const leads = known([actor('eve')], 'test')

const writers = {
  ...Object.fromEntries(
    ['ada', 'bob', 'dana', 'eve', 'fay'].map((login) => [actor(login).id, known(true, 'test')]),
  ),
  [actor('gus').id]: known(false, 'test'),
}

export const beside = { ...nobodyAsked, teams: { leads }, writers }

export const nobodysReview = { reviews: known([], 'test') }

type Told = Partial<Facts> & {
  readonly one?: Partial<Change>
  readonly breakGlassIssues?: Facts['breakGlassIssues']
}

const asked = (issues: readonly Partial<BreakGlassIssue>[]) => known(issues.map(issue), 'test')

/** The merge gate on #7. */
export function merging(
  issues: readonly Partial<BreakGlassIssue>[] = [{}],
  { one = {}, ...more }: Told = {},
): Verdict {
  const seven = change({ ...nobodysReview, policyFile: policy(), ...one })
  return judge(facts([seven], { breakGlassIssues: asked(issues), directory: beside, ...more }))
}

/** The deployment of m1, which #7 brought, to production at half past twelve; Dana having started it, or Cleo. */
export function deploying(
  issues: readonly Partial<BreakGlassIssue>[] = [{}],
  told: Partial<Deployment> = {},
  changes: readonly Change[] = [merged({}, nobodysReview)],
  more: Partial<Facts> = {},
): Verdict {
  const shipped = deployment({ policyFile: policy(), policyAtStart: policy(), ...told })
  return judge(
    facts(changes, {
      ...{ readAt: '2026-03-01T12:30:00Z', deployment: shipped, directory: beside },
      ...{ breakGlassIssues: asked(issues), ...more },
    }),
  )
}

export const find = (
  { findings }: { readonly findings: readonly Finding[] },
  rule = 'break-glass',
): Finding => {
  const found = findings.find((one) => one.rule === rule)
  if (found === undefined) throw new Error(`nothing of ${rule}`)
  return found
}

const rules = ['independent-approval', 'control-plane']
const identify = identifier([])

/** Nobody can tell whether Eve belongs to any. */
const only = (name: string): Party => ({
  names: name,
  besides: (barred) =>
    barred.some(({ login }) => login === name) ? null : named({ users: [name] }, []),
  includes: ({ login }) =>
    login === 'eve' ? unknown('down', 'GET team', 'Wait.') : known(login === name, 'test'),
})

/** Ada may ask, Dana approve, and they push like Eve and Fay. */
export const circumstances = (now = '2026-03-01T12:00:00Z'): Circumstances => ({
  terms: {
    ...{ responders: only('ada'), approvers: only('dana') },
    ...{ maxDuration: '4h', reconcileWithin: '3d' },
    uninvolved: () => pushers([], 'uninvolved person'),
    rules: { known: rules, allowed: rules, never: ['control-plane'] },
  },
  people: {
    identify,
    mayPush: ({ login }) => known(['ada', 'dana', 'eve', 'fay'].includes(login), 'test'),
    unclear: () => [],
    rosterOf: (one) => assign(one, identify).roster,
  },
  now,
})
