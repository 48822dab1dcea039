// What a break-glass means for findings: the violations that a valid request covers, and the uses that are to be logged.

import {
  type BreakGlassCase,
  isValid,
  type Requests,
  type WeighedRequest,
} from '../break-glass/break-glass.ts'
import type { Cover, Coverage } from './effect.ts'
import type { Finding, Use, Waiver } from './finding.ts'

/** `pull` as in the case: null is about all of it. */
export const coveragesOf = (
  { requests, weighed }: BreakGlassCase,
  pull: number | null,
): readonly Coverage[] => (requests?.known ? [coverageBy(weighed(pull), requests.value)] : [])

/** Those that hold, as what lifts the rules that they name. */
const coverageBy =
  (weighed: readonly WeighedRequest[], requests: Requests): Coverage =>
  (rule) => {
    const holding = weighed.find((one) => isValid(one) && one.request.form.rules.includes(rule))
    return holding === undefined ? null : coverBy(holding, requests)
  }

function coverBy(
  { request, approval, subject }: WeighedRequest,
  { terms }: Requests,
): Cover | null {
  const { requester, issue } = request
  const approver = approval?.by ?? null
  if (requester === null || approver === null || approval === null) return null
  const { number, url } = issue
  const { gate, pull, environment, run } = subject
  const { oid, until } = approval
  const reconcile = subject.reconcile(terms)
  return {
    text: `Waived until ${until} by break-glass #${number}, which ${requester.name} asked for and ${approver.name} approved.`,
    remedy: `Have break-glass #${number} reconciled ${reconcile}.`,
    waiver: {
      ...{ issue: number, url, gate, oid, pull, environment, run, until, reconcile },
      ...{ requester: requester.account.login, approver: approver.account.login },
    },
  }
}

interface Lifted {
  readonly rule: string
  readonly waiver: Waiver
}

/** What would have stopped without a break-glass; what merely warns would have passed all the same. */
export const liftedIn = (findings: readonly Finding[]): readonly Lifted[] =>
  findings.flatMap(({ rule, waiver, outcome, enforcement }) =>
    waiver !== undefined && outcome === 'excepted' && enforcement === 'enforce'
      ? [{ rule, waiver }]
      : [],
  )

/** `gate` is the one that asks: what was granted for a merge is no use of the deployment that ships it. */
export function usesIn(findings: readonly Finding[], gate: Use['gate']): readonly Use[] {
  const lifted = liftedIn(findings).filter(({ waiver }) => waiver.gate === gate)
  const alike = Map.groupBy(lifted, ({ waiver }) => `${waiver.issue} ${waiver.pull} ${waiver.oid}`)
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    const rules = [...new Set(group.map(({ rule }) => rule))].sort()
    return first === undefined ? [] : [{ ...first.waiver, rules }]
  })
}
