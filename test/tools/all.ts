// `npm run test:all [-- SUITE ...]`: runs what is too heavy for `npm test`, one suite after the other.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, isAbsolute } from 'node:path'
import { root, type Suite, suites } from './suites.ts'

/** This Node comes first: what a suite starts must not be played by another one on the machine. */
const path = [dirname(process.execPath), process.env.PATH].join(delimiter)

/** The tools of a suite that are not there. */
const missing = ({ command: [program = ''], env = {} }: Suite): string[] =>
  [program, ...Object.values(env)].filter((tool) => isAbsolute(tool) && !existsSync(tool))

/** What went wrong, with all that the suite said; null where it passed. */
function failure(suite: Suite): Promise<string | null> {
  const absent = missing(suite)
  if (absent.length > 0) {
    return Promise.resolve(`${absent.join(', ')} is not there. Run test/tools/install.`)
  }
  return new Promise((ended) => {
    const [program = '', ...args] = suite.command
    const env = { ...process.env, PATH: path, ...suite.env }
    // A group of its own, so that what it started ends with it.
    const child = spawn(program, args, { cwd: root, env, detached: true })
    const stop = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL')
    const interrupted = () => {
      stop()
      process.exit(130)
    }
    process.once('SIGINT', interrupted)
    let said = ''
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      stop()
    }, suite.minutes * 60_000)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    }
    child.on('error', (error) => ended(`${error}`))
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupted)
      if (code === 0 && suite.isShown) console.log(said.trimEnd())
      const late = `${said}\nIt did not end within ${suite.minutes} minutes.`
      ended(isLate ? late : code === 0 ? null : said)
    })
  })
}

const asked = process.argv.slice(2)
const names = suites.map(({ name }) => name)
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  process.exitCode = 2
} else {
  const chosen = suites.filter(({ name }) => asked.length === 0 || asked.includes(name))
  const failed: string[] = []
  for (const suite of chosen) {
    const began = performance.now()
    const problem = await failure(suite)
    const minutes = ((performance.now() - began) / 60_000).toFixed(1)
    console.log(`${suite.name}: ${problem === null ? 'passed' : 'failed'} after ${minutes} minutes`)
    if (problem !== null) {
      console.log(problem)
      failed.push(suite.name)
    }
  }
  console.log(`${chosen.length - failed.length} passed, ${failed.length} failed, 0 skipped`)
  process.exitCode = Math.min(failed.length, 1)
}
