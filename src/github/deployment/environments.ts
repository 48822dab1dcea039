// The environments of the repository: for a name that was probably misspelled, and for those who begin with what there is.
import { closest, distance } from 'fastest-levenshtein'
import * as z from 'zod'
import { type Client, onStatus } from '../api/ask.ts'

const shape = z.object({ environments: z.array(z.object({ name: z.string() })).default([]) })

/** By name, the first hundred; none where the token may not read them. */
export async function environmentNames(client: Client): Promise<readonly string[]> {
  const { getAllEnvironments } = client.rest.repos
  const asked = { ...client.repo, per_page: 100 }
  const answer = client.get(getAllEnvironments, asked, { shape, needs: 'actions: read' })
  const { environments } = await answer.catch(onStatus([403, 404], () => shape.parse({})))
  return environments.map(({ name }) => name)
}

/** The one that was probably meant; null: none is near, and a far one would lead astray. */
export function nearestOf(names: readonly string[], asked: string): string | null {
  if (names.length === 0) return null
  const [spelled, lower] = [asked.toLowerCase(), names.map((name) => name.toLowerCase())]
  const near = closest(spelled, lower)
  if (distance(spelled, near) > Math.max(1, near.length / 3)) return null
  return names[lower.indexOf(near)] ?? null
}
