// A run in the pool is a process to the bundle: fresh state, an end of its own, nothing left to the next run.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { poolOf } from './bundle-pool.ts'
import { processOf, type RunBundle } from './bundle-process.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pool-'))
  await writeFile(join(folder, 'part.mjs'), 'export const part = "loaded when needed"')
})
afterAll(() => rm(folder, { recursive: true }))

/** The bundle `text`, in one process that lives long and in processes of its own. */
async function bothWays(name: string, text: string): Promise<RunBundle[]> {
  const bundle = join(folder, `${name}.mjs`)
  await writeFile(bundle, `import { createRequire as require_ } from "module";\n${text}`)
  return [poolOf(bundle, { most: 1 }), processOf(bundle)]
}

test.for([
  { what: 'exit code', text: 'process.exitCode = 3', exitCode: 3 },
  { what: 'exit', text: 'process.exit(4); console.log("past the end")', exitCode: 4 },
  {
    what: 'exit with the code set before',
    text: 'process.exitCode = 5\ntry { process.exit() } finally { console.log("past the end") }',
    exitCode: 5,
  },
  {
    what: 'arguments, environment and folder',
    text: 'console.log(process.argv.slice(2), process.env.A, process.env.PATH, process.cwd())',
    stdout: /^\[ 'one', 'two' \] b undefined \S+pool-\w+\n$/,
  },
  {
    what: 'streams',
    text: 'process.stdout.write("a"); console.error("b"); console.log("c")',
    stdout: /^ac\n$/,
    stderr: /^b\n$/,
  },
  {
    what: 'process of node:process',
    text: 'const own = require_(import.meta.url)("node:process")\nown.stdout.write(own.argv[2])',
    stdout: /^one$/,
  },
  {
    what: 'import of a part that only some runs need',
    text: 'const { part } = await import("./part.mjs")\nconsole.log(part)',
    stdout: /^loaded when needed\n$/,
  },
  {
    what: 'ignorance of a parent',
    text: 'console.log(process.send, process.connected, process.channel)',
    stdout: /^undefined undefined undefined\n$/,
  },
  {
    what: 'exit listener',
    text: 'process.on("exit", (code) => console.log("ended with", code))',
    stdout: /^ended with 0\n$/,
  },
  {
    what: 'work after the main module has ended',
    text: 'setTimeout(() => { process.exitCode = 6; console.log("late") }, 20)',
    exitCode: 6,
    stdout: /^late\n$/,
  },
  {
    what: 'error',
    text: 'process.exitCode = 0\nthrow new TypeError("no duty")',
    exitCode: 1,
    stderr: /TypeError: no duty\n {4}at /,
  },
  {
    what: 'unhandled rejection',
    text: 'Promise.reject(new TypeError("no duty"))\nawait new Promise((done) => setTimeout(done, 50))\nconsole.log("past the end")',
    exitCode: 1,
    stderr: /TypeError: no duty\n {4}at /,
  },
  {
    what: 'wait for what cannot come',
    text: 'await new Promise(() => {})',
    exitCode: 13,
    stderr: /unsettled top-level await/,
  },
  {
    what: 'wait for what cannot come, with the code set before',
    text: 'process.exitCode = 1\nawait new Promise(() => {})',
    exitCode: 1,
  },
  {
    what: 'warning',
    text: 'process.emitWarning("old", "DeprecationWarning")',
    stderr: /^\(node:\d+\) DeprecationWarning: old\n/,
  },
])('$what', async ({ what, text, exitCode = 0, stdout = /^$/, stderr = /^$/ }) => {
  for (const runBundle of await bothWays(what, text)) {
    const ended = await runBundle(['one', 'two'], { A: 'b' }, folder)
    expect([ended.exitCode, ended.stdout, ended.stderr]).toEqual([
      exitCode,
      expect.stringMatching(stdout),
      expect.stringMatching(stderr),
    ])
  }
})

describe('the next run', () => {
  test('begins with fresh modules, globals, environment and listeners', async () => {
    const text = `
let count = 0
await new Promise((done) => setTimeout(done, 20))
const { left, kept, ticks } = globalThis
console.log([count++, left, kept, ticks, process.env.left, process.exitCode], process.pid)
setInterval(() => { globalThis.ticks = 1 }, 1).unref()
globalThis.left = process.env.left = 'left'
Object.defineProperty(globalThis, 'kept', { value: 'kept', writable: true })
process.on('exit', () => { process.stdout.write('end') })
process.exitCode = 7`
    const [runBundle] = await bothWays('leaving', text)
    const runs = [await runBundle?.([], {}, folder), await runBundle?.([], {}, folder)]
    const pids = runs.map((ended) => ended?.stdout.match(/\] (\d+)\nend$/)?.[1])
    expect(pids[0]).toBe(pids[1])
    for (const ended of runs) {
      expect(ended?.exitCode).toBe(7)
      expect(ended?.stdout).toMatch(/^\[ 0(, undefined){5} \]/)
    }
  })

  test('is not met by what a broken run left behind', async () => {
    const text = `
if (process.argv[2] === 'break') {
  setInterval(() => console.log('left behind'), 1)
  setTimeout(() => { throw new Error('broken') }, 10)
} else await new Promise((done) => setTimeout(done, 50))`
    const [runBundle] = await bothWays('breaking', text)
    expect(await runBundle?.(['break'], {}, folder)).toMatchObject({ exitCode: 1 })
    expect(await runBundle?.([], {}, folder)).toMatchObject({ exitCode: 0, log: '' })
  })

  test('comes after one that never ends or is killed', async () => {
    const bundle = join(folder, 'hanging.mjs')
    const text = `
if (process.argv[2] === 'hang') setInterval(() => {}, 1000)
if (process.argv[2] === 'die') process.kill(process.pid, 'SIGKILL')`
    await writeFile(bundle, text)
    const runBundle = poolOf(bundle, { most: 1, patience: 2000 })
    await expect(runBundle(['hang'], {}, folder)).rejects.toThrow(
      'The bundle hang did not end within 2 seconds.',
    )
    await expect(runBundle(['die'], {}, folder)).rejects.toThrow(
      'The bundle die ended without a report.',
    )
    expect(await runBundle([], {}, folder)).toMatchObject({ exitCode: 0, log: '' })
  })
})
