// The log of uses: comments that the gate itself leaves under a request that let something through.
import type { BreakGlassIssue } from '../facts/break-glass.ts'
import { firstLine } from './commands.ts'

export interface LoggedUse {
  readonly gate: 'merge' | 'deployment'
  /** The commit that was approved. Full oid. */
  readonly oid: string
  /** The run that deployed; null: none. */
  readonly run: number | null
}

/** The first line of such a comment; GitHub shows nothing of it. */
export const markerOf = ({ gate, oid, run }: LoggedUse): string =>
  `<!-- separation-of-duties: used ${gate} ${oid} ${run ?? '-'} -->`

const marker =
  /^<!-- separation-of-duties: used (merge|deployment) ([0-9a-f]{40}) (-|[1-9]\d{0,15}) -->$/

/**
 * Of Bots alone, since people could forge one to block the repository; and on the first line alone, since some bots
 * repeat what people say. An edit takes nothing away: a use that was logged stays one.
 */
export const loggedUses = ({
  comments,
}: Pick<BreakGlassIssue, 'comments'>): readonly (LoggedUse & { readonly at: string })[] =>
  comments.flatMap((comment) => {
    const [, gate, oid, run] = marker.exec(firstLine(comment)) ?? []
    if (comment.by?.kind !== 'Bot' || oid === undefined) return []
    const ofRun = run === '-' ? null : Number(run)
    return [{ gate: gate as LoggedUse['gate'], oid, run: ofRun, at: comment.at }]
  })
