// How a GitHub, or what stands before it, can fail: what becomes of a good answer.
import { partial } from '../github-double/server/faults.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** The answer that comes instead; null: none ever comes, or the connection breaks. */
export interface Kind {
  readonly name: string
  /** Is there anything in such an answer that this can happen to? */
  readonly touches: (answer: Answer) => boolean
  readonly turn: (answer: Answer, url: string) => Answer | 'reset' | 'silence'
}

type Json = ReturnType<typeof JSON.parse>

const json = ({ text }: Answer): Json => (text === '' ? null : JSON.parse(text))
const always = () => true
const isQuery = (answer: Answer): boolean => json(answer)?.data !== undefined

const said = (status: number, message: string, headers = {}): Kind['turn'] => {
  return () => ({ status, headers, text: JSON.stringify({ message }) })
}

const status = (code: number, message: string): Kind => ({
  name: `${code}`,
  touches: always,
  turn: said(code, message),
})

const limit = 'You have exceeded a secondary rate limit. Please wait before you try again.'
const page = '<!DOCTYPE html>\n<html><body><h1>Sign in to the network</h1></body></html>\n'

/** Every list in it: a REST answer, the longest list inside one, or the connections of a query. */
function lists(value: Json): Json[][] {
  if (Array.isArray(value)) return [value]
  if (value?.data === undefined) {
    const inner = Object.values(value ?? {}).filter((one) => Array.isArray(one))
    return inner.sort((one, other) => other.length - one.length).slice(0, 1)
  }
  const found: Json[][] = []
  const walk = (at: Json): void => {
    for (const [key, inner] of Object.entries(at ?? {})) {
      if (key === 'nodes' && Array.isArray(inner)) found.push(inner)
      if (typeof inner === 'object') walk(inner)
    }
  }
  walk(value.data)
  return found
}

/** Says of each connection that it goes on, with what was shown already. */
function goOn(at: Json): void {
  for (const [key, inner] of Object.entries<Json>(at ?? {})) {
    if (key === 'pageInfo') Object.assign(inner, { hasNextPage: true, endCursor: 'again' })
    else if (typeof inner === 'object') goOn(inner)
  }
}

const changed = (answer: Answer, change: (body: Json) => void): Answer => {
  const body = json(answer)
  change(body)
  return { ...answer, text: JSON.stringify(body) }
}

export const kinds: readonly Kind[] = [
  status(401, 'Bad credentials'),
  status(403, 'Resource not accessible by integration'),
  status(404, 'Not Found'),
  status(429, 'Too many requests'),
  {
    name: 'secondary limit',
    touches: always,
    turn: said(403, limit, { 'retry-after': '1' }),
  },
  status(500, 'Server Error'),
  { name: '502', touches: always, turn: () => ({ status: 502, headers: {}, text: page }) },
  { name: 'reset', touches: always, turn: () => 'reset' },
  { name: 'time-out', touches: always, turn: () => 'silence' },
  {
    name: 'cut JSON',
    touches: ({ text }) => text.length > 1,
    turn: (answer) => ({ ...answer, text: answer.text.slice(0, answer.text.length / 2) }),
  },
  {
    name: 'HTML',
    touches: always,
    turn: () => ({ status: 200, headers: { 'content-type': 'text/html' }, text: page }),
  },
  {
    name: 'partial data',
    touches: isQuery,
    turn: (answer) => ({ ...answer, text: JSON.stringify(partial(json(answer))) }),
  },
  {
    name: 'endless next',
    touches: (answer) =>
      isQuery(answer) ? answer.text.includes('"pageInfo"') : Array.isArray(json(answer)),
    turn: (answer, url) =>
      isQuery(answer)
        ? changed(answer, goOn)
        : { ...answer, headers: { ...answer.headers, link: `<${url}>; rel="next"` } },
  },
  {
    name: 'short list',
    touches: (answer) => lists(json(answer)).some((list) => list.length > 0),
    turn: (answer) =>
      changed(answer, (body) => {
        for (const list of lists(body)) list.pop()
      }),
  },
]
