// The verdict as a commit status, closed until open: pending before the first question, success last, and over no newer run.
import * as z from 'zod'
import { CollectError } from '../errors.ts'
import { type Client, sourceOf } from '../github/api/client.ts'
import { clip, visible } from '../report/formats/escape.ts'

const states = {
  judging: 'pending',
  waiting: 'pending',
  pass: 'success',
  'pass-with-exception': 'success',
  advisory: 'success',
  fail: 'failure',
  undetermined: 'error',
  broken: 'error',
} as const

type Word = keyof typeof states

const judging = 'The gate is judging.'

/** Of a gate that broke off before it could tell. */
export const brokenOff = 'The gate broke off before it could tell.'

/** Bytes. GitHub refuses a longer description. */
const roomiest = 140

interface StatusInputs {
  /** The name under which GitHub shows it; null: no status is asked for. */
  readonly statusContext: string | null
  /** The commit that the event is about; null: only GitHub knows. */
  readonly eventHead: string | null
  readonly run: {
    readonly id: string | null
    readonly attempt: string | null
    /** Its page. */
    readonly url: string | null
  }
}

export interface CommitStatus {
  /**
   * `head` is the commit that was judged; null: none was. `said` is cut to fit. What a newer run wrote since stays, and then a sentence says so;
   * null: there is nothing to say.
   */
  readonly end: (
    word: Exclude<Word, 'judging'>,
    head: string | null,
    said: string,
  ) => Promise<string | null>
}

/**
 * Closes the status, whatever stood there: a run that is cancelled or cannot ask leaves no outdated success behind. Null:
 * none is asked for. @throws CollectError where it cannot be written: then an older one could open the gate.
 */
export async function closeStatus(
  client: Client,
  { statusContext: context, eventHead, run }: StatusInputs,
): Promise<CommitStatus | null> {
  if (context === null) return null
  const own = { id: Number(run.id ?? 0), attempt: Number(run.attempt ?? 0) }
  const closed = new Set<string>()

  async function write(sha: string, word: Word, said: string): Promise<void> {
    const state = states[word]
    const description = clip(visible(`${nameOf(own)}: ${said}`), roomiest)
    const link = run.url === null ? {} : { target_url: run.url }
    const status = { ...client.repo, sha, state, description, context: context ?? '', ...link }
    await client.post(client.rest.repos.createCommitStatus, status, needs).catch(refused(context))
  }
  async function close(head: string): Promise<void> {
    if (!closed.has(head)) await write(head, 'judging', judging)
    closed.add(head)
  }
  const end: CommitStatus['end'] = async (word, head, said) => {
    const isOpening = states[word] === 'success'
    const told = [head, ...(isOpening ? [] : [eventHead])].filter((one) => one !== null)
    const spared: string[] = []
    for (const sha of new Set(told)) {
      await close(sha)
      // Anybody with a token may write under the number of a later run: that may keep closed, never open.
      const newer = isOpening ? await newerRun(client, context ?? '', own, sha) : null
      if (newer === null) await write(sha, word, said)
      else spared.push(`${nameOf(newer)} wrote the status "${context}" of ${sha.slice(0, 7)} since`)
    }
    return spared.length === 0 ? null : `${spared.join(', ')}, so this older run leaves it.`
  }

  if (eventHead !== null) await close(eventHead)
  return { end }
}

/** Reading is part of it. */
const needs = 'statuses: write'

/** For a `catch`. */
const refused =
  (context: string | null) =>
  (error: unknown): never => {
    if (!(error instanceof CollectError) || error.status !== 403) throw error
    const message = `Cannot write the commit status "${context}" (HTTP 403), and an older one could still stand`
    const { source, status } = error
    const remedy = `Add \`${needs}\` to this job's \`permissions\`. For pull requests from forks the token stays read-only: leave \`status-context\` out and require this job as the check.`
    throw new CollectError(message, { source, status, remedy, cause: error })
  }

interface NumberedRun {
  readonly id: number
  readonly attempt: number
}

const nameOf = ({ id, attempt }: NumberedRun): string => `run ${id}.${attempt}`

function runIn(description: string | null): NumberedRun | null {
  const [, id, attempt] = /^run (\d{1,15})\.(\d{1,6}): /.exec(description ?? '') ?? []
  return id === undefined ? null : { id: Number(id), attempt: Number(attempt) }
}

const order = (one: NumberedRun, other: NumberedRun): number =>
  one.id - other.id || one.attempt - other.attempt

const listed = z.array(z.object({ context: z.string(), description: z.string().nullable() }))

/**
 * Of those that wrote since this one closed the status, newest first. What a slower run found is older than what they
 * did. @throws CollectError where that cannot be read: then nothing is opened.
 */
async function newerRun(
  client: Client,
  context: string,
  own: NumberedRun,
  ref: string,
): Promise<NumberedRun | null> {
  const { listCommitStatusesForRef } = client.rest.repos
  const asked = { ...client.repo, ref, per_page: 100 }
  for await (const { items } of client.list(listCommitStatusesForRef, asked, expected)) {
    for (const status of items) {
      const by = isSame(status.context, context) ? runIn(status.description) : null
      if (by !== null && order(by, own) === 0) return null
      if (by !== null && order(by, own) > 0) return by
    }
  }
  throw new CollectError(`GitHub does not list the status "${context}" that this run wrote`, {
    source: sourceOf(listCommitStatusesForRef),
    remedy: 'Run the gate again.',
  })
}

const expected = { shape: listed, needs }

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
