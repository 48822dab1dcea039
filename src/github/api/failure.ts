// What a failed request means, in one clause with its remedy: the permission to add, where one is missing.
import { GraphqlResponseError } from '@octokit/graphql'
import { RequestError } from '@octokit/request-error'
import { CollectError } from '../../errors.ts'
import { lastingTrouble } from './guard.ts'

const again = 'Run the gate again; where it stays so, see https://www.githubstatus.com.'
const help = { act: 'run-again' } as const
const passing = { remedy: again, isPassing: true, help } as const

/** As a fact says what helps. */
const permit = (lines: readonly string[]) => ({ act: 'permit', input: 'token', lines })

/** A line of the job's `permissions`; or, where one query needs several, the line for each field and for the rest. */
export type Needs = string | ({ readonly rest: string } & Readonly<Record<string, string>>)

/** Turns whatever a request threw into one clause. */
export function failureOf(error: unknown, source: string, needs: Needs): CollectError {
  if (error instanceof GraphqlResponseError) return refusedQuery(error, source, needs)
  const details = { source, cause: error }
  if (!(error instanceof RequestError)) {
    const why = error instanceof Error ? error.message : String(error)
    return new CollectError(`the request failed: ${oneLine(why)}`, {
      ...details,
      remedy: again,
      help,
    })
  }
  const { status } = error
  // No trouble of GitHub's: the guards would not have its answer.
  if (status < 400) return new CollectError(oneLine(error.message), { ...details, ...passing })
  if (status === 401) {
    const remedy = 'Give the input `token` a token that is valid for this repository.'
    return new CollectError('GitHub refused the token (401)', { ...details, remedy, status })
  }
  if (isLimit(error)) return limited(source, error, status)
  if (status === 403 && error.response?.headers['x-github-sso'] !== undefined) {
    return keptOut(source, error)
  }
  if (status === 403 && /push access/i.test(error.message)) {
    const remedy =
      "Add `contents: write` to the job's `permissions`, or give a token whose owner may push."
    return new CollectError('GitHub tells this only to those who may push (403)', {
      ...{ ...details, remedy, status, help: permit(['contents: write']) },
    })
  }
  if (status === 403) return forbidden(source, [lineFor(needs)], error)
  if (status === 404) {
    const remedy = `Check the name, and that the token has \`${lineFor(needs)}\`.`
    const message = 'GitHub found nothing there, or the token may not read it (404)'
    return new CollectError(message, { ...details, remedy, status, help: permit([lineFor(needs)]) })
  }
  if (error.response === undefined) return unanswered(error, source)
  const said = wordsOf(error.response.data)
  const message = `GitHub answered ${status}${said === null ? '' : `: ${oneLine(said)}`}`
  return new CollectError(message, { ...details, remedy: again, status, help })
}

/** The page of a server that gave up is nobody's words: only a message in JSON is. */
const wordsOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : null

function unanswered(error: RequestError, source: string): CollectError {
  const known = lastingTrouble(error)
  if (known !== null) {
    return new CollectError(known.what, { source, cause: error, remedy: known.remedy })
  }
  const message = `GitHub could not be reached: ${oneLine(error.message)}`
  return new CollectError(message, { source, cause: error, remedy: again, help })
}

/** An answer that is no answer: cut, or of another shape. */
export function notUnderstood(source: string, at: readonly PropertyKey[] = []): CollectError {
  const where = at.length === 0 ? '' : `, at ${at.join('.')}`
  const message = `GitHub's answer was no whole answer${where}`
  return new CollectError(message, { source, ...passing })
}

/** A list without an end. */
export const endless = (source: string): CollectError =>
  new CollectError("GitHub's list leads back to a page that was read already", {
    source,
    remedy: 'Run the gate again.',
    help,
  })

function refusedQuery(
  error: GraphqlResponseError<unknown>,
  source: string,
  needs: Needs,
): CollectError {
  const errors = error.errors ?? []
  const types = errors.map(({ type }) => type)
  if (types.includes('FORBIDDEN')) {
    const refused = errors.filter(({ type }) => type === 'FORBIDDEN')
    if (refused.some(isSingleSignOn)) return keptOut(source, error)
    return forbidden(source, [...new Set(refused.map(({ path }) => lineFor(needs, path)))], error)
  }
  if (types.includes('RATE_LIMIT') || types.includes('RATE_LIMITED')) return limited(source, error)
  const message = oneLine(errors[0]?.message ?? error.message).replace(/\.$/, '')
  if (types.includes('NOT_FOUND')) {
    return new CollectError(`GitHub found nothing: ${message}`, {
      source,
      remedy: `Check the repository and the number, and that the token has \`${lineFor(needs)}\`.`,
      help: permit([lineFor(needs)]),
      cause: error,
      status: 404,
    })
  }
  return new CollectError(`GitHub answered with errors beside the data: ${message}`, {
    source,
    cause: error,
    ...passing,
  })
}

const forbidden = (source: string, lines: readonly string[], cause: unknown): CollectError =>
  new CollectError(`the token lacks ${named(lines)} (403)`, {
    source,
    remedy: `Add ${named(lines)} to the job's \`permissions\`.`,
    help: permit(lines),
    cause,
    status: 403,
  })

const named = (lines: readonly string[]): string => lines.map((line) => `\`${line}\``).join(' and ')

const isSingleSignOn = ({ extensions }: { extensions?: Record<string, unknown> }): boolean =>
  extensions?.saml_failure === true

/** No line of `permissions` helps: the organization asks for more than a token. */
const keptOut = (source: string, cause: unknown): CollectError =>
  new CollectError("the organization's single sign-on does not let this token in (403)", {
    source,
    remedy: 'Authorize the token for single sign-on (SAML), or use one that needs none.',
    cause,
    status: 403,
  })

const limited = (source: string, cause: unknown, status = 200): CollectError =>
  new CollectError(`GitHub's rate limit is used up (${status})`, {
    source,
    remedy: 'Run the gate again once the limit is reset.',
    help,
    cause,
    status,
  })

/** The line that a refused field asks for: that of the innermost field which has one of its own. */
function lineFor(needs: Needs, path: readonly (string | number)[] = []): string {
  if (typeof needs === 'string') return needs
  const field = path.findLast((one) => String(one) !== 'rest' && String(one) in needs)
  return needs[String(field)] ?? needs.rest
}

/** Every field on the way to a place that GitHub refused to show. */
export const refusedFields = (error: unknown): readonly string[] => fieldsOn('FORBIDDEN', error)

/** Every field on the way to something that is not there. */
export const missingFields = (error: unknown): readonly string[] => fieldsOn('NOT_FOUND', error)

const fieldsOn = (wanted: string, error: unknown): readonly string[] =>
  error instanceof CollectError && error.cause instanceof GraphqlResponseError
    ? (error.cause.errors ?? [])
        .filter(({ type }) => type === wanted)
        .flatMap(({ path }) => (path ?? []).map(String))
    : []

const isLimit = ({ status, message, response }: RequestError): boolean =>
  status === 429 ||
  (status === 403 &&
    (/rate limit|abuse detection/i.test(message) ||
      response?.headers['retry-after'] !== undefined ||
      response?.headers['x-ratelimit-remaining'] === '0'))

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 200)
