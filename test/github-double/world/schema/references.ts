// What a world's keys may refer to: a name that the document does not list is an error at its place.
import * as z from 'zod'
import { toOid } from '../../git/oid.ts'

/** A world file that breaks the format; the message is one sentence that names the place. */
export class WorldError extends Error {}

export type Listed = {
  accounts: ReadonlySet<string>
  commits: ReadonlySet<string>
  branches: ReadonlySet<string>
  pulls: ReadonlySet<number>
}

export type References = ReturnType<typeof references>

export const table = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string(), value)
    .default({})
    .transform((record) => new Map<string, z.output<T>>(Object.entries(record)))

export const list = <T extends z.ZodType>(item: T) => z.array(item).default([])

export const time = z.iso.datetime({ error: 'expected a time in UTC, as 2026-03-01T10:00:00Z' })

/** A commit that GitHub may have lost: it need not be listed. */
export const label = z.string().transform(toOid)

export function references(listed: Listed) {
  const named = (kind: string, names: ReadonlySet<string>) =>
    z.string().refine((name) => names.has(name), {
      error: ({ input }) => `there is no ${kind} \`${input}\``,
    })
  const login = named('account', listed.accounts)
  return {
    login,
    identity: z.union([login, z.strictObject({ name: z.string(), email: z.string() })], {
      error: ({ input }) =>
        typeof input === 'string'
          ? `there is no account \`${input}\``
          : 'expected a login, or an object of `name` and `email`',
    }),
    commit: named('commit', listed.commits).transform(toOid),
    branch: named('branch', listed.branches),
    pull: z.int().refine((number) => listed.pulls.has(number), {
      error: ({ input }) => `there is no pull request ${input}`,
    }),
  }
}
