// The requests for a break-glass that matter to a verdict: those that let something pass, or are not reconciled yet.

import type { RecordedRequest } from '../break-glass/break-glass.ts'
import { ended, listed, short } from '../duties/evidence.ts'
import { liftedIn } from '../findings/coverage.ts'
import type { Verdict } from '../judge/verdict.ts'

import { markdown } from './formats/escape.ts'
import type { Section } from './formats/markdown.ts'

/** A line each. None: nobody needs to hear of a break-glass. */
export function breakGlassLines({ breakGlassRequests, findings }: Verdict): readonly string[] {
  const inUse = new Set(liftedIn(findings).map(({ waiver }) => waiver.issue))
  return breakGlassRequests
    .filter(({ issue, state }) => inUse.has(issue) || state === 'overdue' || state === 'used')
    .map((one) => lineOf(one, inUse.has(one.issue)))
}

export function breakGlassSections(verdict: Verdict): readonly Section[] {
  const rows = breakGlassLines(verdict).map((one) => `- ${markdown(one)}`)
  return rows.length === 0 ? [] : [{ head: '\n### Break-glass\n', rows, noun: 'emergencies' }]
}

function lineOf(one: RecordedRequest, isInUse: boolean): string {
  const { issue, url, state, requester, asked, reason, rules } = one
  const states = [...(isInUse ? ['in use'] : []), ...(state === 'approved' ? [] : [state])]
  const why = reason === null ? '' : `: ${reason}`
  const sentences = [
    `#${issue} is ${listed(states)}.`,
    `${requester ?? 'An account that is deleted'} asked for it at ${asked}${ended(why)}`,
    approvalSentence(one),
    ...(rules.length === 0 ? [] : [`It waives ${listed(rules, 20)}.`]),
    ...afterwards(one),
    url,
  ]
  return sentences.join(' ')
}

function approvalSentence({ approver, approved, expires, oid }: RecordedRequest): string {
  if (approver === null || approved === null || oid === null) return 'No approval of it counts.'
  return `${approver} approved ${short(oid)} at ${approved}, until ${expires}.`
}

function afterwards({ use, reconciliation }: RecordedRequest): readonly string[] {
  if (use === null) return []
  const told = `It was used: ${use.text}.`
  if (reconciliation === null) return [told, `It must be reconciled by ${use.due}.`]
  const { by, at, result } = reconciliation
  return [told, `${by} reconciled it at ${at}: ${result}.`]
}
