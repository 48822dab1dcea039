// The environments of the repository: for a name that was probably misspelled, and for those who begin with what there is.
import { closest, distance } from 'fastest-levenshtein'
import * as z from 'zod'
import { type Client, onStatus } from '../api/ask.ts'

const rule = z.object({ type: z.string(), reviewers: z.array(z.unknown()).optional() })
const environment = z.object({ name: z.string(), protection_rules: z.array(rule).default([]) })
const shape = z.object({ environments: z.array(environment).default([]) })

interface NamedEnvironment {
  readonly name: string
  /** Somebody must release what is deployed there. */
  readonly hasReviewers: boolean
}

/** The first hundred; none where the token may not read them. */
export async function listEnvironments(client: Client): Promise<readonly NamedEnvironment[]> {
  const { getAllEnvironments } = client.rest.repos
  const asked = { ...client.repo, per_page: 100 }
  const answer = client.get(getAllEnvironments, asked, { shape, needs: 'actions: read' })
  const { environments } = await answer.catch(onStatus([403, 404], () => shape.parse({})))
  return environments.map(({ name, protection_rules }) => ({
    name,
    hasReviewers: protection_rules.some(({ reviewers = [] }) => reviewers.length > 0),
  }))
}

/** The one that was probably meant; null: none is near, and a far one would lead astray. */
export function nearestOf(environments: readonly NamedEnvironment[], asked: string): string | null {
  if (environments.length === 0) return null
  const names = environments.map(({ name }) => name)
  const [spelled, lower] = [asked.toLowerCase(), names.map((name) => name.toLowerCase())]
  const near = closest(spelled, lower)
  if (distance(spelled, near) > Math.max(1, near.length / 3)) return null
  return names[lower.indexOf(near)] ?? null
}
