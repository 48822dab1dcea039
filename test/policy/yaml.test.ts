// YAML that hides something is no policy: nothing in it may mean more than it shows.
import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../../src/policy/reading.ts'
import { positionedProblems } from './problems.ts'

describe('YAML that hides something', () => {
  test.for([
    [
      'version: 1\n\tapprovals: {}',
      '2:1 the file is not valid YAML: Tabs are not allowed as indentation',
    ],
    ['version: "1', '1:12 the file is not valid YAML: Missing closing "quote'],
    ['version: 1\n---\nversion: 1', '2:1 the file holds several YAML documents; a policy is one'],
    ['version: 1\nversion: 1', '2:1 the key "version" stands twice; keep one of the two'],
    [
      'version: 1\napprovals: {required: 2, required: 1}',
      '2:26 the key "required" stands twice; keep one of the two',
    ],
    [
      'version: 1\nfacts: &f {}\ndeployment: *f',
      '3:13 aliases are not read; write out what "*f" stands for',
    ],
    ['version: *nowhere', '1:10 aliases are not read; write out what "*nowhere" stands for'],
    ['version: 1\n? [a]\n: b', '2:3 a key must be plain text'],
    ['version: 1\n<<: {facts: {}}', '2:1 merge keys ("<<") are not read; write the keys out'],
    [
      '%YAML 1.1\n---\nversion: 1\n<<: {facts: {}}',
      '4:1 merge keys ("<<") are not read; write the keys out',
    ],
    ['version: !number 1', '1:10 the file is not valid YAML: Unresolved tag: !number'],
    [
      'version: 1\npeople: !!set {}',
      '2:9 the file is not valid YAML: Unresolved tag: tag:yaml.org,2002:set',
    ],
    [
      '%TAG\n---\nversion: 1',
      '1:1 the file is not valid YAML: %TAG directive should contain exactly two parts',
    ],
  ] as const)('%j: %s', ([text, sentence]) => {
    expect(positionedProblems(text)).toContain(sentence)
    expect(parsePolicy(text).policy).toBeNull()
  })

  test('every mistake is reported', () => {
    expect(positionedProblems('- a\nb: c').map((one) => one.slice(0, 35))).toEqual([
      '2:1 the file is not valid YAML: Une',
      '2:2 the file is not valid YAML: Une',
      '2:4 the file is not valid YAML: Une',
    ])
    expect(parsePolicy('- a\nb: c').problems.map(({ severity }) => severity)).toEqual(
      Array(3).fill('error'),
    )
  })

  test('a bomb of aliases is reported link by link and never unfolded', () => {
    const bomb = ['a: &a [x,x]', ...'bcdefghi'.split('').map((_, n) => bombLine(n))].join('\n')
    const { policy, problems } = parsePolicy(bomb)
    expect(policy).toBeNull()
    expect(problems.filter(({ message }) => message.startsWith('aliases'))).toHaveLength(16)
  })

  test('%YAML 1.1 does not turn words into booleans', () => {
    const text = '%YAML 1.1\n---\nversion: 1\nrules: {fresh-approval: {enforcement: off}}'
    expect(parsePolicy(text).policy?.rules['fresh-approval'].enforcement).toBe('off')
  })

  test('one that is nested without end', () => {
    const { policy, problems } = parsePolicy('['.repeat(50_000))
    expect(policy).toBeNull()
    expect(problems).toMatchObject([{ message: 'the file is nested too deeply for a policy' }])
  })

  test('an alias does not keep the rest from being reported', () => {
    expect(positionedProblems('version: 2\nfacts: *f\napproval: 1')).toEqual([
      '1:10 version must be the number 1, not 2',
      '2:8 aliases are not read; write out what "*f" stands for',
      '3:1 unknown key "approval"; did you mean "approvals"?',
    ])
  })
})

const bombLine = (n: number): string => {
  const [name, before] = ['abcdefghi'[n + 1], 'abcdefghi'[n]]
  return `${name}: &${name} [*${before},*${before}]`
}
