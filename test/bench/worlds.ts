// Worlds of a given size, for the figures that the gate promises to keep.
import { stringify } from 'yaml'
import { loadWorld, type World } from '../github-double/world/world.ts'

export interface Size {
  readonly commits: number
  readonly files: number
  readonly reviews: number
}

const at = (minute: number): string =>
  new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString().replace('.000Z', 'Z')

/** One pull request: Ada writes and pushes commit by commit, others comment, Bob approves the head. */
export function pullOfSize({ commits, files, reviews }: Size): World {
  const labels = Array.from({ length: commits }, (_, index) => `c${index + 1}`)
  const head = labels.at(-1) ?? 'base'
  const perCommit = Math.ceil(files / commits)
  const pathsOf = (index: number): string[] =>
    Array.from({ length: perCommit }, (_, file) => index * perCommit + file)
      .filter((number) => number < files)
      .map((number) => `src/part-${number % 40}/file-${number}.ts`)
  const written = labels.map((label, index) => [
    label,
    {
      parents: [labels[index - 1] ?? 'base'],
      author: 'ada',
      at: at(index + 1),
      files: Object.fromEntries(pathsOf(index).map((path) => [path, 'v1'])),
    },
  ])
  const pushes = labels.map((label, index) => ({
    ref: 'feature',
    by: 'ada',
    at: at(index + 1),
    before: labels[index - 1] ?? null,
    after: label,
    type: index === 0 ? 'branch_creation' : 'push',
  }))
  const comments = Array.from({ length: reviews - 1 }, (_, index) => ({
    ...{ by: 'cleo', state: 'COMMENTED', commit: head, at: at(commits + index + 2) },
  }))
  const approval = { by: 'bob', state: 'APPROVED', commit: head, at: at(commits + reviews + 2) }
  return loadWorld(
    stringify({
      about: `A pull request of ${commits} commits, ${files} files and ${reviews} reviews.`,
      repository: 'acme/shop',
      accounts: { ada: { id: 101 }, bob: { id: 102 }, cleo: { id: 103 } },
      commits: {
        base: { author: 'ada', at: at(0), files: { 'README.md': 'shop' } },
        ...Object.fromEntries(written),
      },
      branches: { main: 'base', feature: head },
      pulls: [
        {
          ...{ number: 7, author: 'ada', at: at(2), base: 'main', head: 'feature' },
          reviews: [...comments, approval],
        },
      ],
      pushes,
      event: { name: 'pull_request', action: 'synchronize', pull: 7 },
      expect: { verdict: 'pass' },
    }),
  )
}
