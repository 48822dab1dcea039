// Closed until proven open: the only file that sets the exit code, but for a Node that is too old for all that follows.
import './shell/old-node.ts'
import { setFlagsFromString } from 'node:v8'
import * as z from 'zod'

process.exitCode = 1
// A runner's memory is shared: most objects live for one answer only, so the young generation may stay small.
setFlagsFromString('--semi-space-growth-factor=1')
// Few answers are parsed: optimizing the HTTP parser costs more time than it saves.
setFlagsFromString('--liftoff-only')
// Each zod shape is used a few times: generating code for it costs more time than it saves.
z.config({ jitless: true })

const [command, ...args] = process.argv.slice(2)
// Each loads what it needs: who judges a record again asks nobody.
if (command === undefined) {
  const { runAction } = await import(/* webpackMode: "eager" */ './shell/action.ts')
  process.exitCode = Number(!(await runAction(process.env)))
} else {
  const { runCommand } = await import(/* webpackMode: "eager" */ './cli/index.ts')
  process.exitCode = await runCommand(command, args, process.env)
}
