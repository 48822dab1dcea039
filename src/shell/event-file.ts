// The event that started the run, as the runner's file tells it: an earlier step may have rewritten it.
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { InputError } from '../errors.ts'
import type { Environment } from './arguments.ts'

export function readEvent<T>(env: Environment, shape: z.ZodType<T>): T {
  const path = env.GITHUB_EVENT_PATH ?? ''
  const unreadable = (cause?: unknown): InputError =>
    new InputError(`The event file "${path}" does not say what the run was started for.`, {
      remedy: 'Run the gate in a job of its own, with no step before it.',
      cause,
    })
  let event: unknown
  try {
    event = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw unreadable(error)
  }
  const parsed = shape.safeParse(event)
  if (!parsed.success) throw unreadable()
  return parsed.data
}

const oid = /^[0-9a-f]{40}$/

const headed = z.object({
  pull_request: z.object({ head: z.object({ sha: z.string().regex(oid) }) }).optional(),
  merge_group: z.object({ head_sha: z.string().regex(oid) }).optional(),
})

/**
 * The commit that the event is about, before anybody is asked; null: only GitHub knows. It is where a status is closed,
 * never where one is opened, so nothing is checked here but its form.
 */
export function headOfEvent(env: Environment, sha: string, pullRequest: string): string | null {
  const { pull_request, merge_group } = eventOf(env, headed)
  const told = pull_request?.head.sha ?? merge_group?.head_sha
  if (told !== undefined) return told
  if (pullRequest !== '') return null
  return [sha, env.GITHUB_SHA ?? ''].find((one) => oid.test(one)) ?? null
}

const numbered = z.object({
  pull_request: z.object({ number: z.int().positive() }).optional(),
})

/** The pull request that the event is about, else the one that is asked for, under which a comment may say so; null: none. */
export function pullOfEvent(env: Environment, asked: string): number | null {
  const { pull_request } = eventOf(env, numbered)
  return pull_request?.number ?? (/^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : null)
}

function eventOf<T>(env: Environment, shape: z.ZodType<T>): Partial<T> {
  try {
    return readEvent(env, shape)
  } catch {
    return {}
  }
}
