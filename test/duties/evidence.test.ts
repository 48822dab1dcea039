// How facts are told: what GitHub authenticated first, claims as claims, many commits at once.
import { expect, test } from 'vitest'
import { deedsOf, type Evidence, tellingOf } from '../../src/duties/evidence.ts'
import { oid, short } from '../fixtures.ts'

const fact = (deed: string, label: string | null, isClaim = false): Evidence => ({
  deed,
  commit: label === null ? null : oid(label),
  isClaim,
  source: 'test',
})
const claim = (deed: string, label: string) => fact(deed, label, true)

const [c1, c2] = [short('c1'), short('c2')]

test.for<{ given: string; evidence: readonly Evidence[]; is: readonly string[] }>([
  { given: 'nothing', evidence: [], is: [] },
  { given: 'a deed', evidence: [fact('pushed', 'c1')], is: [`pushed ${c1}`] },
  {
    given: 'a deed that is about no commit',
    evidence: [fact('opened the pull request', null)],
    is: ['opened the pull request'],
  },
  {
    given: 'one deed for two commits',
    evidence: [fact('pushed', 'c1'), fact('signed', 'c1'), fact('pushed', 'c2')],
    is: [`pushed ${c1} and ${c2}`, `signed ${c1}`],
  },
  {
    given: 'one deed for a commit that two sources tell of',
    evidence: [fact('pushed', 'c1'), fact('pushed', 'c1')],
    is: [`pushed ${c1}`],
  },
  {
    given: 'one deed for many commits',
    evidence: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'].map((label) => fact('pushed', label)),
    is: [`pushed ${c1}, ${c2}, ${short('c3')}, ${short('c4')} and 3 more`],
  },
  {
    given: 'a claim',
    evidence: [claim('is named as author of', 'c1')],
    is: [`is named as author of ${c1} (unverified)`],
  },
  {
    given: 'a claim about two commits',
    evidence: [claim('is named as author of', 'c1'), claim('is named as author of', 'c2')],
    is: [`is named as author of ${c1} and ${c2} (unverified)`],
  },
  {
    given: 'claims behind what GitHub knows, each in the order given',
    evidence: [
      claim('is said to', 'c1'),
      fact('signed', 'c2'),
      claim('is called to', 'c1'),
      fact('pushed', 'c1'),
    ],
    is: [
      `signed ${c2}`,
      `pushed ${c1}`,
      `is said to ${c1} (unverified)`,
      `is called to ${c1} (unverified)`,
    ],
  },
])('$given: $is', ({ evidence, is }) => {
  expect(deedsOf(evidence).map(({ text: told }) => told)).toEqual(is)
})

const named = claim('is named as author of', 'c1')

test.for<{ given: string; evidence: readonly Evidence[]; is: readonly string[] }>([
  {
    given: 'a claim about a commit of which nothing is proven is told',
    evidence: [fact('opened the pull request', null), fact('pushed', 'c2'), named],
    is: ['opened the pull request', `pushed ${c2}`, `is named as author of ${c1} (unverified)`],
  },
  {
    given: 'a claim about a commit of which something is proven is left out',
    evidence: [fact('pushed', 'c1'), named],
    is: [`pushed ${c1}`],
  },
  {
    given: 'so it is where the claim comes first',
    evidence: [named, fact('pushed', 'c1')],
    is: [`pushed ${c1}`],
  },
  {
    given: 'of two claims about a commit the first is told',
    evidence: [named, claim('is named as committer of', 'c1')],
    is: [`is named as author of ${c1} (unverified)`],
  },
  {
    given: 'claims about two commits are told, but not of the one that is proven',
    evidence: [named, claim('is named as author of', 'c2'), fact('pushed', 'c2')],
    is: [`pushed ${c2}`, `is named as author of ${c1} (unverified)`],
  },
  {
    given: 'whatever is proven is told',
    evidence: [fact('pushed', 'c1'), fact('signed', 'c1')],
    is: [`pushed ${c1}`, `signed ${c1}`],
  },
])('one act is told once: $given', ({ evidence, is }) => {
  const told = deedsOf(tellingOf(evidence)).map(({ text }) => text)
  expect(told).toEqual(is)
})

test('a deed names all its commits, in full and once', () => {
  const evidence = [
    fact('pushed', 'c1'),
    fact('pushed', 'c2'),
    fact('pushed', 'c1'),
    fact('opened the pull request', null),
  ]
  expect(deedsOf(evidence).map(({ commits }) => commits)).toEqual([[oid('c1'), oid('c2')], []])
})
