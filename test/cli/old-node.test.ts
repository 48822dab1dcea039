// A Node that is too old says which one it takes: one that pretends to be older, or in `npm run test:all` old ones.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { bundle } from '../replay/bundle-process.ts'

/** Null: none is at hand, and this one says that it is. */
const { OLD_NODE = null } = process.env

/** As if it were of that version. */
const pretending = (version: string): readonly string[] => {
  const versions = `{value: {...process.versions, node: '${version}'}}`
  return [
    '--import',
    `data:text/javascript,Object.defineProperty(process, 'versions', ${versions})`,
  ]
}

function start(node: string, args: readonly string[]) {
  try {
    const out = execFileSync(node, [...args], { encoding: 'utf8', stdio: 'pipe' })
    return { code: 0, out, err: '' }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, out: stdout, err: stderr }
  }
}

test.for(['16.20.2', '20.19.5', '21.7.3'])('Node %s is too old', (version) => {
  const flags = OLD_NODE === null ? pretending(version) : []
  const { code, out, err } = start(OLD_NODE ?? process.execPath, [...flags, bundle, '--version'])
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^The gate needs Node 22, and this is Node [\d.]+\. Install Node 22 .*\.\n$/)
})

test('Node 22 is not', () => {
  const { code } = start(process.execPath, [...pretending('22.0.0'), bundle, '--version'])
  expect(code).toBe(0)
})
