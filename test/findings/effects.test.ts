// One small change under the three effects: what the judge finds, beside what `policy explain` says of the policy.
import { expect, test } from 'vitest'
import { known } from '../../src/facts/fact.ts'
import type { Facts } from '../../src/facts/facts.ts'
import { judge } from '../../src/judge/judge.ts'
import { conflictsOf } from '../../src/policy/conflicts.ts'
import { parsePolicy } from '../../src/policy/reading.ts'
import { wrapped } from '../../src/report/formats/layout.ts'
import { conflictSentence } from '../../src/report/policy/conflicts.ts'
import { effectLines } from '../../src/report/policy/matrix.ts'
import { actor, facts, merged, policyText, review } from '../fixtures.ts'

const effects = ['prohibited', 'dual-approval', 'time-bound'] as const

/** On 2026-03-01, when it is judged. */
const exception = (until: string) =>
  `exceptions: [{rules: [self-merge], people: [ada], reason: sole maintainer, granted-by: dana, until: ${until}}]`

const settings = [
  { given: 'Bob approved it', approvers: ['bob'], more: '' },
  { given: 'Bob and Cleo approved it', approvers: ['bob', 'cleo'], more: '' },
  {
    given: 'Bob approved it, and an exception is in force',
    approvers: ['bob'],
    more: exception('2026-03-01'),
  },
  {
    given: 'Bob approved it, and the exception is over',
    approvers: ['bob'],
    more: exception('2026-02-28'),
  },
]

const policyOf = (effect: string, more: string): string =>
  `version: 1\nconflicts: {self-merge: {effect: ${effect}}}\n${more}`

/** Ada wrote it, and merged it herself. */
const story = (policy: string, approvers: readonly string[]): Facts =>
  facts([
    merged(
      {},
      {
        policyFile: policyText(policy),
        mergers: known([{ by: actor('ada'), how: 'merged' }], 'test'),
        reviews: known(
          approvers.map((login) => review(login)),
          'test',
        ),
      },
    ),
  ])

function found(effect: string, { approvers, more }: (typeof settings)[number]) {
  const { word, findings } = judge(story(policyOf(effect, more), approvers))
  const finding = findings.find(({ rule }) => rule === 'self-merge')
  return { word, outcome: finding?.outcome ?? '', message: finding?.message ?? '' }
}

function sentenceOf(effect: string): string {
  const { policy } = parsePolicy(policyOf(effect, ''))
  const conflict = policy && conflictsOf(policy).find(({ name }) => name === 'self-merge')
  return conflict ? conflictSentence(conflict) : ''
}

test('side by side', async () => {
  const told = effects.flatMap((effect) => [
    effect,
    ...wrapped(sentenceOf(effect), 96).map((line) => `  ${line}`),
    ...settings.flatMap((setting) => {
      const { word, outcome, message } = found(effect, setting)
      return [
        `  ${setting.given}: ${outcome} (${word})`,
        ...wrapped(message, 94).map((line) => `    ${line}`),
      ]
    }),
    '',
  ])
  await expect(told.join('\n')).toMatchFileSnapshot('./golden/effects.txt')
})

/** The table that `policy explain` prints, by its rows. */
const printed = (given: string): readonly string[] =>
  effectLines()
    .find((line) => line.includes(given))
    ?.trim()
    .split(/ {3,}/)
    .slice(1) ?? []

test.for([
  { given: 'nothing else', setting: settings[0] },
  { given: 'two independent people approved', setting: settings[1] },
  { given: 'unexpired exception', setting: settings[2] },
])('$given: as the table of `policy explain` has it', ({ given, setting }) => {
  if (setting === undefined) throw new Error(given)
  expect(effects.map((effect) => found(effect, setting).outcome)).toEqual(printed(given))
})
