// Deployments of a given size: pull requests merged one after the other, each written, approved and merged by others.
import { type World, worldOf } from '../github-double/world/world.ts'
import { at } from './times.ts'

export interface RangeSize {
  /** The merge commits too. */
  readonly commits: number
  readonly pulls: number
  /** The number of the one that its own author deploys; none where it is left out. */
  readonly bad?: number
  /** The text of the policy. */
  readonly policy?: string
}

/** One pull request of the range. */
interface Merged {
  readonly commits: number
  /** Reviews that decide nothing. */
  readonly comments: number
  readonly renames: boolean
}

/** All alike: the commits spread evenly. */
export function rangeOfSize({ commits, pulls, ...beside }: RangeSize): World {
  const own = commits - pulls
  const upTo = (count: number): number => Math.floor((own * count) / pulls)
  const merged = Array.from({ length: pulls }, (_, index) => ({
    ...{ commits: upTo(index + 1) - upTo(index), comments: 0, renames: false },
  }))
  return rangeOf(merged, beside)
}

/** 500 commits and 150 pull requests as a busy repository has them: some long, some renaming, some discussed at length. */
export function mixedRange(): World {
  const long = 7
  const merged = Array.from({ length: 150 }, (_, index) => ({
    commits: index % 20 === 10 && index < 20 * long ? 28 : index % 14 === 1 ? 2 : 1,
    comments: index % 10 === 5 ? 55 : index % 3,
    renames: index % 5 === 2,
  }))
  return rangeOf(merged)
}

function rangeOf(
  merged: readonly Merged[],
  { bad, policy }: Pick<RangeSize, 'bad' | 'policy'> = {},
): World {
  const told = merged.map((one, index) => toldOf(one, index + 1, index + 1 === bad ? 'dee' : 'ada'))
  const end = at(merged.length * 5 + 10)
  const tip = onMain(merged.length)
  const held = told.flatMap(({ before }) => (before === null ? [] : [[before, 'v1']]))
  const policyFile = policy === undefined ? {} : { '.github/separation-of-duties.yml': policy }
  const files = { 'README.md': 'shop', ...policyFile, ...Object.fromEntries(held) }
  const record = { id: 1, environment: 'production', commit: 'base', at: at(1), ref: 'main' }
  return worldOf({
    about: `A deployment of ${merged.length} pull requests.`,
    repository: 'acme/shop',
    accounts: { ada: { id: 101 }, bob: { id: 102 }, cleo: { id: 103 }, dee: { id: 104 } },
    commits: {
      base: { author: 'bob', at: at(0), files },
      ...Object.fromEntries(told.flatMap(({ commits }) => commits)),
    },
    branches: { main: tip },
    pulls: told.map(({ pull }) => pull),
    pushes: told.flatMap(({ pushes }) => pushes),
    environments: { production: { branches: ['main'] } },
    deployments: [{ ...record, statuses: [{ state: 'success', at: at(2), run: 8000 }] }],
    runs: [run(8000, 'base', at(1)), run(9001, tip, end)],
    event: { name: 'workflow_dispatch', run: 9001, branch: 'main' },
    inputs: { environment: 'production' },
    expect: { verdict: bad === undefined ? 'pass' : 'fail' },
  })
}

const onMain = (number: number): string => (number === 0 ? 'base' : `m${number}`)

const run = (id: number, commit: string, time: string) => ({
  ...{ id, commit, event: 'workflow_dispatch', branch: 'main' },
  workflow: '.github/workflows/deploy.yml',
  attempts: [{ actor: 'dee', triggering_actor: 'dee', at: time }],
})

function toldOf({ commits: count, comments, renames }: Merged, number: number, author: string) {
  const labels = Array.from({ length: count }, (_, index) => `c${number}-${index}`)
  const [head, time, ref] = [labels.at(-1) ?? '', number * 5, `part-${number}`]
  const path = `src/part-${number}.ts`
  const before = renames ? `src/old-part-${number}.ts` : null
  const changed = (text: string, isFirst: boolean) => ({
    [path]: isFirst && before !== null ? { from: before, text: 'v1' } : text,
  })
  const written = labels.map((label, index) => [
    label,
    {
      ...{ parents: [labels[index - 1] ?? onMain(number - 1)], author, at: at(time) },
      files: changed(`v${index}`, index === 0),
    },
  ])
  const merge = {
    ...{ parents: [onMain(number - 1), head], author: 'bob', committer: 'web-flow' },
    at: at(time + 3),
    signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' },
    files: changed(`v${count - 1}`, true),
  }
  const pushes = labels.map((after, index) => ({
    ...{ ref, by: author, at: at(time), before: labels[index - 1] ?? null, after },
    type: index === 0 ? 'branch_creation' : 'push',
  }))
  const merging = { ref: 'main', by: 'bob', at: at(time + 3), type: 'pr_merge' }
  const comment = { by: 'cleo', state: 'COMMENTED', commit: head, at: at(time + 2) }
  return {
    before,
    commits: [...written, [onMain(number), merge]],
    pushes: [...pushes, { ...merging, before: onMain(number - 1), after: onMain(number) }],
    pull: {
      ...{ number, author, at: at(time + 1), base: 'main', head: ref, head_commit: head },
      state: 'merged',
      merged: { by: 'bob', at: at(time + 3), commit: onMain(number), method: 'merge' },
      reviews: [
        ...Array.from({ length: comments }, () => comment),
        { ...comment, state: 'APPROVED' },
      ],
    },
  }
}
