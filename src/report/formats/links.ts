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

/** The pull requests that were judged, their commits and the rules have links then; all else stays as it is. */
export function linkerFor({ judged, deployment }: Verdict, { home, docs }: Place) {
  const numbers = new Set(judged.map(({ change }) => String(change.pull.number)))
  const heads = deployment === null ? [] : [deployment.deployment.sha]
  const commits = judged.flatMap(({ change }) => [
    change.pull.head.oid,
    ...(change.commits.known ? change.commits.value : []).map(({ oid }) => oid),
  ])
  const oids = new Map([...heads, ...commits].map((oid) => [oid.slice(0, 7), oid]))
  const addressOf = (number?: string, rule?: string, short = ''): string | null => {
    if (number !== undefined) return numbers.has(number) ? `${home}/pull/${number}` : null
    if (rule !== undefined) return isRule(rule) ? `${docs}/rules.md#${rule}` : null
    const oid = oids.get(short)
    return oid === undefined ? null : `${home}/commit/${oid}`
  }
  return (markdown: string): string =>
    markdown.replace(linkable, (text, ...named: (string | undefined)[]) => {
      const address = addressOf(...named.slice(0, 3))
      return address === null ? text : `[${text}](${address})`
    })
}

/** A "#" behind "&" belongs to an entity; seven digits within a longer word are no short oid. */
const linkable = /(?<![&\w])#(\d+)\b|<code>([a-z-]+)<\/code>|\b([0-9a-f]{7})\b/g

const isRule = (name: string): boolean => (ruleIds as readonly string[]).includes(name)
