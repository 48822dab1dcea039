// What a repository has already: its environments and its CODEOWNERS, asked of GitHub, or read from the checkout without network.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import type { Client } from '../../github/api/ask.ts'
import { listEnvironments } from '../../github/deployment/environments.ts'

export interface Beginning {
  /** Their names. */
  readonly environments: readonly string[]
  /** The text; null: there is none. */
  readonly codeowners: string | null
}

/** In GitHub's order: the first one found is the one that counts. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

/** These are filled by GitHub's own workflows: nobody deploys to them by hand. */
const ownOfGitHub = ['copilot', 'github-pages']

/** A name that a workflow would read as an expression is left to those who gave it. */
const deployedTo = (names: readonly string[]): readonly string[] =>
  [...new Set(names)]
    .filter((name) => !ownOfGitHub.includes(name) && !name.includes('${{'))
    .sort((one, other) => one.localeCompare(other))

const blob = z.object({ text: z.string().nullish() }).nullable()
const shape = z.object({ repository: z.object({ o0: blob, o1: blob, o2: blob }) })

const document = `query Codeowners($owner: String!, $repo: String!){repository(owner: $owner, name: $repo){
  ${places.map((path, at) => `o${at}: object(expression: "HEAD:${path}"){...on Blob{text}}`).join('\n  ')}}
  rateLimit{cost}}`

/** Of the default branch. */
export async function askedOf(client: Client): Promise<Beginning> {
  const variables = { ...client.repo }
  const asked = { name: 'Codeowners', document, variables, shape, needs: 'contents: read' }
  const [{ repository }, all] = await Promise.all([client.query(asked), listEnvironments(client)])
  const { o0, o1, o2 } = repository
  return {
    environments: deployedTo(all.map(({ name }) => name)),
    codeowners: (o0 ?? o1 ?? o2)?.text ?? null,
  }
}

/** The environments are those that its workflows name, as far as they name them by word. */
export function foundIn(folder: string): Beginning {
  const owners = places.find((path) => existsSync(join(folder, path)))
  const workflows = globSync('.github/workflows/*.{yml,yaml}', { cwd: folder }).sort()
  return {
    environments: deployedTo(
      workflows.flatMap((path) => environmentsIn(readFileSync(join(folder, path), 'utf8'))),
    ),
    codeowners: owners === undefined ? null : readFileSync(join(folder, owners), 'utf8'),
  }
}

const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
const workflow = z.object({ jobs: z.record(z.string(), z.object({ environment: z.unknown() })) })

function environmentsIn(text: string): readonly string[] {
  const parsed = workflow.safeParse(yamlIn(text))
  return Object.values(parsed.data?.jobs ?? {}).flatMap(({ environment }) => {
    const { data } = named.safeParse(environment)
    return data ?? []
  })
}

/** A file that is none names no environment, and is not for this command to complain of. */
function yamlIn(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return null
  }
}
