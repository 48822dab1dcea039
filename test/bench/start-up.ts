// How long the bundle takes to start and end, in empty Node processes: a ratio holds on any machine.
import { execFileSync } from 'node:child_process'
import { builtBundle } from './measure.ts'

/** The median of so many pairs. */
export function startUpRatio(bundle: string = builtBundle, pairs = 9): number {
  const time = (args: readonly string[]): number => {
    const begin = performance.now()
    execFileSync(process.execPath, [...args], { stdio: 'ignore' })
    return performance.now() - begin
  }
  const ratios = Array.from({ length: pairs }, () => time([bundle, 'help']) / time(['-e', '0']))
  return ratios.sort((a, b) => a - b)[Math.floor(pairs / 2)] ?? Number.NaN
}
