// The files of an entry `from: codeowners` by who owns them: each line of CODEOWNERS that takes one in asks for an owner.

import { type Change, type ChangedFile, type Unknown, unknown } from '../../facts/facts.ts'
import { askedFor, type OwnersLine } from '../../policy/paths/code-owners.ts'
import { matches } from '../../policy/paths/patterns.ts'

export interface OwnedPaths {
  readonly paths: readonly string[]
  readonly owners: Partial<Pick<OwnersLine, 'users' | 'teams'>>
  /** In place of the owners, where none can be named. */
  readonly whom: string | null
  /** Why others may be asked than these owners, or nobody. */
  readonly doubts: readonly Unknown[]
}

interface Entry {
  readonly paths: readonly string[]
}

type Codeowners = Change['codeowners']

/** Nobody is asked for a file without an owner, nor where there is no CODEOWNERS. */
export function ownedPaths(
  entry: Entry,
  files: readonly ChangedFile[],
  codeowners: Codeowners,
): readonly OwnedPaths[] {
  const match = matches(entry.paths)
  const names = files.flatMap((file) =>
    match(file).map((path) => ({ path, kind: path === file.path ? file.kind : 'file' })),
  )
  if (names.length === 0) return []
  const unread = unreadIn(codeowners)
  const paths = names.map(({ path }) => path)
  if (unread !== null) return [{ ...ofUnknownOwners, paths, doubts: [unread] }]
  const told = codeowners.known ? codeowners.value : null
  if (told === null) return []
  const all = names.map((one) => ({ path: one.path, lines: askedFor(told, one) }))
  const long = all.flatMap(({ path, lines }) => (lines === null ? [path] : []))
  const asked = all.flatMap(({ path, lines }) =>
    (lines ?? []).map((line, _, found) => {
      return { path, line, doubts: found.filter(({ doubt }) => doubt !== null) }
    }),
  )
  const keyOf = ({ line, doubts }: (typeof asked)[number]): string =>
    [line, ...doubts].map(({ number }) => number).join()
  const owned = [...Map.groupBy(asked, keyOf).values()].flatMap((group): OwnedPaths[] => {
    const [first] = group
    if (first === undefined) return []
    const { line, doubts } = first
    const { users, teams, number } = line
    return [
      {
        paths: group.map(({ path }) => path),
        owners: { users, teams },
        whom: users.length + teams.length > 0 ? null : `the owners by line ${number} of CODEOWNERS`,
        doubts: doubts.map((one) => doubtOf(one, told.file.path, codeowners.source)),
      },
    ]
  })
  return long.length === 0
    ? owned
    : [...owned, { ...ofUnknownOwners, paths: long, doubts: [tooLong(told.file.path)] }]
}

const ofUnknownOwners = { owners: {}, whom: 'their code owners' }

const tooLong = (path: string): Unknown =>
  unknown(
    `whom ${path} asks for a path that is longer than any checkout can hold`,
    'gate',
    'Give the file a shorter path.',
  )

const correct = 'Give each line of CODEOWNERS owners with write access.'

const doubtOf = ({ number, doubt }: OwnersLine, path: string, source: string): Unknown =>
  unknown(`line ${number} of ${path} ${doubt}`, source, correct)

const unusableAs = {
  symlink: 'is a symlink, which GitHub does not follow',
  directory: 'is a directory',
  binary: 'is no text',
  truncated: 'is longer than GitHub gives out',
} as const

/** Null: its text tells all. */
function unreadIn(codeowners: Codeowners): Unknown | null {
  if (!codeowners.known) return codeowners
  const { flaw = null, path = '' } = codeowners.value?.file ?? {}
  return flaw === null ? null : unknown(`${path} ${unusableAs[flaw]}`, codeowners.source, correct)
}
