// The ids of the catalogue's rules, all of them and by what they have in common.
import { catalogue, type Row } from './catalogue.ts'

type Catalogue = typeof catalogue

export type RuleId = keyof Catalogue

/** What a rule judges, by its id. */
export type ScopeOf<Id extends RuleId> = Catalogue[Id]['of']

/** The built-in conflicts. */
export type ConflictId = {
  [Id in RuleId]: Catalogue[Id] extends { readonly duties: unknown } ? Id : never
}[RuleId]

export type OtherRuleId = Exclude<RuleId, ConflictId>

const rows: Readonly<Record<RuleId, Row>> = catalogue
const ids = Object.keys(catalogue) as readonly RuleId[]

/** Those that judge each change. */
export const changeRuleIds = ids.filter((id) => rows[id].of !== 'deployment')

/** What is said of a deployment as a whole comes before what is said of its changes. */
export const ruleIds = [...ids.filter((id) => rows[id].of === 'deployment'), ...changeRuleIds]

const isConflict = (id: RuleId): id is ConflictId => rows[id].duties !== undefined

export const conflictIds = ids.filter(isConflict)

export const otherRuleIds = ids.filter((id): id is OtherRuleId => !isConflict(id))

export const rowOf = (id: RuleId): Row => rows[id]

/** What a rule asks for, as an editor shows it. */
export function described(id: RuleId): string {
  const { compliantIf, enforcement } = rowOf(id)
  const sentence = `${compliantIf.charAt(0).toUpperCase()}${compliantIf.slice(1)}.`
  return `${sentence}${unnamed[enforcement]}`
}

const unnamed = {
  enforce: '',
  warn: ' Only warns where not named.',
  off: ' Off where not named.',
  always: ' Always enforced.',
} as const

/** The rules that no exception covers, and why. */
export const neverExcepted = reasons(({ noException }) => noException)

/** The rules that no break-glass waives, and why. */
export const neverWaived = reasons(({ noBreakGlass }) => noBreakGlass)

function reasons(why: (row: Row) => string | undefined): ReadonlyMap<string, string> {
  return new Map(
    ids.flatMap((id) => {
      const reason = why(rows[id])
      return reason === undefined ? [] : [[id, reason] as const]
    }),
  )
}
