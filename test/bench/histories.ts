// Pull requests with a long past: rebased, or merged from their base, again and again.
import type { World } from '../github-double/world/world.ts'
import { at } from './times.ts'
import { approval, base, push, worldFor } from './worlds.ts'

/** Main moves on, and each time Ada rebases her three commits onto it. */
export function rebased(times: number): World {
  const heads = Array.from({ length: times + 1 }, (_, round) => round)
  const parts = ['a', 'b', 'c']
  const label = (part: number, round: number): string => `${parts[part]}${round}`
  const onMain = (round: number): string => (round === 0 ? 'base' : `main${round}`)
  const main = heads.slice(1).map((round) => [
    onMain(round),
    {
      ...{ parents: [onMain(round - 1)], author: 'cleo', at: at(round * 10) },
      files: { [`docs/${round}.md`]: 'v1' },
    },
  ])
  const own = heads.flatMap((round) =>
    parts.map((name, part) => [
      label(part, round),
      {
        parents: [part === 0 ? onMain(round) : label(part - 1, round)],
        ...{ author: 'ada', at: at(round * 10 + 1), files: { [`src/${name}.ts`]: 'v1' } },
      },
    ]),
  )
  const [last, end] = [parts.length - 1, times * 10 + 5]
  const forced = heads.slice(1).map((round) => ({
    ...{ before: label(last, round - 1), after: label(last, round), at: at(round * 10 + 2) },
  }))
  return worldFor({
    about: `A pull request that was rebased ${times} times.`,
    commits: { base, ...Object.fromEntries([...main, ...own]) },
    main: onMain(times),
    head: label(last, times),
    pushes: [
      push(null, label(last, 0), 2),
      ...forced.map((one) => ({ ...push(one.before, one.after, 0, 'force_push'), at: one.at })),
    ],
    events: forced.map((one) => ({ type: 'head_ref_force_pushed', by: 'ada', ...one })),
    reviews: [approval(label(last, times), end)],
  })
}

/** Main moves on, and each time Ada presses "Update branch". */
export function updated(times: number): World {
  const rounds = Array.from({ length: times }, (_, index) => index + 1)
  const onMain = (round: number): string => (round === 0 ? 'base' : `main${round}`)
  const head = (round: number): string => (round === 0 ? 'c1' : `update${round}`)
  const files = (round: number) => ({ [`docs/${round}.md`]: 'v1' })
  const merges = rounds.flatMap((round) => [
    [
      onMain(round),
      {
        ...{ parents: [onMain(round - 1)], author: 'cleo', at: at(round * 10) },
        files: files(round),
      },
    ],
    [
      head(round),
      {
        parents: [head(round - 1), onMain(round)],
        ...{ author: 'ada', committer: 'web-flow', at: at(round * 10 + 1) },
        signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' },
        files: files(round),
      },
    ],
  ])
  const first = { parents: ['base'], author: 'ada', at: at(1), files: { 'src/a.ts': 'v1' } }
  return worldFor({
    about: `A pull request whose branch was updated ${times} times.`,
    commits: { base, c1: first, ...Object.fromEntries(merges) },
    main: onMain(times),
    head: head(times),
    pushes: [
      push(null, 'c1', 1),
      ...rounds.map((round) => push(head(round - 1), head(round), round * 10 + 1)),
    ],
    reviews: [approval(head(times), times * 10 + 5)],
  })
}
