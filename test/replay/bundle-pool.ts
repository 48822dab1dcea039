// Starts the built bundle cheaply: in a few processes that live long, each of which plays one run at a time.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Report, Task } from './bundle-worker.ts'

export type Ended = { exitCode: number; stdout: string; stderr: string; log: string }

/** As if `node BUNDLE ARGS` were started in this environment, with nothing beside it, and in this folder. */
export type RunBundle = (
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
) => Promise<Ended>

/** `most` processes at once; a run that takes longer than `patience` milliseconds is ended. */
export function poolOf(bundle: string, { most = 2, patience = 50_000 } = {}): RunBundle {
  const idle: ChildProcess[] = []
  const queue: (() => void)[] = []
  let busy = 0

  async function runBundle(args: readonly string[], env: Record<string, string>, cwd: string) {
    if (busy < most) busy += 1
    else await new Promise<void>((free) => queue.push(free))
    const child = idle.pop() ?? hire(bundle)
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
  return runBundle
}

export const runBundle = poolOf(join(import.meta.dirname, '..', '..', 'dist', 'index.js'))

function hire(bundle: string): ChildProcess {
  const { NODE_COMPILE_CACHE } = process.env
  const env = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
  const child = fork(join(import.meta.dirname, 'bundle-worker.ts'), [bundle], { env, execArgv: [] })
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

function ended({ exitCode, written }: Report): Ended {
  const textOf = (streams: readonly string[]) =>
    written.map(({ stream, text }) => (streams.includes(stream) ? text : '')).join('')
  const [stdout, stderr] = [textOf(['stdout']), textOf(['stderr'])]
  return { exitCode, stdout, stderr, log: textOf(['stdout', 'stderr']) }
}
