// REST: every operation that the double answers, and how GitHub refuses the others.

import { type Found, parametersOf } from '../server/openapi.ts'
import { hides, mayUse, type Need, read } from '../server/tokens.ts'
import type { GitHub } from '../world/github.ts'
import { accountRoutes, simpleRepository } from './accounts.ts'
import { actionRoutes } from './actions.ts'
import { activityRoutes, ruleRoutes } from './activity.ts'
import { type Answer, type Ask, found, HttpError, notFound, ok, type Routes } from './answer.ts'
import { checkRoutes } from './checks.ts'
import { commentRoutes } from './comments.ts'
import { commitRoutes } from './commits.ts'
import { compareRoutes } from './compare.ts'
import { deploymentRoutes } from './deployments.ts'
import { environmentRoutes } from './environments.ts'
import { gitDataRoutes } from './git-data.ts'
import { issueRoutes } from './issues.ts'
import { jobRoutes } from './jobs.ts'
import { pullRoutes } from './pulls.ts'
import { reviewRoutes } from './reviews.ts'

const repositoryRoutes: Routes = {
  'GET /repos/{owner}/{repo}': [
    read('metadata'),
    ({ github, repository }) => ok(simpleRepository(github, repository)),
  ],
}

/** What a fork has of its own in a world: its git, and who pushed there. */
const forkRoutes: Routes = {
  ...repositoryRoutes,
  ...activityRoutes,
  ...commitRoutes,
  ...compareRoutes,
  ...gitDataRoutes,
}

const routes: Routes = {
  ...forkRoutes,
  ...accountRoutes,
  ...actionRoutes,
  ...checkRoutes,
  ...commentRoutes,
  ...deploymentRoutes,
  ...environmentRoutes,
  ...issueRoutes,
  ...jobRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...ruleRoutes,
  'GET /meta': [read('metadata'), () => ok({ verifiable_password_authentication: false })],
}

type Asked = Omit<Ask, 'params' | 'repository' | 'read'>

/** What GitHub answers, and what it would have heeded that the double does not know. */
export function answerRest(operation: Found | null, asked: Asked): Answer & { gaps: string[] } {
  const read = new Set<string>()
  try {
    if (operation === null) throw notFound()
    const { key, params } = operation
    if (!(key in routes)) return { ...refusal(404, 'Not Found'), gaps: [key] }
    const repository = repositoryOf(asked.github, params)
    const [need, handler] = found((repository.isFork ? forkRoutes : routes)[key])
    refuse(asked, need)
    const answer = handler({ ...asked, params, repository, read })
    const unread = parametersOf(operation.operation).filter(
      ({ name }) => asked.url.searchParams.has(name) && !read.has(name),
    )
    return { ...answer, gaps: unread.map(({ name }) => `${key} by ${name}`) }
  } catch (error) {
    if (error instanceof HttpError) return { ...refusal(error.status, error.message), gaps: [] }
    throw error
  }
}

function repositoryOf(github: GitHub, { owner, repo }: Record<string, string>) {
  if (owner === undefined || repo === undefined) return github.repository
  const seen = github.visible(owner, repo)
  if (seen === null) throw notFound()
  return seen
}

function refuse({ github, scopes }: Pick<Ask, 'github' | 'scopes'>, need: Need): void {
  if (mayUse(github, scopes, need)) return
  if (hides(need)) throw notFound()
  throw new HttpError(403, 'Resource not accessible by integration')
}

export function refusal(status: number, message: string): Answer {
  const documentation_url = 'https://docs.github.com/rest'
  return { status, body: { message, documentation_url, status: String(status) } }
}
