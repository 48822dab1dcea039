// A merge group: pull requests that the queue merges one upon the other, tested together.
import { type World, worldOf } from '../github-double/world/world.ts'
import { at } from './times.ts'
import { base } from './worlds.ts'

/** Ada writes each of them, Bob approves it, and Cleo queues it. */
export function groupOf(entries: number): World {
  const each = Array.from({ length: entries }, (_, index) => index + 1)
  const below = (entry: number): string => (entry === 1 ? 'base' : `g${entry - 1}`)
  const github = { author: 'github-merge-queue', committer: 'web-flow' }
  const signature = { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' }
  const commits = each.flatMap((entry) => {
    const files = { [`src/part-${entry}.ts`]: 'v1' }
    return [
      [`c${entry}`, { parents: ['base'], author: 'ada', at: at(entry), files }],
      [
        `g${entry}`,
        { parents: [below(entry), `c${entry}`], ...github, signature, at: at(60 + entry), files },
      ],
    ]
  })
  return worldOf({
    about: `A merge group of ${entries} pull requests.`,
    repository: 'acme/shop',
    accounts: { ada: { id: 101 }, bob: { id: 102 }, cleo: { id: 103 } },
    commits: { base, ...Object.fromEntries(commits) },
    branches: {
      main: 'base',
      ...Object.fromEntries(each.map((one) => [`topic-${one}`, `c${one}`])),
    },
    pulls: each.map((one) => ({
      ...{ number: one, author: 'ada', at: at(20 + one), base: 'main', head: `topic-${one}` },
      reviews: [{ by: 'bob', state: 'APPROVED', commit: `c${one}`, at: at(40 + one) }],
      events: [{ type: 'added_to_merge_queue', by: 'cleo', at: at(50 + one) }],
    })),
    pushes: each.map((one) => ({
      ...{ ref: `topic-${one}`, by: 'ada', before: null, after: `c${one}`, at: at(10 + one) },
      type: 'branch_creation',
    })),
    merge_queues: {
      main: each.map((one) => ({ pull: one, by: 'cleo', base: below(one), head: `g${one}` })),
    },
    event: {
      name: 'merge_group',
      action: 'checks_requested',
      queue: { branch: 'main', entry: entries - 1 },
    },
    expect: { verdict: 'pass' },
  })
}
