import { expect, test } from 'vitest'
import { parsePolicy } from '../../../src/policy/reading.ts'
import { defaultPolicy } from '../../../src/policy/schema.ts'
import { chain } from '../../../src/report/formats/chain.ts'
import { finding, holding } from '../verdicts.ts'

const deed = [{ deed: 'did it', commit: null, isClaim: false, source: 'test' }]
const holds = (who: string, ...duties: readonly Parameters<typeof holding>[1][]) =>
  duties.map((duty) => holding(who, duty, deed))

const conflict = finding('self-merge', { outcome: 'violated', people: ['Ada'] })

test('people stand at each step of the way, and the steps of a conflict are red', () => {
  const held = [...holds('ada', 'author', 'pusher', 'merger'), ...holds('bob', 'approver')]
  expect(chain(held, [conflict], defaultPolicy)?.split('\n')).toEqual([
    '```mermaid',
    'flowchart LR',
    's0["ada<br>contributed"] --> s1["bob<br>approved"] --> s2["ada<br>merged"]',
    'class s0,s2 conflict',
    'classDef conflict fill:#cf222e,stroke:#82071e,color:#ffffff',
    '```',
  ])
})

test('nothing is red without an enforced violation, and nobody is red for what another did', () => {
  const held = [...holds('bob', 'author', 'approver'), ...holds('ada', 'author', 'merger')]
  const warned = { ...conflict, enforcement: 'warn' } as const
  expect(chain(held, [warned], defaultPolicy)).not.toContain('class')
  expect(chain(held, [conflict], defaultPolicy)).toContain('s0["ada<br>contributed<br>(with bob)"]')
})

test('a single step is no chain', () => {
  expect(chain(holds('ada', 'author', 'committer'), [], defaultPolicy)).toBeNull()
  expect(chain(holds('ada', 'dismisser', 'bypasser'), [], defaultPolicy)).toBeNull()
})

test('a hostile name cannot leave its label', () => {
  const evil = 'x"]\n```\n--> <script> click s0 href "javascript:1" #quot; %% `'
  const picture = chain([...holds(evil, 'author'), ...holds('bob', 'approver')], [], defaultPolicy)
  expect(picture?.split('\n')).toHaveLength(4)
  const [, name] = picture?.match(/s0\["(.*?)<br>contributed"\]/) ?? []
  expect(name).toMatch(/^([\p{L}\p{N} ,.()…-]|#\d+;)+$/u)
})

test('who approved as they should is not red for a count that falls short', () => {
  const held = [...holds('ada', 'author'), ...holds('bob', 'approver', 'merger')]
  const short = finding('independent-approval', { outcome: 'violated', people: ['bob'] })
  expect(chain(held, [short], defaultPolicy)).not.toContain('class')
})

test("only the two duties of the conflict are red, and those of the policy's own too", () => {
  const held = [...holds('ada', 'author'), ...holds('bob', 'approver', 'merger', 'deployer')]
  const own = finding('kept-apart', { outcome: 'violated', people: ['bob'] })
  const { policy } = parsePolicy(
    'version: 1\nconflicts: {kept-apart: {duties: [approver, merger]}}',
  )
  expect(chain(held, [own], policy)).toContain('class s1,s2 conflict')
  expect(chain(held, [own], defaultPolicy)).not.toContain('class')
})
