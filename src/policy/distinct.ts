// Names and accounts that no two entries may share, or the policy would say two things of one.
import * as z from 'zod'
import { sameLogin } from '../facts/actor.ts'
import { quote } from './wording.ts'

type Step = string | number

/** Every text at `key` of the entries, a single one or a list of them, and its place. */
function* textsAt(entries: readonly unknown[], key: string): Generator<[string, Step[]]> {
  for (const [index, entry] of entries.entries()) {
    const value = (entry as Record<string, unknown> | null | undefined)?.[key]
    if (typeof value === 'string') yield [value, [index, key]]
    if (!Array.isArray(value)) continue
    for (const [at, text] of value.entries()) {
      if (typeof text === 'string') yield [text, [index, key, at]]
    }
  }
}

const distinct = <T>(
  key: string,
  spelling: (text: string) => string,
  sentence: (text: string) => string,
) =>
  z.superRefine<T[]>(
    (entries, context) => {
      const seen = new Set<string>()
      for (const [text, path] of textsAt(entries, key)) {
        if (seen.has(spelling(text))) {
          context.addIssue({ code: 'custom', path, message: sentence(quote(text)) })
        }
        seen.add(spelling(text))
      }
    },
    // Also where an entry has other problems, so that all are told at once.
    { when: ({ value }) => Array.isArray(value) },
  )

export const distinctNames = <T>() =>
  distinct<T>(
    'name',
    (name) => name,
    (name) => `repeats the name ${name}; each entry needs one of its own`,
  )

export const distinctAccount = <T>() =>
  distinct<T>(
    'account',
    sameLogin,
    (account) => `repeats the account ${account}; one entry says all of an agent`,
  )

export const distinctAccounts = <T>() =>
  distinct<T>(
    'accounts',
    sameLogin,
    (account) => `repeats the account ${account}; overlapping people cannot be told apart`,
  )
