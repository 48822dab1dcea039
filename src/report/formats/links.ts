// Links that the gate builds itself, from numbers and oids that it judged: no address comes from text that others wrote.
import type { Verdict } from '../../judge/verdict.ts'
import { ruleIds } from '../../policy/rule-ids.ts'

/** From where a report is read. */
export interface Place {
  /** The repository's address. */
  readonly home: string
  /** The address of this version's pages. */
  readonly docs: string
  /** The address of the run. */
  readonly run: string
}

/** The pull requests that were judged, their commits and people, the policy's file and line, and the rules have links then. */
export function linkerFor(verdict: Verdict, { home, docs }: Place) {
  const { judged, deployment } = verdict
  const { origin } = new URL(home)
  const numbers = new Set(judged.map(({ change }) => String(change.pull.number)))
  const heads = deployment === null ? [] : [deployment.deployment.sha]
  const commits = judged.flatMap(({ change }) => [
    change.pull.head.oid,
    ...(change.commits.known ? change.commits.value : []).map(({ oid }) => oid),
  ])
  const policies = policiesOf(verdict).map(({ path, commit }) => {
    const segments = path
      .split('/')
      .map((one) => encodeURIComponent(one.toWellFormed()).replace(/[()]/g, percent))
    return [commit, `${home}/blob/${commit}/${segments.join('/')}`] as const
  })
  const byOid = new Map([
    ...policies,
    ...[...heads, ...commits].map((oid) => [oid.slice(0, 7), `${home}/commit/${oid}`] as const),
  ])
  const texts = [...new Set(policies.map(([, address]) => address))]
  const users = usersOf(verdict)
  const addressOf = ({ number, rule, oid = '', login = '', line }: Named): string | null => {
    if (number !== undefined) return numbers.has(number) ? `${home}/pull/${number}` : null
    if (rule !== undefined) return isRule(rule) ? `${docs}/rules.md#${rule}` : null
    // Of two policies nobody knows whose line it is.
    if (line !== undefined) return texts.length === 1 ? `${texts[0]}#L${line}` : null
    return byOid.get(oid) ?? (users.has(login) ? `${origin}/${login}` : null)
  }
  return (markdown: string): string =>
    markdown.replace(linkable, (text, ...found) => {
      const address = addressOf(found.at(-1))
      return address === null ? text : `[${text}](${address})`
    })
}

/** A "#" behind "&" belongs to an entity; seven digits within a longer word are no short oid; a login stands alone in a cell. */
const linkable = new RegExp(
  [
    '(?<![&\\w])#(?<number>\\d+)\\b',
    '<code>(?<rule>[a-z-]+)</code>',
    '\\b(?<oid>[0-9a-f]{7}|(?<= at )[0-9a-f]{40})\\b',
    '(?<=cannot be used\\. )Line (?<line>\\d+)\\b',
    '(?<=\\| |, |opened by )(?<login>[A-Za-z\\d-]+)(?= \\||, | \\()',
  ].join('|'),
  'g',
)

type Named = Partial<Record<'number' | 'rule' | 'oid' | 'line' | 'login', string>>

const isRule = (name: string): boolean => (ruleIds as readonly string[]).includes(name)

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16)}`

/** Those that were read from a commit. */
const policiesOf = ({ judged, deployment }: Verdict) =>
  [...judged, ...(deployment === null ? [] : [deployment])].flatMap(({ policy }) =>
    policy.commit === null ? [] : [{ path: policy.path, commit: policy.commit }],
  )

/** An App has no page under its name. */
const usersOf = ({ judged, deployment }: Verdict): ReadonlySet<string> =>
  new Set(
    [...judged, ...(deployment === null ? [] : [deployment])].flatMap(({ roster }) =>
      roster.holdings.flatMap(({ person: { account } }) =>
        account.kind === 'User' ? [account.login] : [],
      ),
    ),
  )
