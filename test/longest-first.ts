// What takes longest begins first: a fresh clone knows no times, and a worker must not be left with the worlds at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** In this order; the rest follows by size. */
const longest = [
  ...['scenarios.test.ts', 'scenarios.second-half.test.ts', 'repository/sources.test.ts'],
  ...['shell/action.test.ts', 'laws.test.ts'],
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(name))
      return at === -1 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
