// The sources compile, and the linters have nothing against them. As tests they run beside the others, not before them.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { read, root } from '../readme/document.ts'

const { scripts } = JSON.parse(read('package.json'))

describe.concurrent('has no complaint', () => {
  test.for(['typecheck', ...scripts.lint.split(' && ')])(
    '%s',
    { timeout: 120_000 },
    async (name) => {
      const command = scripts[name] ?? name
      const [program = '', ...args] = command.split(' ')
      const path = `${root}/node_modules/.bin:${process.env.PATH}`
      const told = await promisify(execFile)(program, args, {
        cwd: root,
        env: { ...process.env, PATH: path },
      }).then(
        () => '',
        ({ stdout, stderr }) => `${stdout}${stderr}`,
      )
      expect(told).toBe('')
    },
  )
})
