// A faster clock for a process that plays runs: whoever waits for a GitHub that fails waits a tenth of the time.
import promises from 'node:timers/promises'

/** Everything that waits in this process, from now on; `times` as fast. */
export function hasten(times: number): void {
  if (times === 1) return
  const { setTimeout: wait } = globalThis
  const hurried = (action: () => void, delay = 0, ...rest: unknown[]) =>
    wait(action, delay / times, ...(rest as []))
  globalThis.setTimeout = Object.assign(hurried, wait) as typeof wait
  const { setTimeout: sleep } = promises
  const slept: typeof sleep = (delay = 0, ...rest) => sleep(delay / times, ...rest)
  promises.setTimeout = slept
  const { timeout } = AbortSignal
  AbortSignal.timeout = (delay) => timeout.call(AbortSignal, Math.ceil(delay / times))
}
