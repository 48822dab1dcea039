// What a record concludes, and what its facts lead to under its policies: who makes all digests again cannot make one follow.
import canonicalize from 'canonicalize'
import type { Flaw } from './alterations.ts'

type Tree = Readonly<Record<string, unknown>>

/** What a record holds beside its facts, and what follows from them. */
interface Conclusions {
  readonly verdict: string
  readonly findings: readonly unknown[]
  readonly judged: readonly unknown[]
  readonly deployment: unknown
  readonly breakGlassRequests: readonly unknown[]
  readonly uses: readonly unknown[]
}

/** Whole lists are compared, whatever their order; a later version may say the same in other words. */
export function contradictions(record: Conclusions, now: Conclusions): readonly Flaw[] {
  // What stops uses nothing up, and a look from a terminal names the uses all the same.
  const isUsed = now.verdict.startsWith('pass') || record.uses.length > 0
  return [
    ...(now.verdict === record.verdict
      ? []
      : [flaw('/verdict', `is ${record.verdict}, and the facts lead to ${now.verdict}`)]),
    ...inList('/findings', record.findings, asKnownThen(now.findings, record.findings)),
    ...inList('/judged', record.judged, now.judged),
    ...(plain(now.deployment) === plain(record.deployment)
      ? []
      : [differing('/deployment', record.deployment, now.deployment)]),
    ...inList('/breakGlassRequests', record.breakGlassRequests, now.breakGlassRequests),
    ...inList('/uses', record.uses, isUsed ? now.uses : []),
  ]
}

/** What a finding may hold since the first version. */
const always = [
  ...['rule', 'outcome', 'enforcement', 'pull', 'people', 'paths', 'commits', 'waiver', 'controls'],
]

/** What a later version adds to findings, a record of before holds nowhere. */
function asKnownThen(now: readonly unknown[], own: readonly unknown[]): readonly unknown[] {
  const held = new Set([...always, ...own.flatMap((one) => Object.keys(Object(one)))])
  const entriesOf = (one: unknown) => Object.entries(Object(one))
  return now.map((one) => Object.fromEntries(entriesOf(one).filter(([key]) => held.has(key))))
}

/** The entries that do not follow, and those that are missing. */
function inList(at: string, own: readonly unknown[], now: readonly unknown[]): readonly Flaw[] {
  const expected = now.map((one) => ({ entry: one as Tree, text: plain(one) }))
  const take = (isMeant: (one: (typeof expected)[number]) => boolean): Tree | undefined => {
    const index = expected.findIndex(isMeant)
    return index < 0 ? undefined : expected.splice(index, 1)[0]?.entry
  }
  const others = own
    .map((one, index) => ({ entry: Object(one) as Tree, place: `${at}/${index}` }))
    .filter(({ entry }) => {
      const text = plain(entry)
      return take((one) => one.text === text) === undefined
    })
  const wrong = others.map(({ entry, place }) => {
    const meant = take((one) => subjectOf(one.entry) === subjectOf(entry))
    return meant ? differing(place, entry, meant) : flaw(place, 'does not follow from the facts')
  })
  const missing = expected.map(({ entry }) =>
    flaw(at, `lacks ${nameOf(entry)}, which follows from the facts`),
  )
  return [...wrong, ...missing]
}

function differing(at: string, own: unknown, now: unknown): Flaw {
  const [one, other] = [Object(own) as Tree, Object(now) as Tree]
  if (typeof one.outcome === 'string' && one.outcome !== other.outcome) {
    return flaw(at, `is ${one.outcome}, and the facts lead to ${other.outcome}`)
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => plain({ [key]: one[key] }) !== plain({ [key]: other[key] }),
  )
  return flaw(at, `differs from what the facts lead to in ${keys.join(', ')}`)
}

/** Of a rule's answer, of what was judged, or of a request for a break-glass. */
const subjectOf = ({ rule, pull, issue }: Tree): string => [rule, pull, issue].join(' ')

function nameOf({ rule, pull, issue, outcome }: Tree): string {
  if (rule === undefined) return `#${issue ?? pull}`
  return pull === null ? `${rule} (${outcome})` : `${rule} of #${pull} (${outcome})`
}

const wording = [
  'message',
  'remedy',
  'remedies',
  'deed',
  'why',
  'text',
  'flaws',
  'reconcile',
  'source',
]

/** How a log of a use ended is no conclusion from facts. */
const ignored = new Set([...wording, 'unlogged'])

const plain = (value: unknown): string => canonicalize(withoutWording(value)) ?? ''

/** What a record holds is nested less deeply. */
const deepest = 64

function withoutWording(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((one) => withoutWording(one, depth + 1))
  // What a person wrote as a reason is a fact; why something is unknown is the gate's wording.
  const isUnknown = 'known' in value && value.known === false
  const entries = Object.entries(value).filter(
    ([key]) => !ignored.has(key) && !(isUnknown && key === 'reason'),
  )
  return Object.fromEntries(entries.map(([key, one]) => [key, withoutWording(one, depth + 1)]))
}

const flaw = (at: string, what: string): Flaw => ({ at, text: `${at} ${what}.` })
