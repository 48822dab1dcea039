// Two entries for the same files and the same people: one of them says nothing.
import { expect, test } from 'vitest'
import { flaws } from '../problems.ts'

const from = 'from: {teams: [t], users: [a, b]}'
const entries = (...each: string[]) =>
  ['protected-paths:', ...each.map((one, at) => `  - {name: n${at}, ${one}}`)].join('\n')
const idle = (one: string, other: string) =>
  `${one} asks for nothing beside ${other}: the same files and people, and no more approvals; remove it`
const merge =
  'error 4 protected-paths[1] asks the people of protected-paths[0] (line 3) for the same files; ' +
  'let one entry ask for all of their approvals'

test.for([
  { given: entries(`paths: [x], ${from}`, `paths: [y], ${from}`), problems: [] },
  { given: entries(`paths: [x], ${from}`, 'paths: [x], from: {teams: [t]}'), problems: [] },
  { given: entries(`paths: [x], ${from}`, 'paths: [x], from: {users: [a, b]}'), problems: [] },
  { given: entries(`paths: [x], ${from}`, `paths: [x], ${from}`), problems: [merge] },
  {
    given: entries(
      `paths: [x, Y/**], ${from}, separate: false`,
      'paths: [y/**, X, x], from: {users: [B, A], teams: [T]}, separate: false',
    ),
    problems: [`error 4 ${idle('protected-paths[1]', 'protected-paths[0] (line 3)')}`],
  },
  {
    given: entries(`paths: [x], ${from}, approvals: 2`, `paths: [x], ${from}, separate: false`),
    problems: [`error 4 ${idle('protected-paths[1]', 'protected-paths[0] (line 3)')}`],
  },
  {
    given: entries(`paths: [x], ${from}, separate: false`, `paths: [x], ${from}, approvals: 2`),
    problems: [`error 4 ${idle('protected-paths[0] (line 3)', 'protected-paths[1]')}`],
  },
  {
    given: entries(`paths: [x], ${from}`, `paths: [x], ${from}, approvals: 2, separate: false`),
    problems: [merge],
  },
  {
    given: entries(`paths: [x, "!X/a"], ${from}`, `paths: [X, "!x/A"], ${from}, separate: false`),
    problems: [`error 4 ${idle('protected-paths[1]', 'protected-paths[0] (line 3)')}`],
  },
])('$given', ({ given, problems }) => {
  expect(flaws(given).filter((one) => !one.startsWith('warning'))).toEqual(problems)
})

test('what "!" takes out depends on the order', () => {
  const given = entries(`paths: ["*", "!x"], ${from}`, `paths: ["!x", "*"], ${from}`)
  expect(flaws(given)).toEqual([])
})
