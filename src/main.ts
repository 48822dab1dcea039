// Closed until proven open: the only file that sets the exit code.
import { setFlagsFromString } from 'node:v8'
import * as z from 'zod'
import { runCommand } from './cli/index.ts'
import { runAction } from './shell/action.ts'

process.exitCode = 1
// A runner is shared: what lives for one answer only need not make the young generation grow.
setFlagsFromString('--semi-space-growth-factor=1')
// A handful of answers is parsed: compiling the HTTP parser a second time, for speed, costs more than it saves.
setFlagsFromString('--liftoff-only')
// Every shape is read a few times at most: code made for it at run time would cost more than it saves.
z.config({ jitless: true })

const [command, ...args] = process.argv.slice(2)
process.exitCode =
  command === undefined
    ? Number(!(await runAction(process.env)))
    : await runCommand(command, args, process.env)
