// What is a state of a protected branch: by the rows of its activity, and by first parents where those end.
import {
  type Branches,
  type BranchRead,
  type Fact,
  orderKey,
  type Past,
  type Push,
  unknown,
} from '../../facts/facts.ts'
import { elsewhere, isHeld, Open, together } from './open.ts'
import type { Protecting, Standing } from './search.ts'

/** Has a protected branch ever stood at each of them, though it may have been forced away since? @throws Open */
export function hasStood(
  { states = {} }: Past,
  { branches, protects }: Standing,
  commits: readonly string[],
): readonly boolean[] {
  if (branches === null) {
    return commits.map((oid) => {
      const stood = states[oid]
      if (stood === undefined) throw new Open([], elsewhere('another state of a branch'))
      return stood
    })
  }
  const read = readFrom(branches)
  return together(commits, (oid) => {
    for (const line of linesOf(read, protects)) if (hasStoodAt(read, line, oid)) return true
    return false
  })
}

/**
 * The first protected branch that holds the commit and has stood at it; null: none. A commit inside a merged branch was never
 * built upon or reviewed as it is, however good what came after it. @throws Open
 */
export function branchAt(
  branches: Fact<Branches>,
  protects: Protecting,
  oid: string,
): string | null {
  const read = readFrom(branches)
  for (const line of linesOf(read, protects)) {
    if (holds(read, line, oid) && hasStoodAt(read, line, oid)) return line.name
  }
  return null
}

function readFrom(branches: Fact<Branches>): Branches {
  if (branches.known) return branches.value
  throw new Open([], branches)
}

interface Line extends BranchRead {
  readonly name: string
}

/** The default branch first: its tip is known. @throws Open */
function* linesOf(
  { defaultBranch, read, alike }: Branches,
  { names, isProtected }: Protecting,
): Generator<Line, void> {
  function* named(name: string): Generator<Line, void> {
    const branch = read[name]
    // One that does not exist holds nothing.
    if (branch) yield { name, ...branch }
  }
  if (isProtected(defaultBranch)) yield* named(defaultBranch)
  const others = names.filter((name) => name !== defaultBranch)
  const [patterns, own] = [others.filter(isPattern), others.filter((name) => !isPattern(name))]
  const unread = [
    ...patterns.filter((pattern) => alike[pattern] === undefined),
    ...own.filter((name) => read[name] === undefined),
  ]
  if (unread.length > 0) throw new Open([{ kind: 'branches', names: unread }])
  const matching = patterns.flatMap((pattern) => alike[pattern] ?? []).filter(isProtected)
  for (const name of new Set([...own, ...matching])) if (name !== defaultBranch) yield* named(name)
}

/** In a pattern `*` stands for any text; no branch is called so. */
const isPattern = (name: string): boolean => name.includes('*')

function holds({ orders }: Branches, { name, tip }: Line, oid: string): boolean {
  if (oid === tip) return true
  const order = orders[orderKey(oid, tip)]
  if (order === undefined) throw new Open([{ kind: 'held', commit: oid, tip }])
  if (order !== null) return isHeld(order)
  const lost = `GitHub cannot compare ${oid.slice(0, 7)} with ${name}`
  throw new Open([], unknown(lost, "GitHub's comparison"))
}

function hasStoodAt({ steps }: Branches, { name, tip, rows, isWhole }: Line, oid: string): boolean {
  if (oid === tip) return true
  if (!rows.known) throw new Open([], rows)
  if (rows.value.some(({ before, after }) => before === oid || after === oid)) return true
  if (!isWhole) throw new Open([{ kind: 'row', branch: name, commit: oid }])
  const beyond = steps[orderKey(oid, tip)]
  if (beyond === undefined) throw new Open([{ kind: 'steps', commit: oid, tip }])
  if (beyond === null) return false
  const parents = new Map(beyond.map((one) => [one.oid, one.parent]))
  let at: string | null = oldestIn(rows.value, tip, name)
  for (let left = parents.size; at !== null && at !== oid && left > 0; left -= 1) {
    at = parents.get(at) ?? null
  }
  return at === oid
}

/**
 * From where no row tells any more, and first parents must do: a row that is not listed could be the merge that brought the
 * commit, inside which no branch has stood. @throws Open
 */
function oldestIn(rows: readonly Push[], tip: string, name: string): string {
  const since = sinceTip(rows, tip)
  checkJoined(since, tip, name)
  const oldest = since.at(-1)
  return oldest?.before ?? oldest?.after ?? tip
}

const source = "the branch's activity"

/** Newest first; what was pushed after the tip was read says nothing of it. */
const sinceTip = (rows: readonly Push[], tip: string): readonly Push[] =>
  rows.slice(
    Math.max(
      0,
      rows.findIndex(({ after }) => after === tip),
    ),
  )

/** Rows as they follow one another, the newest ending in the tip: one that is missing could be anybody's push. @throws Open */
function checkJoined(since: readonly Push[], tip: string, name: string): void {
  const at = since.findIndex(
    ({ after }, index) => after !== (index === 0 ? tip : since[index - 1]?.before),
  )
  const gap = since[at]
  if (gap === undefined) return
  const what = `rows of the activity of ${name} do not join at ${gap.after?.slice(0, 7)}`
  // Where it lags it comes right; a row that GitHub lost does not come back.
  const remedy =
    'Run the gate again in a few minutes; where it stays so, add an entry to `baselines`.'
  throw new Open([], unknown(what, source, remedy), at === 0 ? [tip] : [])
}

/** The same of the rows since a state; all of them, where none names it. @throws Open */
export function checkRowsSince(
  rows: readonly Push[],
  tip: string,
  name: string,
  state?: string,
): void {
  const since = sinceTip(rows, tip)
  const end = since.findIndex(({ before, after }) => before === state || after === state)
  checkJoined(end === -1 ? since : since.slice(0, end + 1), tip, name)
}
