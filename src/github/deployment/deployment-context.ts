// The first look at a deployment: the default branch with its policy, the commits named, the environment, its records.
import { type Fact, known, type TextFile, type Unknown, unknown } from '../../facts/facts.ts'
import { askParts, type Client, cannotTell, factFrom, onStatus, type Refused } from '../api/ask.ts'
import { textFileOf } from '../pull-request/text-files.ts'
import { type Answer, commitNamed, document, type Part, shape } from './context-query.ts'

import { listEnvironments, nearestOf } from './environments.ts'
import { asksReviewers, hasReviewersByRest } from './protection.ts'
import { type RecordPage, readRecords, spellingsOf } from './records.ts'
import { type RunEvent, type RunReading, readAttempts } from './runs.ts'

export interface DeploymentQuestion extends RunEvent {
  readonly environment: string
  /** The commit to be deployed. Full oid. */
  readonly sha: string
  /** Null: asked from a terminal. */
  readonly runId: number | null
  readonly attempt: number
  /** The first trusted commit, for an environment that was never deployed to. */
  readonly baseline: string | null
  readonly policyPath: string
  /** owner/name of the gate's own action; null: the runner does not say. */
  readonly action: string | null
}

/** What is known before the policy is; enough to read the policy. */
export interface DeploymentContext {
  readonly defaultBranch: Fact<{ readonly name: string; readonly tip: string }>
  /** At the tip of the default branch. */
  readonly policyFile: Fact<TextFile | null>
  /** Null: there is no commit of that name. */
  readonly sha: Fact<string | null>
  readonly baseline: Fact<string | null>
  readonly hasReviewers: Fact<boolean>
  /** The first page of the environment's deployments; unknown also where there is no such environment. */
  readonly records: Fact<RecordPage>
  /** The environment's names under which records are asked for. */
  readonly spellings: readonly string[]
  /** Every attempt of this run up to the present one; none from a terminal. */
  readonly attempts: Fact<readonly RunReading[]>
}

const source = 'GraphQL DeploymentContext'

/** One query, and the attempts beside it. */
export async function readContext(
  client: Client,
  question: DeploymentQuestion,
): Promise<DeploymentContext> {
  const { runId, attempt } = question
  const [asked, attempts] = await Promise.all([
    factFrom(source, () =>
      askParts<Part, Answer>(['environment', 'deployments'], (parts) =>
        ask(client, question, parts),
      ),
    ),
    factFrom(client.rest.actions.getWorkflowRunAttempt, () =>
      runId === null
        ? Promise.resolve([])
        : readAttempts(client, runId, attempt).catch(lost(runId)),
    ),
  ])
  if (!asked.known) {
    const [defaultBranch, policyFile, sha, baseline, hasReviewers, records] = Array(6).fill(asked)
    const spellings = spellingsOf(question.environment)
    return { defaultBranch, policyFile, sha, baseline, hasReviewers, records, spellings, attempts }
  }
  const { answer, refused } = asked.value
  const missing = isMissing(answer, refused)
    ? noEnvironment(
        question.environment,
        nearestOf(await listEnvironments(client), question.environment),
      )
    : undefined
  const { spellings, records, ...context } = contextOf(answer, refused, question, missing)
  const hasReviewers = refused.environment
    ? await hasReviewersByRest(client, question.environment, refused.environment)
    : context.hasReviewers
  const isAsked = spellings.length === spellingsOf(question.environment).length
  const listed =
    isAsked || !records.known
      ? records
      : await factFrom(source, () => readRecords(client, spellings, null))
  return { ...context, hasReviewers, spellings, records: listed, attempts }
}

const lost = (id: number) =>
  onStatus([404], ({ source: asked }) => {
    throw cannotTell(
      `the run ${id}, which asks, cannot be found (404)`,
      asked,
      'Check that the run was not deleted, and that the token has `actions: read`.',
      { act: 'start-again' },
    )
  })

async function ask(
  client: Client,
  { environment, sha, baseline, policyPath }: DeploymentQuestion,
  parts: readonly Part[],
): Promise<Answer> {
  const answer = await client.query({
    name: 'DeploymentContext',
    document,
    variables: {
      ...{ ...client.repo, path: policyPath, e: environment, es: spellingsOf(environment) },
      ...{ sha, baseline: baseline ?? '', hasBaseline: baseline !== null },
      environment: parts.includes('environment'),
      deployments: parts.includes('deployments'),
    },
    shape,
    needs: {
      environment: 'actions: read',
      deployments: 'deployments: read',
      rest: 'contents: read',
    },
  })
  return answer.repository
}

function contextOf(
  answer: Answer,
  refused: Refused<Part>,
  question: DeploymentQuestion,
  missing: Unknown | undefined,
): Omit<DeploymentContext, 'attempts'> {
  const branch = answer.defaultBranchRef
  const tip = branch?.target
  const empty = unknown('the repository has no default branch', source)
  const rules = answer.environment?.protectionRules.nodes ?? []
  const own = answer.environment?.name ?? question.environment
  return {
    spellings: [...new Set([...spellingsOf(question.environment), own])],
    defaultBranch: branch && tip ? known({ name: branch.name, tip: tip.oid }, source) : empty,
    policyFile: tip
      ? known(textFileOf(tip.file ?? null, question.policyPath, tip.oid), source)
      : empty,
    sha: known(commitNamed(answer.sha, question.sha), source),
    baseline: known(commitNamed(answer.baseline, question.baseline ?? ''), source),
    hasReviewers: refused.environment ?? missing ?? known(asksReviewers(rules), source),
    records: refused.deployments ?? missing ?? known(answer.deployments ?? noRecords, source),
  }
}

const noRecords: RecordPage = {
  totalCount: 0,
  pageInfo: { hasNextPage: false, endCursor: null },
  nodes: [],
}

/** A deleted environment leaves its deployments behind: only without either was the name never one. */
const isMissing = (answer: Answer, refused: Refused<Part>): boolean =>
  refused.environment === undefined &&
  refused.deployments === undefined &&
  !answer.environment &&
  answer.deployments?.totalCount === 0

const nearest = (value: string) => ({ act: 'set-input', name: 'environment', value }) as const

function noEnvironment(name: string, meant: string | null): Unknown {
  const remedy =
    meant === null
      ? 'Check the input `environment` against the environments in the settings of the repository.'
      : `Correct the input \`environment\`: the nearest one is called ${meant}.`
  const help = meant === null ? undefined : nearest(meant)
  return unknown(`there is no environment ${name}`, source, remedy, help)
}
