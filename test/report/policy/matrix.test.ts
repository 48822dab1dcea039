// The matrix: duty by duty, each pair once, and no wider than a page.
import { expect, test } from 'vitest'
import { duties } from '../../../src/policy/catalogue.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { matrixLines } from '../../../src/report/policy/matrix.ts'

const drawn = (text: string): readonly string[] => {
  const { policy, problems } = parsePolicy(`version: 1\n${text}`)
  if (policy === null) throw new Error(JSON.stringify(problems))
  return matrixLines(policy)
}

test('of the defaults', () => {
  expect(drawn('')).toEqual([
    '                      contributor        approver            bypasser     deployer',
    'approver              prohibited         .                   .            .',
    'dismisser             prohibited         .                   .            .',
    'merger                prohibited (off)   .                   .            .',
    'deployer              prohibited         prohibited (warn)   prohibited   .',
    'deployment-approver   prohibited         .                   .            prohibited',
    '',
    'A dot: no conflict. (warn): it only warns. (off): it is not judged.',
  ])
})

test('two of one pair stand below each other, and limits are marked', () => {
  const lines = drawn(`conflicts:
  self-merge: {effect: time-bound, branches: [main]}
  own: {duties: [merger, contributor], effect: dual-approval, enforcement: warn}`)
  expect(lines.slice(3, 5)).toEqual([
    'merger                time-bound*            .                   .            .',
    '                      dual-approval (warn)',
  ])
  expect(lines.at(-1)).toBe('* Within its limits; the section above tells what holds elsewhere.')
})

test('one of every pair goes on below, no line wider than a page', () => {
  const pairs = duties.flatMap((one, at) =>
    duties.slice(at + 1).map((other, more) => ({ name: `own-${at}-${more}`, one, other })),
  )
  const own = pairs.map(
    ({ name, one, other }) =>
      `  ${name}: {duties: [${one}, ${other}], effect: dual-approval, enforcement: warn, paths: [x]}`,
  )
  // Some pairs mean nothing; each is drawn beside the others that do.
  const lines = own.flatMap((entry) => {
    const { policy } = parsePolicy(`version: 1\nconflicts:\n${entry}`)
    return policy === null ? [] : [entry]
  })
  const page = drawn(`conflicts:\n${lines.join('\n')}`)
  for (const line of page) expect(line.length).toBeLessThanOrEqual(100)
  const cells = page.join('\n').match(/dual-approval \(warn\)\*/g)
  expect(cells).toHaveLength(lines.length)
})
