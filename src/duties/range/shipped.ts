// What a deployment may have shipped: its record's commit, and what notes of its run name, which anybody may write.
import type { Past, PastRecord } from '../../facts/facts.ts'
import { cut, nextPage } from './open.ts'

/** A run of several jobs leaves its note on the records of those that had not ended: it holds for all. @throws Open */
export function mayHaveShipped(past: Past, record: PastRecord, run: number): readonly string[] {
  const tied = past.runs[run]?.jobs.map(({ deployment }) => deployment) ?? []
  const oldest = past.records.at(-1)?.id ?? 0
  // Records are numbered as they are made, so one of the run may be on the next page.
  if (!past.isWhole && tied.some((id) => id < oldest)) throw nextPage(past)
  const ofRun = past.records.filter(
    ({ id, successes, begun }) =>
      id === record.id ||
      tied.includes(id) ||
      [...successes, ...begun].some((one) => one.run === run),
  )
  // A note may be among the statuses that were not read.
  const hiding = ofRun.find(({ cutBefore }) => cutBefore !== null)
  if (hiding !== undefined) throw cut(hiding)
  return [...new Set([record.commit, ...ofRun.flatMap(({ notes }) => notes)])]
}
