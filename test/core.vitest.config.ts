// The tests of the pure core alone, without the bundle: for the mutations, which must be many and quick.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Each mutation starts the tests anew; one worker for all files is quicker.
    isolate: false,
    include: ['test/{facts,duties,policy,break-glass,findings,rules,judge}/**/*.test.ts'],
    // Laws hold over thousands of changes: too slow to try against every mutation.
    exclude: ['test/**/*laws.test.ts'],
  },
})
