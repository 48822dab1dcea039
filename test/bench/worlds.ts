// Pull requests of a given size, for the figures that the gate promises to keep.
import { type World, worldOf } from '../github-double/world/world.ts'
import { at } from './times.ts'

export interface Size {
  readonly commits: number
  readonly files: number
  readonly reviews: number
  /** How many files the repository holds beside those of the change. */
  readonly beside?: number
}

interface History {
  readonly about: string
  /** By their labels; the one called `base` is what the change starts from. */
  readonly commits: Readonly<Record<string, object>>
  readonly main?: string
  readonly head: string
  readonly pushes: readonly object[]
  readonly events?: readonly object[]
  readonly reviews: readonly object[]
}

export const worldFor = ({
  about,
  commits,
  main = 'base',
  head,
  pushes,
  events,
  reviews,
}: History) =>
  worldOf({
    about,
    repository: 'acme/shop',
    accounts: { ada: { id: 101 }, bob: { id: 102 }, cleo: { id: 103 } },
    commits,
    branches: { main, feature: head },
    pulls: [
      { number: 7, author: 'ada', at: at(2), base: 'main', head: 'feature', events, reviews },
    ],
    pushes,
    event: { name: 'pull_request', action: 'synchronize', pull: 7 },
    expect: { verdict: 'pass' },
  })

export const base = { author: 'cleo', at: at(0), files: { 'README.md': 'shop' } }

export const push = (before: string | null, after: string, minute: number, type = 'push') => ({
  ...{ ref: 'feature', by: 'ada', before, after, at: at(minute) },
  type: before === null ? 'branch_creation' : type,
})

export const approval = (commit: string, minute: number) => ({
  ...{ by: 'bob', state: 'APPROVED', commit, at: at(minute) },
})

/** Ada writes and pushes commit by commit, others comment, Bob approves the head. */
export function pullOfSize({ commits, files, reviews, beside = 0 }: Size): World {
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
  const held = Array.from({ length: beside }, (_, index) => [
    `lib/area-${index % 60}/part-${index % 600}/file-${index}.ts`,
    'v1',
  ])
  const comments = Array.from({ length: reviews - 1 }, (_, index) => ({
    ...{ by: 'cleo', state: 'COMMENTED', commit: head, at: at(commits + index + 2) },
  }))
  return worldFor({
    about: `A pull request of ${commits} commits, ${files} files and ${reviews} reviews.`,
    commits: {
      base: { ...base, files: { ...base.files, ...Object.fromEntries(held) } },
      ...Object.fromEntries(written),
    },
    head,
    pushes: labels.map((label, index) => push(labels[index - 1] ?? null, label, index + 1)),
    reviews: [...comments, approval(head, commits + reviews + 2)],
  })
}
