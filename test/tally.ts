// The closing line of a test run: "N passed, N failed, N skipped".
import type { Reporter, TestModule } from 'vitest/node'

export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length
    // A file that could not be loaded has no tests to count, and must not look like none failed.
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    )
    // What failed outside of the tests counts as well; where none ran, it was what comes before them.
    const outside = modules.length === 0 ? 1 : errors.length
    const failed = count('failed') + broken.length + outside
    console.log(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`)
  }
}
