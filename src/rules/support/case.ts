// What a rule is asked and what it answers; and the rules that explain a shortage of approvals by one kind of reason.

import type { BreakGlassCase } from '../../break-glass/break-glass.ts'
import type { Start } from '../../duties/range/search.ts'
import {
  type AssignedChange,
  advised,
  listed,
  type Remedy,
  type Roster,
  type SetAside,
  type SetAsideKind,
} from '../../duties/roster.ts'
import type { Deployment, Directory, Fact, Unknown } from '../../facts/facts.ts'
import type { Answer, Finding } from '../../findings/finding.ts'
import type { Policy, Problem } from '../../policy/policy.ts'

export {
  areContributorsKnown,
  areHandsKnown,
  favouredContributors,
  partGaps,
  sponsorGaps,
} from '../../duties/contributors.ts'
export {
  advised,
  type CountedApproval,
  contributing,
  counting,
  type Duty,
  deedsOf,
  type Evidence,
  ended,
  firstOf,
  type Holding,
  holders,
  identifier,
  isTrustedWith,
  listed,
  lostLogins,
  maintainers,
  namesBarred,
  nothingHelps,
  possibleApprovals,
  proofOf,
  type Remedy,
  type Roster,
  remedyFor,
  runAgain,
  type SponsoredWork,
  short,
  trustFor,
} from '../../duties/roster.ts'
/** What a rule says of people and commits, beside what it is asked. */
export type { Answer, Finding }

/** One change, what people did for it, and what the policy demands. */
export interface Case extends AssignedChange {
  readonly directory: Directory
  readonly policy: Policy
  /** Where the policy lives: editing it is a control-plane change. */
  readonly policyPath: string
  /** What is wrong with the policy that the change proposes, read where that is asked. */
  readonly proposed: () => readonly Problem[]
  readonly breakGlass: BreakGlassCase
  /** What the rules before this one found; break-glass comes last. */
  readonly found: readonly Finding[]
}

/** The deployment, its people, and every change that it would ship. */
export interface DeploymentCase {
  readonly deployment: Deployment
  /** Null: where the range starts is unknown. */
  readonly start: Start | null
  /** By account id: may it administer or maintain the repository? */
  readonly maintainers: Directory['maintainers']
  /** Whether every change of the range could be read. */
  readonly changesRead: Fact<unknown>
  readonly roster: Roster
  readonly changes: readonly AssignedChange[]
  /** Why two of all these people could be one. */
  readonly unclear: readonly Unknown[]
  readonly policy: Policy
  readonly breakGlass: BreakGlassCase
  /** What the rules before this one found; break-glass comes last. */
  readonly found: readonly Finding[]
  /** What was found of the changes, each for itself. */
  readonly foundOfChanges: readonly Finding[]
}

/** About one change of the deployment, or, with null, about all of it. */
export interface DeploymentAnswer extends Answer {
  readonly pull: number | null
}

export const aboutAll = (answer: Answer): readonly DeploymentAnswer[] => [{ ...answer, pull: null }]

/** A rule never throws for what it finds, and never turns something unknown into satisfied. */
export type ChangeRule = (judged: Case) => Answer

/** One answer about all, or one for each change that there is something to say of. None: nothing to say. */
export type DeploymentRule = (judged: DeploymentCase) => readonly DeploymentAnswer[]

/** What the register holds of a rule, by what it judges. */
export interface Judging {
  readonly change: { readonly ofChange: ChangeRule }
  readonly deployment: { readonly ofDeployment: DeploymentRule }
  readonly both: { readonly ofChange: ChangeRule; readonly ofDeployment: DeploymentRule }
}

/** Do fewer approvals count than the policy demands of the change? Where that rests on something unknown, perhaps. */
export function shortageOf({ approvals }: Case): 'none' | 'possible' | 'certain' {
  const { counted, setAside, demanded } = approvals
  if (counted.length >= demanded.required) return 'none'
  if (demanded.isCertain) return 'certain'
  const perhaps = setAside.filter(({ reasons }) =>
    reasons.every(({ kind }) => kind === 'stale' || kind === 'rights-then'),
  )
  return counted.length + perhaps.length >= demanded.least ? 'possible' : 'certain'
}

/** "ada's approval does not count because ada pushed 4aadfff." One contribution is enough; every reason of another kind. */
export function reasonsOf({ person, reasons }: SetAside): string {
  const whose = person ? `${person.name}'s approval` : 'The approval of a deleted account'
  const contribution = reasons.find(({ kind }) => kind === 'contribution')
  const others = reasons.filter(({ kind }) => kind !== 'contribution')
  const clauses = [
    ...(contribution === undefined ? [] : [`${person?.name} ${contribution.why}`]),
    ...others.map(({ why }) => `it ${why}`),
  ]
  const isOutdated = reasons.every(({ kind }) => kind === 'stale')
  const isUncertain = reasons.every((one) => one.kind === 'rights-then')
  const fails = isUncertain ? 'may not count' : 'does not count'
  const fate = isOutdated ? 'is outdated:' : `${fails} because`
  return `${whose} ${fate} ${listed(clauses, 6)}.`
}

/** Each on its own, after what they explain. */
export const setAsideIn = ({ approvals }: Case): string =>
  approvals.setAside.map((one) => ` ${reasonsOf(one)}`).join('')

interface Told {
  readonly satisfied: string
  /** Approvals that would help. */
  readonly remedies: (judged: Case, missing: number) => readonly Remedy[]
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
    const sentences = affected.map(reasonsOf).join(' ')
    if (affected.length === 0) {
      return told.isKnown(judged)
        ? { outcome: 'satisfied', message: told.satisfied }
        : { outcome: 'undetermined', message: told.unknown }
    }
    const shortage = shortageOf(judged)
    const { demanded, counted } = judged.approvals
    const remedies = told.remedies(judged, demanded.required - counted.length)
    if (shortage === 'possible') {
      const message = `It is not known how many approvals the policy demands. ${sentences}`
      return { outcome: 'undetermined', message, ...advised(remedies), people }
    }
    if (shortage === 'none') {
      return {
        outcome: 'satisfied',
        message: `Enough other approvals count. ${sentences}`,
        people,
      }
    }
    const commits = affected.flatMap(({ reasons }) =>
      reasons.flatMap((reason) => (reason.kind === kind ? reason.commits : [])),
    )
    const violated = {
      outcome: 'violated',
      message: sentences,
      ...advised(remedies),
    } as const
    // Who approved in spite of a contribution is favoured; otherwise its contributors are.
    const favours = affected.flatMap(({ person }) => person ?? [])
    return {
      ...violated,
      people,
      commits,
      ...(kind === 'contribution' && { beneficiaries: favours }),
    }
  }
}
