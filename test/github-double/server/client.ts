// Asks a double as a caller would, for the tests of the double itself.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { loadWorld, type World } from '../world/world.ts'
import { type Double, startDouble } from './server.ts'

const text = readFileSync(join(import.meta.dirname, 'everything.yml'), 'utf8')
const unchanged = loadWorld(text)

/** The world that uses every key of the format, some of them changed. */
export const everything = (changed?: object): World =>
  changed === undefined ? unchanged : loadWorld(JSON.stringify({ ...parse(text), ...changed }))

/** A double that goes when its test is over. */
export async function double(world = everything()): Promise<Double & AsyncDisposable> {
  const started = await startDouble(world)
  Object.defineProperty(started, Symbol.asyncDispose, { value: started.close })
  return started as Double & AsyncDisposable
}

/** `body` is whatever JSON came back, or the text where it was none: that is what a test is about. */
export type Asked = {
  status: number
  headers: Headers
  text: string
  body: ReturnType<typeof JSON.parse>
}

type Question = {
  token?: string
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

export async function ask(double: Double, path: string, question: Question = {}): Promise<Asked> {
  const { token = double.token, method = 'GET', body, headers = {} } = question
  const response = await fetch(double.url + path, {
    method,
    headers: { authorization: `token ${token}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const told = await response.text()
  return { status: response.status, headers: response.headers, text: told, body: parsed(told) }
}

export async function query(
  double: Double,
  query: string,
  variables: object = {},
  token: string = double.token,
) {
  const body = { query, variables }
  return (await ask(double, '/graphql', { method: 'POST', body, token })).body
}

/** All pages, by the Link header alone. */
export async function pages(double: Double, path: string): Promise<Asked[]> {
  const answer = await ask(double, path)
  const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
  return next === undefined
    ? [answer]
    : [answer, ...(await pages(double, next.slice(double.url.length)))]
}

function parsed(told: string): unknown {
  try {
    return JSON.parse(told)
  } catch {
    return told
  }
}
