// A terminal for what the README tells its readers to type: bash in a folder of its own, with GitHub's `gh` stood in for.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WORKFLOW_TOKEN } from '../github-double/server/tokens.ts'
import { root } from './document.ts'

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface Shell {
  readonly run: (script: string, env?: Readonly<Record<string, string>>) => Promise<Ran>
  readonly write: (path: string, text: string) => Promise<void>
  readonly close: () => Promise<void>
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A folder in which the project's bundle and its tests lie where they lie in the repository. */
export async function openShell(): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'readme-'))
  for (const name of ['dist', 'test', 'package.json', 'node_modules', 'src', 'action.yml']) {
    await symlink(join(root, name), join(folder, name))
  }
  const bin = join(folder, 'bin')
  await mkdir(bin)
  const gh = fileURLToPath(new URL('./gh.ts', import.meta.url))
  const call = `exec ${quoted(process.execPath)} ${quoted(gh)} "$@"`
  await writeFile(join(bin, 'gh'), `#!/bin/sh\n${call}\n`, { mode: 0o755 })
  // Nobody waits in a test.
  await writeFile(join(bin, 'sleep'), '#!/bin/sh\n', { mode: 0o755 })

  const path = [bin, dirname(process.execPath), process.env.PATH].join(':')
  const always = { PATH: path, HOME: folder, DOUBLE_TOKEN: WORKFLOW_TOKEN }

  return {
    run: (script, env = {}) => bash(script, folder, { ...always, ...env }),
    write: async (name, text) => {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** As a runner starts a step: any command that fails ends it. */
function bash(script: string, cwd: string, env: Record<string, string>): Promise<Ran> {
  return new Promise((ended, failed) => {
    const child = spawn('bash', ['-e', '-c', script], { cwd, env })
    const out = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        out[name] += text
      })
    }
    child.on('error', failed)
    child.on('close', (code) => ended({ code: code ?? 1, ...out }))
  })
}
