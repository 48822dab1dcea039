// Who releases the environment, and whether anybody must: GraphQL's answer, or REST's where GraphQL refuses its own.
import * as z from 'zod'
import type { Fact, Release, Unknown } from '../../facts/facts.ts'
import { type Client, factFrom, readList, simpleUserShape } from '../api/ask.ts'

const needs = 'actions: read'

export const protectionRuleShape = z.object({
  type: z.string(),
  reviewers: z.object({ totalCount: z.number() }).nullish(),
})

/** Does one of the rules ask people to release the deployment? */
export const asksReviewers = (rules: readonly z.output<typeof protectionRuleShape>[]): boolean =>
  rules.some(
    ({ type, reviewers }) => type === 'REQUIRED_REVIEWERS' && (reviewers?.totalCount ?? 0) > 0,
  )

const environmentShape = z.object({
  protection_rules: z
    .array(z.object({ type: z.string(), reviewers: z.array(z.unknown()).optional() }))
    .optional(),
})

/** Does it wait for somebody? Whatever REST does not say either stays unknown, as GraphQL refused it. */
export async function hasReviewersByRest(
  client: Client,
  environment: string,
  refused: Unknown,
): Promise<Fact<boolean>> {
  const { getEnvironment } = client.rest.repos
  const parameters = { ...client.repo, environment_name: environment }
  const told = await factFrom(getEnvironment, () =>
    client.get(getEnvironment, parameters, { shape: environmentShape, needs }),
  )
  if (!told.known || told.value.protection_rules === undefined) return refused
  const waits = told.value.protection_rules.some(
    ({ type, reviewers = [] }) => type === 'required_reviewers' && reviewers.length > 0,
  )
  return { ...told, value: waits }
}

const states = { approved: 'approved', rejected: 'rejected', pending: null } as const

const reviewShape = z.object({
  state: z.enum(['approved', 'rejected', 'pending']),
  user: simpleUserShape,
  environments: z.array(z.object({ name: z.string() })),
})

export interface ReleaseReview extends Release {
  readonly environments: readonly string[]
}

/** Who released the run, by REST. A review that is pending released nothing yet. */
export async function releasesByRest(
  client: Client,
  run: number,
  refused: Unknown,
): Promise<Fact<readonly ReleaseReview[]>> {
  const { getReviewsForRun } = client.rest.actions
  const parameters = { ...client.repo, run_id: run }
  const told = await factFrom(getReviewsForRun, () =>
    readList(client.list(getReviewsForRun, parameters, { shape: z.array(reviewShape), needs })),
  )
  if (!told.known) return refused
  const value = told.value.items.flatMap(({ state, user, environments }): ReleaseReview[] => {
    const ended = states[state]
    const names = environments.map(({ name }) => name)
    return ended === null ? [] : [{ by: user, state: ended, environments: names }]
  })
  return { ...told, value }
}

/** Of one environment alone: a run may deploy to several. */
export function releasesOf(
  reviews: Fact<readonly ReleaseReview[]>,
  environment: string,
): Fact<readonly Release[]> {
  if (!reviews.known) return reviews
  const wanted = environment.toLowerCase()
  const ours = reviews.value.filter(({ environments }) =>
    environments.some((name) => name.toLowerCase() === wanted),
  )
  return { ...reviews, value: ours.map(({ by, state }): Release => ({ by, state })) }
}
