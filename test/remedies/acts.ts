// What GitHub shows once a remedy was carried out: by its kind and its data alone.
import type { Remedy, RemedyOf } from '../../src/duties/remedies/remedy.ts'
import { inEmergency } from './emergency.ts'
import { fix } from './fixing.ts'
import { runAgain } from './new-run.ts'
import { doersOf } from './people.ts'
import { addToPolicy } from './policy.ts'
import { Going, type Source } from './source.ts'

type Acts = { readonly [Kind in Remedy['kind']]: (going: Going, remedy: RemedyOf<Kind>) => boolean }

/** False: there is nobody in the world who can. */
const acts: Acts = {
  approve(going, { who, what }) {
    const approvers = doersOf(going, who)
    const pull = going.pull(what.pull)
    if (approvers === null || pull === undefined) return false
    const commit = going.named(what.head)
    const reviews = approvers.map((by) => {
      return { by, state: 'APPROVED' as const, commit, at: going.later }
    })
    pull.reviews = [...(pull.reviews ?? []), ...reviews]
    return true
  },
  exception(going, { who, what }) {
    const [grantor] = doersOf(going, who) ?? []
    if (grantor === undefined) return false
    const until = new Date(Date.parse(going.later) + 7 * 86_400_000).toISOString().slice(0, 10)
    const entry = { ...what, reason: 'It was looked at.', 'granted-by': grantor, until }
    addToPolicy(going, 'exceptions', entry, grantor)
    return true
  },
  baseline(going, { who, what }) {
    const [grantor] = doersOf(going, who) ?? []
    if (grantor === undefined) return false
    const by = `${grantor}#${going.accounts.find(grantor)?.id}`
    const entry = { ...what, reason: 'It was looked at.', 'granted-by': by }
    addToPolicy(going, 'baselines', entry, grantor)
    return true
  },
  'break-glass': (going, { who, what }) => inEmergency(going, who, what),
  deployer(going, { who, what }) {
    const people = doersOf(going, who)
    if (people === null) return false
    const [starter = null] = people
    runAgain(
      going,
      what.act === 'start' ? { starter, approvers: null } : { starter: null, approvers: people },
    )
    return true
  },
  permission({ source, world }, { what }) {
    const own = what.input === 'token' ? world.token : (world['org-token'] ?? {})
    const more = what.lines.map((line) => line.split(': '))
    Object.assign(source, { [what.input]: { ...own, ...Object.fromEntries(more) } })
    // A refusal that the world spells out ends with it.
    const isRefusal = ({ status }: { status?: number | undefined }) =>
      status === 403 || status === 404
    source.faults = (source.faults ?? []).filter((one) => !isRefusal(one))
    source.refused_fields = []
    return true
  },
  fix: (going, { who, what }) => fix(going, who, what),
  none: () => false,
}

export interface Carried {
  readonly source: Source
  /** By the number of a pull request that took the place of another: that one's. */
  readonly successors: ReadonlyMap<number, number>
}

/** Null: nobody can carry all of it out. */
export function carriedOut(before: Carried, remedies: readonly Remedy[]): Carried | null {
  const going = new Going(before.source, before.successors)
  const done = remedies.every((remedy) => carryOut(going, remedy))
  return done && remedies.length > 0 ? going : null
}

const carryOut = <Kind extends Remedy['kind']>(going: Going, remedy: RemedyOf<Kind>): boolean =>
  acts[remedy.kind as Kind](going, remedy)
