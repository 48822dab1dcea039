// What a conflict's effect and the elevations in force make of a violation.

import type { Waiver } from '../break-glass/break-glass.ts'
import { areContributorsKnown } from '../duties/contributors.ts'
import type { Person } from '../duties/people.ts'
import type { AssignedChange } from '../duties/roster.ts'
import { listed } from '../duties/sentence.ts'
import type { Place, Treatment } from './enforcement.ts'
import type { Answer } from './finding.ts'

/** What an exception or a break-glass says where it covers a violation. */
interface Cover {
  /** A whole sentence. */
  readonly text: string
  /** What it leaves to be done. */
  readonly remedy?: string
  readonly waiver?: Waiver
}

/** Null: it covers no violation of the rule there. */
export type Coverage = (
  rule: string,
  place: Place,
  beneficiaries: readonly Person[] | null,
) => Cover | null

/** Only a violation is ever lifted: what is not known stays so. `otherwise` are those whom it favours where it does not say. */
export function applyEffect(
  answer: Answer,
  rule: string,
  { effect }: Treatment,
  place: Place,
  otherwise: readonly Person[] | null,
  coverages: readonly Coverage[],
): Answer {
  if (answer.outcome !== 'violated') return answer
  if (effect === 'dual-approval') {
    const dual = dualApproval(place)
    if (dual === null)
      return { ...answer, outcome: 'undetermined', message: `${answer.message} ${unsure}` }
    if (dual.length > 0) {
      const { remedy: _, ...allowed } = answer
      return { ...allowed, outcome: 'satisfied', message: `${answer.message} ${dual}` }
    }
  }
  const beneficiaries = answer.beneficiaries === undefined ? otherwise : answer.beneficiaries
  for (const coverage of coverages) {
    const cover = coverage(rule, place, beneficiaries)
    if (cover === null) continue
    const { text, ...more } = cover
    const { remedy: _, ...excepted } = answer
    return { ...excepted, ...more, outcome: 'excepted', message: `${answer.message} ${text}` }
  }
  const because = why[effect]
  return because === null ? answer : { ...answer, message: `${answer.message} ${because}` }
}

const unsure = 'Whether two independent people approved it is not wholly known.'

const why: Readonly<Record<Treatment['effect'], string | null>> = {
  prohibited: null,
  'dual-approval': 'That is allowed only where two independent people approved the change.',
  'time-bound':
    'That is allowed only under a time-bound elevation, and no exception or break-glass in force covers it.',
}

/** Says that two people approved each change; empty: not of each; null: that is not wholly known. */
function dualApproval({ changes, beyond }: Place): string | null {
  if (beyond !== null || changes.length === 0) return ''
  if (changes.some(({ approvals }) => approvals.counted.length < 2)) return ''
  if (!changes.every(areApprovalsKnown)) return null
  const approvers = changes.flatMap(({ approvals }) =>
    approvals.counted.map(({ person }) => person.name),
  )
  return `Allowed under dual approval: ${listed([...new Set(approvers)])} approved.`
}

const areApprovalsKnown = ({ change }: AssignedChange): boolean =>
  areContributorsKnown(change) && change.baseChanges.known && change.reviews.known
