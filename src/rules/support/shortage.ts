// Explains a shortage of approvals: which ones had to be set aside, by one kind of reason.

import { listed } from '../../duties/evidence.ts'
import type { SetAside, SetAsideKind } from '../../duties/roster.ts'
import type { Answer } from '../../findings/finding.ts'
import type { Case, ChangeRule } from './case.ts'

/** Fewer approvals count than the policy demands of every change. */
export const isShort = ({ approvals, policy }: Case): boolean =>
  approvals.counted.length < policy.approvals.required

/** "ada's approval is set aside: ada pushed 4aadfff; it was given for ...". Every reason, whatever its kind. */
export function reasonsOf({ person, reasons }: SetAside): string {
  const name = person?.name ?? 'an account that is deleted'
  const clauses = reasons.map(({ kind, why }) =>
    kind === 'contribution' ? `${name} ${why}` : `it ${why}`,
  )
  return `the approval of ${name} does not count: ${listed(clauses, 6)}`
}

interface Told {
  readonly satisfied: string
  readonly remedy: string
  /** Is everything known that could set an approval aside for this reason? */
  readonly isKnown: (judged: Case) => boolean
  readonly unknown: string
}

/**
 * A rule that is violated when an approval was set aside for its kind of reason while approvals are short: with enough
 * of them nobody leaned on it.
 */
export function shortageRule(kind: SetAsideKind, told: Told): ChangeRule {
  return (judged): Answer => {
    if (!judged.change.reviews.known) {
      return { outcome: 'undetermined', message: 'The reviews are unknown.' }
    }
    const affected = judged.approvals.setAside.filter(({ reasons }) =>
      reasons.some((reason) => reason.kind === kind),
    )
    const people = affected.flatMap(({ person }) => (person ? [person.account.login] : []))
    const sentences = affected.map((one) => `${capital(reasonsOf(one))}.`).join(' ')
    if (affected.length === 0) {
      return told.isKnown(judged)
        ? { outcome: 'satisfied', message: told.satisfied }
        : { outcome: 'undetermined', message: told.unknown }
    }
    if (!isShort(judged)) {
      return {
        outcome: 'satisfied',
        message: `Enough other approvals count. ${sentences}`,
        people,
      }
    }
    const commits = affected.flatMap(({ reasons }) =>
      reasons.flatMap((reason) => (reason.kind === kind ? reason.commits : [])),
    )
    const violated = { outcome: 'violated', message: sentences, remedy: told.remedy } as const
    // Who approved in spite of a contribution is favoured; otherwise those who had a hand in the change are.
    const favours = affected.flatMap(({ person }) => person ?? [])
    return {
      ...violated,
      people,
      commits,
      ...(kind === 'contribution' && { beneficiaries: favours }),
    }
  }
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
