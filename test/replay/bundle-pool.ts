// Starts the built bundle cheaply: in a few processes that live long, each of which plays one run at a time.
import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { bundle, compileCache, playedOn, type RunBundle } from './bundle-process.ts'
import type { Report, Task } from './bundle-worker.ts'

/**
 * `most` processes at once, whose waits are `haste` times as fast; a run that takes longer than `patience` milliseconds
 * is ended.
 */
export function poolOf(
  entry: string,
  { most = 2 * availableParallelism(), patience = 50_000, haste = 1 } = {},
): RunBundle {
  const idle: ChildProcess[] = []
  const queue: (() => void)[] = []
  let busy = 0

  return async (args, env, cwd) => {
    if (busy < most) busy += 1
    else await new Promise<void>((free) => queue.push(free))
    const child = idle.pop() ?? hire(entry, haste)
    try {
      const report = await play(child, { args, env, cwd }, patience)
      if (report.isClean) idle.push(child)
      return ended(report)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    } finally {
      const next = queue.shift()
      if (next) next()
      else busy -= 1
    }
  }
}

/** Each run leaves the whole bundle to be collected, and ends before optimized code pays for itself. */
const frugal = [
  '--initial-heap-size=400',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--single-threaded',
  '--no-opt',
  '--no-maglev',
]

export const runBundle = poolOf(bundle)

function hire(entry: string, haste: number): ChildProcess {
  const options = { env: compileCache, execPath: playedOn, execArgv: frugal }
  const child = fork(join(import.meta.dirname, 'bundle-worker.ts'), [entry, `${haste}`], options)
  // It waits for runs, but nobody waits for it: it ends with the process that hired it.
  child.unref()
  child.channel?.unref()
  return child
}

function play(child: ChildProcess, task: Task, patience: number): Promise<Report> {
  const name = ['The bundle', ...task.args].join(' ')
  return new Promise<Report>((reported, failed) => {
    const fail = (how: string) => failed(new Error(`${name} ${how}`))
    const timer = setTimeout(fail, patience, `did not end within ${patience / 1000} seconds.`)
    const onClose = () => fail('ended without a report.')
    const onMessage = (report: Report) => {
      clearTimeout(timer)
      child.off('close', onClose)
      reported(report)
    }
    child.once('close', onClose).once('message', onMessage)
    child.send(task)
  })
}

function ended({ exitCode, written }: Report) {
  const textOf = (streams: readonly string[]) =>
    written.map(({ stream, text }) => (streams.includes(stream) ? text : '')).join('')
  return {
    exitCode,
    stdout: textOf(['stdout']),
    stderr: textOf(['stderr']),
    log: textOf(['stdout', 'stderr']),
  }
}
