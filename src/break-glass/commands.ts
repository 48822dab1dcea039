// What counts of the comments under a request: what people command, and the uses that the gate itself logged.
import type { Actor, BreakGlassIssue, IssueComment } from '../facts/facts.ts'
import type { Result } from './break-glass.ts'

type Comments = Pick<BreakGlassIssue, 'comments'>

interface Command {
  /** Full oid. */
  readonly oid: string
  /** Null: the account is deleted. */
  readonly by: Actor | null
  readonly at: string
  /** Then it counts for nothing; told all the same, since what it let through stays. */
  readonly isEdited: boolean
}

interface Reconciling extends Command {
  readonly result: Result
}

export interface Commands {
  readonly approves: readonly Command[]
  readonly reconciles: readonly Reconciling[]
  /** Those that are none, each with what is wrong: whole sentences. */
  readonly flaws: readonly string[]
}

const approving = /^\/approve ([0-9a-f]{40})$/
const reconciling = /^\/reconcile (approved|remediated|reverted) ([0-9a-f]{40})$/

/** Only the first line commands: a phrase somewhere in a text, or in a quotation, is no decision. */
export function commandsIn({ comments }: Comments): Commands {
  const told = comments.map((comment) => ({ comment, line: firstLine(comment) }))
  return {
    approves: told.flatMap(({ comment, line }) => {
      const [, oid] = approving.exec(line) ?? []
      return oid === undefined ? [] : [{ oid, ...given(comment) }]
    }),
    reconciles: told.flatMap(({ comment, line }) => {
      const [, result, oid] = reconciling.exec(line) ?? []
      return oid === undefined ? [] : [{ oid, ...given(comment), result: result as Result }]
    }),
    flaws: told.flatMap(({ comment, line }) => malformed(comment, line)),
  }
}

const firstLine = ({ body }: IssueComment): string => (body.split(/\r\n|\r|\n/, 1)[0] ?? '').trim()

const given = ({ by, at, isEdited }: IssueComment) => ({ by, at, isEdited })

function malformed({ by }: IssueComment, line: string): readonly string[] {
  const who = by?.login ?? 'An account that is deleted'
  const said = line.length > 80 ? `${line.slice(0, 79)}…` : line
  const demand = 'and the full commit id, 40 characters in lower case, alone on the first line.'
  if (/^\/approve\b/i.test(line) && !approving.test(line)) {
    return [`${who} commented "${said}"; write "/approve" ${demand}`]
  }
  if (/^\/reconcile\b/i.test(line) && !reconciling.test(line)) {
    const results = '"approved", "remediated" or "reverted"'
    return [`${who} commented "${said}"; write "/reconcile", one of ${results}, ${demand}`]
  }
  return []
}

/** What the gate let through by an approval. */
export interface LoggedUse {
  readonly gate: 'merge' | 'deployment'
  /** The commit that was approved. Full oid. */
  readonly oid: string
  /** The run that deployed; null: none. */
  readonly run: number | null
  readonly at: string
}

/** The first line of the comment that logs it; GitHub shows nothing of it. */
export const markerOf = ({ gate, oid, run }: Omit<LoggedUse, 'at'>): string =>
  `<!-- separation-of-duties: used ${gate} ${oid} ${run ?? '-'} -->`

const marker =
  /^<!-- separation-of-duties: used (merge|deployment) ([0-9a-f]{40}) (-|[1-9]\d{0,15}) -->$/

/**
 * Of Bots alone, since people could forge one to block the repository; and on the first line alone, since some bots
 * repeat what people say. An edit takes nothing away: a use that was logged stays one.
 */
export const loggedUses = ({ comments }: Comments): readonly LoggedUse[] =>
  comments.flatMap((comment) => {
    const [, gate, oid, run] = marker.exec(firstLine(comment)) ?? []
    if (comment.by?.kind !== 'Bot' || oid === undefined) return []
    const ofRun = run === '-' ? null : Number(run)
    return [{ gate: gate as LoggedUse['gate'], oid, run: ofRun, at: comment.at }]
  })
