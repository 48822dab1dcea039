// Every page of a REST list, by its Link header, or an error: what is missing could be what matters.
import type * as z from 'zod'
import { CollectError } from '../../errors.ts'
import type { Client } from './client.ts'

interface List<T> {
  readonly path: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly shape: z.ZodType<readonly T[]>
  readonly needs: string
}

/** @throws CollectError where a page leads back to one that was read already. */
export async function readLinkedPages<T>(client: Client, list: List<T>): Promise<readonly T[]> {
  const { path, parameters, shape, needs } = list
  const items: T[] = []
  const asked = new Set<string>()
  let page = await client.get({ path, parameters, shape, needs })
  for (;;) {
    items.push(...page.value)
    const { next } = page
    if (next === null) return items
    if (asked.has(next)) throw endless(path)
    asked.add(next)
    page = await client.get({ path: next, shape, needs })
  }
}

const endless = (path: string): CollectError =>
  new CollectError("GitHub's list leads back to a page that was read already", {
    source: `GET ${path}`,
    remedy: 'Run the gate again.',
  })
