// GitHub's own description of its REST API: finds the operation that a request means.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type JsonSchema = { [key: string]: unknown }

export type Parameter = {
  name: string
  in: string
  required?: boolean
  schema: JsonSchema
  'x-multi-segment'?: boolean
}

type Ref = { $ref: string }
type Content = { content?: Record<string, { schema: JsonSchema }> }

export type Operation = {
  parameters?: (Parameter | Ref)[]
  requestBody?: Content & { required?: boolean }
  responses: Record<string, Content | Ref>
}

export type Found = { key: string; operation: Operation; params: Record<string, string> }

type Template = {
  path: string
  operations: Record<string, Operation>
  names: readonly string[]
  pattern: RegExp
}
type Description = { paths: Record<string, Record<string, Operation>> }

let loaded: { description: Description; templates: readonly Template[] } | undefined

function load() {
  if (loaded === undefined) {
    const folder = dirname(createRequire(import.meta.url).resolve('@octokit/openapi/package.json'))
    const text = readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8')
    const description: Description = JSON.parse(text)
    loaded = { description, templates: [] }
    loaded.templates = templates(description)
  }
  return loaded
}

/** Those with more fixed segments come first, so that none hides behind a placeholder. */
function templates({ paths }: Description): Template[] {
  const fixed = (path: string) => path.split('/').filter((part) => !part.startsWith('{')).length
  return Object.entries(paths)
    .sort(([a], [b]) => fixed(b) - fixed(a))
    .map(([path, operations]) => {
      const parameters = Object.values(operations).flatMap(parametersOf)
      const names: string[] = []
      const source = path.replaceAll('.', '\\.').replace(/\{([^}]+)\}/g, (_, name: string) => {
        names.push(name)
        const wide = parameters.some((p) => p.name === name && p['x-multi-segment'])
        return wide ? '(.+)' : '([^/]+)'
      })
      return { path, operations, names, pattern: new RegExp(`^${source}$`) }
    })
}

/** The operation of GitHub's API behind a method and a path, as `GET /repos/{owner}/{repo}`. */
export function findOperation(method: string, path: string): Found | null {
  for (const template of load().templates) {
    const operation = template.operations[method.toLowerCase()]
    const match = operation && template.pattern.exec(path)
    if (!operation || !match) continue
    const params = template.names.map((name, index) => [name, decode(match[index + 1] ?? '')])
    return { key: `${method} ${template.path}`, operation, params: Object.fromEntries(params) }
  }
  return null
}

export const parametersOf = (operation: Operation): Parameter[] =>
  (operation.parameters ?? []).map((parameter) => resolve<Parameter>(parameter))

export function resolve<T extends object>(node: T | Ref): T {
  if (!('$ref' in node)) return node
  let target: unknown = load().description
  for (const step of node.$ref.split('/').slice(1)) {
    target = Reflect.get(target as object, step.replaceAll('~1', '/'))
  }
  return resolve(target as T)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
