// Starts the built bundle as a runner does: in a process of its own.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** How a run ended, and what it wrote: `log` is both streams in the order of their arrival. */
interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  readonly log: string
}

/** As `node BUNDLE ARGS` in this environment, with nothing beside it, and in this folder. */
export type RunBundle = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
) => Promise<Ended>

export const bundle = join(import.meta.dirname, '..', '..', 'dist', 'index.js')

/** Node's own, where a test run sets it: hundreds of children need not compile the same bundle anew. */
const { NODE_COMPILE_CACHE } = process.env
export const compileCache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }

/** The Node that plays: the one that runs the tests, unless another is to be tried. */
export const { PLAYED_ON: playedOn = process.execPath } = process.env

export function processOf(entry: string): RunBundle {
  return (args, env, cwd) =>
    new Promise((ended, failed) => {
      const options = { cwd, env: { ...compileCache, ...env } }
      const child = spawn(playedOn, [entry, ...args], options)
      let [stdout, stderr, log] = ['', '', '']
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          log += text
          if (stream === child.stdout) stdout += text
          else stderr += text
        })
      }
      child.on('error', failed)
      child.on('close', (code) => ended({ exitCode: code ?? 1, stdout, stderr, log }))
    })
}
