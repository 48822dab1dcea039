// A deployment of a given size: pull requests merged one after the other, each written, approved and merged by others.
import { stringify } from 'yaml'
import { loadWorld, type World } from '../github-double/world/world.ts'

export interface RangeSize {
  readonly commits: number
  readonly pulls: number
  /** The number of the one that its own author deploys; none where it is left out. */
  readonly bad?: number
}

const at = (minute: number): string =>
  new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString().replace('.000Z', 'Z')

/** `commits` counts the merge commits too. */
export function rangeOfSize({ commits, pulls, bad }: RangeSize): World {
  const numbers = Array.from({ length: pulls }, (_, index) => index + 1)
  const own = commits - pulls
  const share = (number: number): number =>
    Math.floor((own * number) / pulls) - Math.floor((own * (number - 1)) / pulls)
  const tip = (number: number): string => (number === 0 ? 'base' : `m${number}`)
  const written: Record<string, object> = {
    base: { author: 'bob', at: at(0), files: { 'README.md': 'shop' } },
  }
  const listed: object[] = []
  const pushes: object[] = []
  for (const number of numbers) {
    const author = number === bad ? 'dee' : 'ada'
    const labels = Array.from({ length: share(number) }, (_, index) => `c${number}-${index}`)
    const time = number * 5
    for (const [index, label] of labels.entries()) {
      const before = labels[index - 1]
      written[label] = {
        ...{ parents: [before ?? tip(number - 1)], author, at: at(time) },
        files: { [`src/part-${number}.ts`]: `v${index}` },
      }
      const type = before === undefined ? 'branch_creation' : 'push'
      pushes.push({
        ...{
          ref: `part-${number}`,
          by: author,
          at: at(time),
          before: before ?? null,
          after: label,
          type,
        },
      })
    }
    const head = labels.at(-1) ?? ''
    written[tip(number)] = {
      ...{
        parents: [tip(number - 1), head],
        author: 'bob',
        committer: 'web-flow',
        at: at(time + 3),
      },
      signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' },
      files: { [`src/part-${number}.ts`]: `v${labels.length - 1}` },
    }
    pushes.push({
      ...{ ref: 'main', by: 'bob', at: at(time + 3), before: tip(number - 1), after: tip(number) },
      type: 'pr_merge',
    })
    listed.push({
      ...{
        number,
        author,
        at: at(time + 1),
        base: 'main',
        head: `part-${number}`,
        head_commit: head,
      },
      state: 'merged',
      merged: { by: 'bob', at: at(time + 3), commit: tip(number), method: 'merge' },
      reviews: [{ by: 'cleo', state: 'APPROVED', commit: head, at: at(time + 2) }],
    })
  }
  const end = at(pulls * 5 + 10)
  const run = (id: number, commit: string, time: string) => ({
    ...{
      id,
      workflow: '.github/workflows/deploy.yml',
      event: 'workflow_dispatch',
      branch: 'main',
      commit,
    },
    attempts: [{ actor: 'dee', triggering_actor: 'dee', at: time }],
  })
  return loadWorld(
    stringify({
      about: `A deployment of ${commits} commits in ${pulls} pull requests.`,
      repository: 'acme/shop',
      accounts: { ada: { id: 101 }, bob: { id: 102 }, cleo: { id: 103 }, dee: { id: 104 } },
      commits: written,
      branches: { main: tip(pulls) },
      pulls: listed,
      pushes,
      environments: { production: { branches: ['main'] } },
      deployments: [
        {
          ...{
            id: 1,
            environment: 'production',
            commit: 'base',
            at: at(1),
            by: 'github-actions',
            ref: 'main',
          },
          statuses: [{ state: 'success', at: at(2), run: 8000 }],
        },
      ],
      runs: [run(8000, 'base', at(1)), run(9001, tip(pulls), end)],
      event: { name: 'workflow_dispatch', run: 9001, branch: 'main' },
      inputs: { environment: 'production' },
      expect: { verdict: bad === undefined ? 'pass' : 'fail' },
    }),
  )
}
