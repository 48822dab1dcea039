// `npm run demo`: plays what was asked for by whatever name fits, else says what could have been meant.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { worldPaths } from './replay/world-files.ts'

interface Shown {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const demo = (...names: readonly string[]): Promise<Shown> =>
  new Promise((ended) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'demo.ts'), ...names])
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('close', (code) => ended({ code, stdout, stderr }))
  })

const played = ({ stdout }: Shown): readonly string[] =>
  [...stdout.matchAll(/^=== (.*)$/gm)].map(([, path = '']) => path)

describe.concurrent('the demonstration', () => {
  test('plays a world by its folder and name, and by its file', async () => {
    const path = 'deployment/changes/never-approved'
    const file = join('test', 'scenarios', `${path}.yml`)
    const shown = await demo('deployment/never-approved', file)
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(played(shown)).toEqual([path, path])
    expect(shown.stdout).toContain(
      "Ada's change was merged without any review, and Dee deploys it.",
    )
    expect(shown.stdout).toMatch(/^fail: /m)
    expect(shown.stdout).toMatch(/^The step ended with 1 after \d+ requests\.$/m)
  })

  test('plays three worlds where none is named: one passes, two fail', async () => {
    const shown = await demo()
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(played(shown)).toEqual([
      'approvals/approved-by-somebody-else',
      'pushes/reviewer-pushed-then-approved',
      'protected-paths/payments-change-without-its-owner',
    ])
    const verdicts = shown.stdout.matchAll(/^(pass|fail|undetermined)\b.*: /gm)
    expect([...verdicts].map(([, verdict]) => verdict)).toEqual(['pass', 'fail', 'fail'])
  })

  test('answers a wrong name with the nearest three, and plays nothing', async () => {
    expect(await demo('never-approved', 'never-aproved')).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        'There is no world "never-aproved". The nearest are:',
        '  deployment/changes/never-approved',
        '  approvals/reader-approves',
        '  code-owners/owner-approves',
        '',
      ].join('\n'),
    })
  })

  test('lists what a name fits, and plays nothing', async () => {
    const there = worldPaths.filter((path) => path.startsWith('deployment/checks/'))
    expect(await demo('deployment/checks')).toEqual({
      code: 2,
      stdout: '',
      stderr: [
        `"deployment/checks" fits ${there.length} worlds:`,
        ...there.map((path) => `  ${path}`),
        '',
      ].join('\n'),
    })
  })
})
