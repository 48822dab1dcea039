// Preloaded into a run of the bundle: leaves behind what the process used. Plain JavaScript, so that no type stripper is in it.
import { readFileSync, writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  const usage = { memory: peakMemory(), cpu: (userCPUTime + systemCPUTime) / 1_000_000 }
  writeFileSync(process.env.USAGE_FILE, JSON.stringify(usage))
})

/** Megabytes. `maxRSS` begins at what the process had used that started this one; Linux tells of this one alone. */
function peakMemory() {
  const own = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(own)?.[1] ?? process.resourceUsage().maxRSS
  return Number(peak) / 1024
}
