// The duties in plain words: what somebody did, and what they then may not do.
import type { DutyName } from '../policy/conflicts.ts'

interface Phrases {
  /** Completes "Nobody who ...". */
  readonly did: string
  /** Completes "... may ...", of that same change. */
  readonly may: string
}

/** In the order in which they come about: the first of two is what somebody did, the second what they may not do. */
const phrases = {
  author: { did: 'opened a change', may: 'open it' },
  committer: { did: 'wrote or committed a change', may: 'write or commit it' },
  pusher: { did: 'pushed a change', may: 'push it' },
  contributor: {
    did: 'wrote, pushed or sponsored a change',
    may: 'write, push or sponsor it',
  },
  administrator: {
    did: 'had a hand in a change to the gate itself',
    may: 'have a hand in a change to the gate itself',
  },
  approver: { did: 'approved a change', may: 'approve it' },
  dismisser: {
    did: 'dismissed a review that objected to a change',
    may: 'dismiss a review that objects to it',
  },
  merger: { did: 'merged a change', may: 'merge it' },
  bypasser: {
    did: "pushed a commit past review, or past the branch's rules,",
    may: "push a commit past review, or past the branch's rules, into the same deployment",
  },
  deployer: { did: 'deploys a change', may: 'deploy it' },
  'deployment-approver': {
    did: 'releases the environment for a change',
    may: 'release the environment for it',
  },
} as const satisfies Readonly<Record<DutyName, Phrases>>

export const dutiesInOrder = Object.keys(phrases) as readonly DutyName[]

/** The two in the order in which they come about. */
export function inOrder([one, other]: readonly [DutyName, DutyName]): [DutyName, DutyName] {
  const isOrdered = dutiesInOrder.indexOf(one) < dutiesInOrder.indexOf(other)
  return isOrdered ? [one, other] : [other, one]
}

/** "Nobody who approved a change may deploy it to production". */
export function prohibition(
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

/** "a, b or c". */
export const either = (items: readonly string[]): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`
