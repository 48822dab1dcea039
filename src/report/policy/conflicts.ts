// The conflicts of a policy: duties in plain words, and each conflict as a sentence that an auditor can sign.
import type { DutyName } from '../../policy/catalogue.ts'
import { type Conflict, conflictsOf } from '../../policy/conflicts.ts'
import { defaultPolicy, type Policy } from '../../policy/schema.ts'
import { either, type Lines, sentence } from '../formats/layout.ts'

interface Phrases {
  /** Completes "Nobody who ...". */
  readonly did: string
  /** Completes "... may ...", about the same change. */
  readonly may: string
}

/** In order of time: of two duties, the first is what a person did, the second what that person may not do. */
const phrases = {
  author: { did: 'opened a change', may: 'open it' },
  committer: { did: 'wrote or committed a change', may: 'write or commit it' },
  pusher: { did: 'pushed a change', may: 'push it' },
  contributor: {
    did: 'wrote, pushed or sponsored a change',
    may: 'write, push or sponsor it',
  },
  administrator: {
    did: 'contributed to a change of the gate itself',
    may: 'contribute to a change to the gate itself',
  },
  approver: { did: 'approved a change', may: 'approve it' },
  dismisser: {
    did: 'dismissed a review that objected to a change',
    may: 'dismiss a review that objects to it',
  },
  merger: { did: 'merged a change', may: 'merge it' },
  bypasser: {
    did: "pushed a commit without review, or past the branch's rules,",
    may: "push a commit without review, or past the branch's rules, into the same deployment",
  },
  deployer: { did: 'deploys a change', may: 'deploy it' },
  'deployment-approver': {
    did: 'releases the environment for a change',
    may: 'release the environment for it',
  },
} as const satisfies Readonly<Record<DutyName, Phrases>>

export const dutiesInOrder = Object.keys(phrases) as readonly DutyName[]

/** The two in order of time. */
export function inOrder([one, other]: readonly [DutyName, DutyName]): [DutyName, DutyName] {
  const isOrdered = dutiesInOrder.indexOf(one) < dutiesInOrder.indexOf(other)
  return isOrdered ? [one, other] : [other, one]
}

/** "Nobody who approved a change may deploy it to production". */
function prohibition(
  duties: readonly [DutyName, DutyName],
  environments: readonly string[] | undefined,
): string {
  const [first, second] = inOrder(duties)
  const { may } = phrases[second]
  const nobody = `Nobody who ${phrases[first].did} may`
  if (environments === undefined) return `${nobody} ${may}`
  const named = either(environments)
  if (second === 'deployer') return `${nobody} ${may} to ${named}`
  return second === 'deployment-approver'
    ? `${nobody} release ${named} for it`
    : `In deployments to ${named}, n${nobody.slice(1)} ${may}`
}

type ConflictEntry = Conflict['entry']

const firmness = { enforce: 'enforced', warn: 'only warns', off: 'off' } as const

const unless: Readonly<Record<ConflictEntry['effect'], string>> = {
  prohibited: '',
  'dual-approval': ' unless two independent people approved the change',
  'time-bound': ' except while an unexpired exception or an active break-glass covers it',
}

/** "prohibited, enforced". */
const treatmentOf = ({ effect, enforcement }: ConflictEntry): string =>
  `${effect}, ${firmness[enforcement]}`

/** One sentence: who may not do what, where, and what lifts it. */
export function conflictSentence({ duties, entry }: Conflict): string {
  const { environments, branches, paths, effect, enforcement } = entry
  const places = [
    ...(branches ? [`goes into ${either(branches)}`] : []),
    ...(paths ? [`touches ${either(paths)}`] : []),
  ]
  const where = places.length > 0 ? ` where it ${places.join(' and ')}` : ''
  const demand = `${prohibition(duties, environments)}${where}${unless[effect]}`
  if (enforcement === 'off')
    return `Switched off: ${demand.slice(0, 1).toLowerCase()}${demand.slice(1)}.`
  return enforcement === 'warn' ? `${demand} (only warns).` : `${demand}.`
}

/** What holds outside the limits of an entry; null: it has no limits. */
export function elsewhere({ name, isBuiltIn, entry }: Conflict): string | null {
  const { environments, branches, paths } = entry
  if (!environments && !branches && !paths) return null
  if (!isBuiltIn) return 'Elsewhere it binds nobody.'
  const unnamed = conflictsOf(defaultPolicy).find((one) => one.name === name)?.entry
  const stands =
    unnamed === undefined || unnamed.enforcement === 'off' ? 'off' : treatmentOf(unnamed)
  return `Elsewhere: ${stands}.`
}

export function conflictLines(policy: Policy): Lines {
  const conflicts = conflictsOf(policy)
  const isPartial = conflicts.some(({ entry }) => entry.branches ?? entry.paths)
  return [
    ...conflicts.flatMap((conflict) => [
      `${conflict.name}: ${treatmentOf(conflict.entry)}`,
      ...sentence([conflictSentence(conflict), elsewhere(conflict) ?? []].flat().join(' ')),
    ]),
    ...(isPartial ? ['', ...sentence(partly, 0)] : []),
  ]
}

const partly =
  'What lies only partly within the limits of an entry is judged by the stricter of what holds within them and elsewhere.'
