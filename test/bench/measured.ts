// Runs the bundle in this process and leaves its peak memory behind: the kernel's own figure, in kilobytes.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  writeFileSync(process.env.PEAK_MEMORY_FILE ?? '', String(process.resourceUsage().maxRSS))
})
await import('../../dist/index.js' as string)
