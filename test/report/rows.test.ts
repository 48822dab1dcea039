import { expect, test } from 'vitest'
import { peopleRows, reviewerRows } from '../../src/report/rows.ts'
import { oneDemanded } from '../fixtures.ts'
import { approval, claim, fact, finding, holding, judged, person } from './verdicts.ts'

const rosterOf = (...holdings: ReturnType<typeof holding>[]) => ({
  holdings,
  unattributed: [],
  unpushed: [],
})

test('one row a person, under every name', () => {
  const ada = { ...person('ada'), name: 'ada (Ada Lovelace)' }
  const admin = { ...ada, name: 'ada-admin (Ada Lovelace)' }
  const roster = rosterOf(
    { duty: 'committer', person: ada, evidence: [fact('authored')] },
    { duty: 'approver', person: admin, evidence: [fact('approved')] },
  )
  expect(peopleRows(judged({ roster }))).toEqual([
    {
      who: 'ada (Ada Lovelace) and ada-admin (Ada Lovelace)',
      duties: ['committer', 'approver'],
      facts: ['committer: authored 4aadfff', 'approver: approved 4aadfff'],
    },
  ])
})

test('a claim says that it is one, after what GitHub vouches for', () => {
  const evidence = [claim('is named as author of'), fact('pushed'), fact('signed')]
  const [row] = peopleRows(judged({ roster: rosterOf(holding('ada', 'committer', evidence)) }))
  expect(row?.facts).toEqual([
    'committer: pushed 4aadfff; signed 4aadfff; is named as author of 4aadfff (unverified)',
  ])
})

test('those whom a blocking finding names come first, however their login is spelled', () => {
  const roster = rosterOf(
    holding('ada', 'author', []),
    holding('bob', 'pusher', []),
    holding('Cy', 'pusher', []),
  )
  const first = (enforcement: 'enforce' | 'warn') =>
    peopleRows(
      judged({
        roster,
        findings: [
          finding('self-approval', { outcome: 'violated', enforcement, people: ['cY'] }),
          finding('complete-facts', { people: ['bob'] }),
        ],
      }),
    ).map(({ who }) => who)
  expect(first('enforce')).toEqual(['Cy', 'ada', 'bob'])
  expect(first('warn')).toEqual(['ada', 'bob', 'Cy'])
})

test('somebody who is named by one of their accounts comes first', () => {
  const ada = { ...person('ada'), key: 'person:ada' }
  const admin = { ...person('ada-admin'), key: 'person:ada' }
  const roster = rosterOf(
    holding('bob', 'author', []),
    { duty: 'committer', person: ada, evidence: [] },
    { duty: 'pusher', person: admin, evidence: [] },
    { duty: 'author', person: person('cy'), evidence: [] },
    { duty: 'pusher', person: person('cy'), evidence: [] },
  )
  const rows = (named: string) => {
    const people = [named]
    const findings = [finding('self-approval', { outcome: 'violated', people })]
    return peopleRows(judged({ roster, findings })).map(({ who }) => who)
  }
  expect(rows('ada')).toEqual(['ada and ada-admin', 'bob', 'cy'])
  expect(rows('ada-admin')).toEqual(['ada and ada-admin', 'bob', 'cy'])
  expect(rows('bob')).toEqual(['bob', 'ada and ada-admin', 'cy'])
})

test('an approval is set aside with every kind of reason, however many there are of one', () => {
  const own = Array.from({ length: 5 }, (_, n) => ({
    kind: 'contribution' as const,
    why: `authored c${n}`,
    commits: [],
  }))
  const stale = { kind: 'stale' as const, why: 'was given for another commit', commits: [] }
  const approvals = {
    demanded: oneDemanded,
    counted: [],
    setAside: [{ ...approval('amy'), reasons: [...own, stale] }],
  }
  expect(reviewerRows(judged({ approvals }))).toEqual([
    {
      who: 'amy',
      commit: '4aadfff',
      reasons: [
        'amy authored c0',
        'amy authored c1',
        'amy authored c2',
        'and 2 more of this kind (contribution)',
        'it was given for another commit',
      ],
    },
  ])
})
