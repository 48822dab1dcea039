// What can be done about a finding, as data: enough to carry it out without reading the sentence that is made of it.
import type { Unknown } from '../../facts/facts.ts'

/** Who can do it: those who are named, or, where nobody is, everybody who has the right. */
export interface Doers {
  /** Logins. */
  readonly users: readonly string[]
  /** Slugs. */
  readonly teams: readonly string[]
  readonly right: 'write' | 'maintain'
  /** Logins whose act could not count. */
  readonly but: readonly string[]
  /** How many of them it takes. */
  readonly count: number
  /** What they are, as a sentence says it where nobody is named. */
  readonly being: 'non-contributor' | 'another non-contributor' | 'person' | 'reviewer'
}

interface Act<Kind extends string, Who, What> {
  readonly kind: Kind
  readonly who: Who
  readonly what: What
}

/** Of a pull request's latest commit. */
interface Approve extends Act<'approve', Doers, { readonly pull: number; readonly head: string }> {
  /** The login of an agent: in the policy, `sponsors` for it would do as well. */
  readonly orSponsors?: string
}

/** An entry of the policy's `exceptions`; why, and until when, is for those who grant it to say. */
type Exception = Act<
  'exception',
  Doers,
  { readonly rules: readonly string[]; readonly people: readonly string[] }
>

/** An entry of the policy's `baselines`. */
type Baseline = Act<'baseline', Doers, { readonly environment: string; readonly commit: string }>

/** To ask for one in an issue; of the deployment of a commit, or of the merge of a pull request. */
type BreakGlass = Act<
  'break-glass',
  Doers,
  {
    readonly rules: readonly string[]
    readonly pull: number | null
    readonly commit: string | null
    readonly environment: string | null
    readonly approvers: Doers
  }
>

/** Nothing that is known of would help. */
interface None extends Act<'none', null, null> {
  /** What can be said all the same, one sentence. */
  readonly said: string
}

export type Remedy = Approve | Exception | Baseline | BreakGlass | None

export type RemedyOf<Kind extends Remedy['kind']> = Extract<Remedy, { readonly kind: Kind }>

export const nothingHelps = (said: string): None => ({ kind: 'none', who: null, what: null, said })

/** What would have to be known. */
export const remedyFor = ({ remedy }: Unknown): Remedy => nothingHelps(remedy)

const anybody = { users: [], teams: [], count: 1, being: 'person' } as const

/** Whoever maintains the repository, but for these. */
export const maintainers = (but: readonly string[]): Doers => ({
  ...{ ...anybody, right: 'maintain' },
  but,
})
