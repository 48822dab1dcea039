// The tests of duties and rules alone, without the bundle: for the mutations, which must be many and quick.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{duties,rules}/**/*.test.ts'],
    // Laws hold over thousands of changes: too slow to try against every mutation.
    exclude: ['test/rules/laws.test.ts'],
  },
})
