// What a conflict's effect and the elevations in force make of a violation.

import { areContributorsKnown } from '../duties/contributors.ts'
import { advised, listed, possibleApprovals } from '../duties/roster.ts'
import type { Policy } from '../policy/schema.ts'
import { coverToAdd } from './cover-to-add.ts'
import {
  type Answer,
  type Beneficiaries,
  type Coverage,
  enforcementFor,
  type Finding,
  type Place,
  switchedOff,
  type Treatment,
  whole,
} from './finding.ts'

/** What an answer of a rule is about, and what may lift it there. */
export interface About {
  readonly rule: string
  /** The number of the pull request; null: a deployment as a whole. */
  readonly pull: number | null
  readonly place: Place
  /** Whom a violation favours where its rule does not say it; null: not wholly known. */
  readonly beneficiaries: Beneficiaries
  readonly coverages: readonly Coverage[]
}

/** A rule that is switched off there is not asked. */
export function findingUnder(policy: Policy, about: About, answer: () => Answer): Finding {
  const { rule, pull, place, beneficiaries, coverages } = about
  const treatment = enforcementFor(policy, rule, place)
  const { enforcement } = treatment
  const given =
    enforcement === 'off'
      ? switchedOff
      : applyEffect(answer(), policy, { rule, place, beneficiaries, coverages }, treatment)
  return { ...whole(given), rule, enforcement, pull }
}

/** Only a violation is ever lifted, or a doubt that is no more than one: what else is not known stays so. */
export function applyEffect(
  answer: Answer,
  policy: Policy,
  { rule, place, beneficiaries: otherwise, coverages }: Omit<About, 'pull'>,
  { effect }: Treatment,
): Answer {
  if (answer.outcome !== 'violated' && !answer.isCoverable) return answer
  if (effect === 'dual-approval') {
    const dual = dualApproval(place)
    if (dual === null)
      return { ...answer, outcome: 'undetermined', message: `${answer.message} ${unsure}` }
    if (dual.length > 0) {
      const { remedy: _, remedies: __, ...allowed } = answer
      return { ...allowed, outcome: 'satisfied', message: `${answer.message} ${dual}` }
    }
  }
  const beneficiaries = answer.beneficiaries === undefined ? otherwise : answer.beneficiaries
  for (const coverage of coverages) {
    const cover = coverage(rule, place, beneficiaries)
    if (cover === null) continue
    const { text, ...more } = cover
    const { remedy: _, remedies: __, ...excepted } = answer
    return { ...excepted, ...more, outcome: 'excepted', message: `${answer.message} ${text}` }
  }
  const because = why[effect]
  const left = because === null ? answer : { ...answer, message: `${answer.message} ${because}` }
  if (!left.isDone) return left
  return { ...left, ...advised([coverToAdd(policy, rule, place, beneficiaries)]) }
}

const unsure = 'It is not known whether two independent people approved it.'

const why: Readonly<Record<Treatment['effect'], string | null>> = {
  prohibited: null,
  'dual-approval': 'Only two independent approvals would allow it.',
  'time-bound': 'That is time-bound, and no exception or break-glass in force covers it.',
}

/** Says that two people approved each change; empty: not of each; null: that is not wholly known. */
function dualApproval({ changes, beyond }: Place): string | null {
  if (beyond !== null || changes.length === 0) return ''
  const possible = ({ approvals }: Place['changes'][number]): number =>
    approvals.counted.length + possibleApprovals(approvals).length
  if (changes.some((one) => possible(one) < 2)) return ''
  if (changes.some(({ approvals }) => approvals.counted.length < 2)) return null
  if (!changes.every(areApprovalsKnown)) return null
  const approvers = changes.flatMap(({ approvals }) =>
    approvals.counted.map(({ person }) => person.name),
  )
  return `Allowed under dual approval: ${listed([...new Set(approvers)])} approved.`
}

const areApprovalsKnown = ({ change }: Place['changes'][number]): boolean =>
  areContributorsKnown(change) && change.baseChanges.known && change.reviews.known
