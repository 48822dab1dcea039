// What can be done about a finding, as data: enough to carry it out without reading the sentence that is made of it.

import type { Unknown } from '../../facts/fact.ts'

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
  readonly being:
    | 'non-contributor'
    | 'another non-contributor'
    | 'person'
    | 'reviewer'
    | 'someone else'
    | 'someone with an account'
    | 'uninvolved person'
    | 'another grantor'
    | 'anyone'
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

export type Emergency =
  /** To ask for one in an issue: of the deployment of a commit, or of the merge of a pull request. */
  | {
      readonly act: 'request'
      readonly rules: readonly string[]
      readonly pull: number | null
      readonly commit: string | null
      readonly environment: string | null
      readonly approvers: Doers
    }
  /** To comment under one that is there. */
  | { readonly act: 'approve' | 'reconcile'; readonly issue: number; readonly commit: string }
  /** One that cannot hold any more. */
  | { readonly act: 'close'; readonly issue: number }

type BreakGlass = Act<'break-glass', Doers, Emergency>

/** Another person starts a new run; or approves one that the same person starts. */
interface Deploy extends Act<'deployer', Doers, { readonly act: 'start' | 'release' }> {
  /** It may be this run, too, that another person approves. */
  readonly orRelease?: true
  /** Where it is no other who is asked for, but this act at all. */
  readonly said?: string
}

/** In the policy, `sponsors` for the agent, or trust in it, would do as well. */
interface OrTrust {
  readonly agent: string
  readonly trust: string
}

/** Of a job's `permissions`, or of the App behind another token. */
interface Permission
  extends Act<
    'permission',
    null,
    { readonly input: 'token' | 'org-token'; readonly lines: readonly string[] }
  > {
  readonly said: string
}

/** What else is to be done, each act with what it takes. */
export type Fixing =
  /** Once it has passed what keeps GitHub from answering. */
  | { readonly act: 'run-again' }
  /** A new run, as one that is lost stays unknown. */
  | { readonly act: 'start-again' }
  | { readonly act: 'update-branch'; readonly base: string; readonly head: string }
  | { readonly act: 'set-policy'; readonly key: string; readonly value: string }
  /** Of the step that runs the gate. */
  | { readonly act: 'set-input'; readonly name: string; readonly value: string }
  /** Each to the account of who wrote under it. */
  | { readonly act: 'link-addresses'; readonly emails: readonly string[] }
  /** On the pull request's branch: to what it is on the base. */
  | { readonly act: 'take-back'; readonly pull: number; readonly path: string }
  /** Of the tip of a protected branch, in a new run. */
  | { readonly act: 'deploy-tip' }
  /** To one that can be used, on the base branch. */
  | { readonly act: 'correct-policy'; readonly path: string }
  /** To a success. */
  | {
      readonly act: 'check'
      readonly commit: string
      readonly names: readonly { readonly name: string; readonly app: string }[]
    }
  /** By somebody else. */
  | { readonly act: 'merge'; readonly pull: number }
  /** The same branch in a new pull request. */
  | { readonly act: 'reopen'; readonly pull: number }
  /** The same commits in a new pull request, from a branch that is pushed under another name. */
  | { readonly act: 'push-again'; readonly pull: number }

/** `said` where a fact has a sentence of its own. */
interface Fix extends Act<'fix', Doers | null, Fixing> {
  readonly said?: string
}

/** Nothing that is known of would help. */
interface None extends Act<'none', null, null> {
  /** What can be said all the same, one sentence. */
  readonly said: string
}

export type Remedy = (
  | Approve
  | Exception
  | Baseline
  | BreakGlass
  | Deploy
  | Permission
  | Fix
  | None
) & { readonly orTrust?: OrTrust }

/** As an answer carries it: what to do as data, and the sentence that people read. */
export interface Advice {
  readonly remedies: readonly Remedy[]
  readonly remedy: string
}

export type RemedyOf<Kind extends Remedy['kind']> = Extract<Remedy, { readonly kind: Kind }>

export const nothingHelps = (said: string): None => ({ kind: 'none', who: null, what: null, said })

/** Nothing lasts that keeps it from being known. */
export const runAgain: Extract<Remedy, { kind: 'fix' }> = {
  kind: 'fix',
  who: null,
  what: { act: 'run-again' },
}

/** What would have to be known. */
export function remedyFor({ remedy: said, help }: Unknown): Remedy {
  if (help === undefined) return nothingHelps(said)
  if (help.act !== 'permit') return { kind: 'fix', who: null, what: help, said }
  const { input, lines } = help
  return { kind: 'permission', who: null, what: { input, lines }, said }
}

/** Those whom a policy names. */
export const named = (
  {
    users = [],
    teams = [],
  }: {
    readonly users?: readonly string[] | undefined
    readonly teams?: readonly string[] | undefined
  },
  but: readonly string[],
): Doers => ({
  ...anybody,
  users,
  teams,
  right: 'write',
  but,
})

const anybody = { users: [], teams: [], count: 1, being: 'person' } as const

/** Everybody who may push, but for these. */
export const writers = (but: readonly string[], being: Doers['being']): Doers => ({
  ...{ ...anybody, right: 'write', being },
  but,
})

/** Everybody who maintains the repository, but for these. */
export const maintainers = (but: readonly string[]): Doers => ({
  ...{ ...anybody, right: 'maintain' },
  but,
})
