// The conflict matrix, duty by duty, and a table of what the three effects mean.
import type { DutyName } from '../../policy/catalogue.ts'
import { type Conflict, conflictsOf } from '../../policy/conflicts.ts'
import type { Policy } from '../../policy/schema.ts'
import { aligned, indented, type Lines, pageWidth, sentence } from '../formats/layout.ts'
import { dutiesInOrder, inOrder } from './conflicts.ts'

/** "dual-approval (warn)*". */
function cellOf({ entry }: Conflict): string {
  const { effect, enforcement, environments, branches, paths } = entry
  const mark = enforcement === 'enforce' ? '' : ` (${enforcement})`
  return `${effect}${mark}${(environments ?? branches ?? paths) ? '*' : ''}`
}

/** Each pair once: the later duty names the row. A table that is too wide is split into several. */
export function matrixLines(policy: Policy): Lines {
  const conflicts = conflictsOf(policy)
  const pairs = conflicts.map((conflict) => {
    const [column, row] = inOrder(conflict.duties)
    return { column, row, cell: cellOf(conflict) }
  })
  const columns = dutiesInOrder.filter((duty) => pairs.some(({ column }) => column === duty))
  const blocks = split(columns, (those) => table(pairs, those))
  const isLimited = pairs.some(({ cell }) => cell.endsWith('*'))
  return [
    ...blocks.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])),
    '',
    ...sentence('A dot: no conflict. (warn): it only warns. (off): it is not judged.', 0),
    ...(isLimited ? sentence(limited, 0) : []),
  ]
}

const limited = '* Within its limits; the section above tells what holds elsewhere.'

interface Cell {
  readonly column: DutyName
  readonly row: DutyName
  readonly cell: string
}

function table(pairs: readonly Cell[], columns: readonly DutyName[]): Lines {
  const rows = dutiesInOrder.filter((duty) =>
    pairs.some(({ column, row }) => row === duty && columns.includes(column)),
  )
  return aligned([
    [[''], ...columns.map((column) => [column])],
    ...rows.map((row) => [
      [row],
      ...columns.map((column) => {
        const cells = pairs.filter((pair) => pair.row === row && pair.column === column)
        return cells.length === 0 ? ['.'] : cells.map(({ cell }) => cell)
      }),
    ]),
  ])
}

/** As many columns a table as fit on a page. */
function split(
  columns: readonly DutyName[],
  draw: (those: readonly DutyName[]) => Lines,
): readonly Lines[] {
  const blocks: DutyName[][] = []
  for (const column of columns) {
    const last = blocks.at(-1)
    const isFitting =
      last !== undefined && draw([...last, column]).every((one) => one.length <= pageWidth)
    if (isFitting) last.push(column)
    else blocks.push([column])
  }
  return blocks.map(draw)
}

const effects = ['prohibited', 'dual-approval', 'time-bound'] as const

/** The outcome where one person holds both duties. */
const outcomes: readonly (readonly [given: string, ...outcomes: readonly string[]])[] = [
  ['and nothing else', 'violated', 'violated', 'violated'],
  ['two independent people approved the change', 'violated', 'satisfied', 'violated'],
  ['an unexpired exception covers it', 'excepted', 'excepted', 'excepted'],
  ['an active break-glass covers it', 'excepted', 'excepted', 'excepted'],
]

export const effectLines = (): Lines => [
  ...indented(
    aligned([
      [['One person holds both duties,'], ...effects.map((effect) => [effect])],
      ...outcomes.map((row) => row.map((cell) => [cell])),
    ]),
  ),
  '',
  ...sentence(meaning, 0),
]

const meaning =
  'An exception or a break-glass covers whatever conflict it names. Under "time-bound" that is the way that is meant; ' +
  'under the others it is a deviation. What is excepted passes as "pass-with-exception", never as "pass".'
