// The README's table of the policy's keys.
import { expect, test } from 'vitest'
import { policyReference } from '../../src/policy/reference.ts'

const lines = policyReference().split('\n')

test.for([
  '| Key | What it says | Default |',
  '| --- | --- | --- |',
  '| `version` | The version of this format: 1. | required |',
  '| `approvals` | What every change needs. |  |',
  '| `approvals.required` | How many independent approvals a change needs, from 1 to 10. | `1` |',
  '| `conflicts.self-approval` | A contributor does not approve the change. | `{enforcement: enforce, effect: prohibited}` |',
  '| `conflicts.<name>` | A conflict of your own, by a name of your own. |  |',
  '| `conflicts.<name>.duties` | The two duties that one person must not hold. | required |',
  '| `agents[].sponsors.teams` | Slugs of teams of the organization. Members of their child teams count. |  |',
  '| `break-glass.max-duration` | How long after the request it can last, such as `4h`. | `4h` |',
  '| `protected-paths` | Files that need the approval of people named for them. | `[]` |',
  '| `protected-paths[].from` | Whose approval is asked for: `teams`, `users` or both. | required |',
  '| `control-plane.owners.users` | Logins of people. |  |',
])('holds %s', (line) => {
  expect(lines).toContain(line)
})

test('does not repeat for each rule what an enforcement is', () => {
  expect(policyReference().match(/`[^`]*\.enforcement`/g)).toEqual([
    '`conflicts.<name>.enforcement`',
  ])
})

test('holds every key once, in a table of three columns', () => {
  const keys = lines.map((line) => line.split(' | ')[0])
  expect(new Set(keys).size).toBe(keys.length)
  for (const line of lines) expect(line.split('|')).toHaveLength(5)
})
