// Runs a bundle again and again in one process, each time as if that process had just been started.
import { Console } from 'node:console'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire as createNodeRequire } from 'node:module'
import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { constants, Script } from 'node:vm'
import { hasten } from './haste.ts'

/** What a run is started with. */
export interface Task {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
}

/** In the order of writing. */
type Written = { stream: 'stdout' | 'stderr'; text: string }[]

/** `isClean` is false where the run broke off: what it left behind ends with this process. */
export interface Report {
  readonly exitCode: number
  readonly written: Written
  readonly isClean: boolean
}

/** Node ends with this code where the main module waits for what can no longer come. */
const unsettled = 13

const node = process
const { setInterval } = globalThis
const bundle = node.argv[2] ?? ''
hasten(Number(node.argv[3] ?? 1))
const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
const start = compile(readFileSync(bundle, 'utf8'))

/** Compiled once, evaluated by each call. A script has neither imports nor `import.meta`: both are handed to it. */
function compile(text: string): () => Promise<void> {
  const names: string[] = []
  const body = text
    .replace(/^import \{ createRequire as (\w+) \} from "(?:node:)?module";?/gm, (_, name) => {
      names.push(name)
      return ''
    })
    .replaceAll('import.meta', 'importMeta')
  const wrapped = `(async function (importMeta, ${names}) {'use strict';${body}\n})`
  const main = new Script(wrapped, { filename: bundle, importModuleDynamically }).runInThisContext()
  const meta = { url: pathToFileURL(bundle).href }
  return () => main(meta, ...names.map(() => createRequire))
}

/** Node's own modules are the same for all runs, but for the process. */
function createRequire(from: string) {
  const require = createNodeRequire(from)
  return (name: string) => (/^(node:)?process$/.test(name) ? globalThis.process : require(name))
}

/** Arguments, streams, listeners and end of its own, and no parent; all else is Node's. */
function processOf(args: readonly string[], written: Written, exit: (code?: number) => void) {
  const streamed = (stream: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _encoding, done) {
        written.push({ stream, text: String(chunk) })
        done()
      },
    })
  const own = Object.create(node, {
    argv: { value: [node.execPath, bundle, ...args] },
    stdout: { value: streamed('stdout') },
    stderr: { value: streamed('stderr') },
    exit: { value: exit },
    ...{ send: {}, connected: {}, channel: {} },
  })
  EventEmitter.call(own)
  return own as NodeJS.Process
}

/** Puts the run's own globals in place; the answer takes away whatever the run added. */
function replaceGlobals(own: object): () => void {
  const before = new Map(
    Reflect.ownKeys(globalThis).map((key) => [
      key,
      Object.getOwnPropertyDescriptor(globalThis, key),
    ]),
  )
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
  }
  return () => {
    for (const name of Object.keys(own)) {
      Object.defineProperty(globalThis, name, before.get(name) ?? {})
    }
    for (const key of Reflect.ownKeys(globalThis)) {
      const isGone = before.has(key) || Reflect.deleteProperty(globalThis, key)
      if (!isGone) Reflect.set(globalThis, key, undefined)
    }
  }
}

/** An error of the bundle's leaves it unhandled, as it leaves a main module. */
async function run({ args, env, cwd }: Task): Promise<void> {
  const written: Written = []
  let isSettled = false
  const codeSoFar = () => Number(node.exitCode ?? 0)
  const own = processOf(args, written, (code) => end(code ?? codeSoFar(), false))
  const { stdout, stderr } = own
  const ticking: NodeJS.Timeout[] = []
  const restoreGlobals = replaceGlobals({
    process: own,
    console: new Console({ stdout, stderr }),
    // One that nobody waits for would tick on, and keep all that its run had in memory.
    setInterval: (...given: Parameters<typeof setInterval>) => {
      const timer = setInterval(...given)
      ticking.push(timer)
      return timer
    },
  })

  const listeners = {
    beforeExit: () => {
      node.exitCode ??= isSettled ? 0 : unsettled
      if (node.exitCode === unsettled) stderr.write('Detected unsettled top-level await\n')
      end(codeSoFar(), true)
    },
    warning: ({ name, message }: Error) => stderr.write(`(node:${node.pid}) ${name}: ${message}\n`),
    uncaughtException: (error: unknown) => {
      stderr.write(`${inspect(error)}\n`)
      end(1, false)
    },
  }
  function end(exitCode: number, isClean: boolean): void {
    for (const [event, listener] of Object.entries(listeners)) node.off(event, listener)
    own.emit('exit', exitCode)
    for (const timer of ticking) clearInterval(timer)
    restoreGlobals()
    node.exitCode = undefined
    node.channel?.ref()
    node.send?.({ exitCode, written, isClean } satisfies Report)
    if (!isClean) node.exit()
  }

  for (const [event, listener] of Object.entries(listeners)) node.on(event, listener)
  for (const name of Object.keys(node.env)) delete node.env[name]
  Object.assign(node.env, env)
  node.chdir(cwd)
  // From here on only what the bundle waits for keeps this process alive: once that is nothing, the run has ended.
  node.channel?.unref()
  await start()
  isSettled = true
}

node.removeAllListeners('warning')
// Node warns once that a script which imports is new to it; no run is to hear of it.
await new Script('import("node:fs")', { importModuleDynamically }).runInThisContext()
node.on('message', run)
node.on('disconnect', () => node.exit())
