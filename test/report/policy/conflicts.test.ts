// Conflicts as sentences: who may not do what, where, and what lifts it.
import { expect, test } from 'vitest'
import { duties } from '../../../src/policy/catalogue.ts'
import { conflictsOf } from '../../../src/policy/conflicts.ts'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { conflictSentence, dutiesInOrder, elsewhere } from '../../../src/report/policy/conflicts.ts'

/** Of the conflict that the entry is about. */
const sentenceOf = (entry: string): string => {
  const { policy, problems } = parsePolicy(`version: 1\nconflicts: {${entry}}`)
  if (policy === null) throw new Error(JSON.stringify(problems))
  const name = entry.replace(/:.*/, '')
  const conflict = conflictsOf(policy).find((one) => one.name === name)
  if (conflict === undefined) throw new Error(name)
  return [conflictSentence(conflict), elsewhere(conflict) ?? []].flat().join(' ')
}

const by = 'Nobody who wrote, pushed or sponsored a change may'

test.for([
  ['self-approval: {}', `${by} approve it.`],
  ['author-deploys: {}', `${by} deploy it.`],
  ['author-releases: {}', `${by} release the environment for it.`],
  ['self-release: {}', 'Nobody who deploys a change may release the environment for it.'],
  ['self-dismissal: {}', `${by} dismiss a review that objects to it.`],
  ['approver-deploys: {}', 'Nobody who approved a change may deploy it.'],
  ['self-merge: {}', `${by} merge it.`],
  [
    'bypasser-deploys: {}',
    "Nobody who pushed a commit without review, or past the branch's rules, may deploy it.",
  ],
  ['self-merge: {enforcement: warn}', `${by} merge it (only warns).`],
  ['self-merge: {enforcement: off}', `Switched off: n${by.slice(1)} merge it.`],
  [
    'self-merge: {effect: dual-approval}',
    `${by} merge it unless two independent people approved the change.`,
  ],
  [
    'self-merge: {effect: time-bound, enforcement: warn}',
    `${by} merge it except while an unexpired exception or an active break-glass covers it (only warns).`,
  ],
  [
    'author-deploys: {enforcement: warn, environments: [staging, test]}',
    `${by} deploy it to staging or test (only warns). Elsewhere: prohibited, enforced.`,
  ],
  [
    'author-releases: {effect: dual-approval, environments: [production]}',
    `${by} release production for it unless two independent people approved the change. Elsewhere: prohibited, enforced.`,
  ],
  [
    'approver-deploys: {branches: [main]}',
    'Nobody who approved a change may deploy it where it goes into main. Elsewhere: prohibited, only warns.',
  ],
  [
    'self-merge: {environments: [production], paths: [a, b, c]}',
    `In deployments to production, n${by.slice(1)} merge it where it touches a, b or c. Elsewhere: off.`,
  ],
  [
    'own: {duties: [merger, author], branches: [main, stable], paths: [src/**]}',
    'Nobody who opened a change may merge it where it goes into main or stable and touches src/**. Elsewhere it binds nobody.',
  ],
  [
    'own: {duties: [deployer, administrator]}',
    'Nobody who contributed to a change of the gate itself may deploy it.',
  ],
  [
    'own: {duties: [bypasser, committer]}',
    "Nobody who wrote or committed a change may push a commit without review, or past the branch's rules, into the same deployment.",
  ],
] as const)('%s', ([entry, sentence]) => {
  expect(sentenceOf(entry)).toBe(sentence)
})

test('every duty has its words', () => {
  expect(dutiesInOrder.toSorted()).toEqual(duties.toSorted())
})
