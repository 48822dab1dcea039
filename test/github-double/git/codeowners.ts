// What GitHub finds wrong with a CODEOWNERS file: patterns that it cannot read, owners that it lacks.
import { canPush } from '../world/accounts.ts'
import type { GitHub } from '../world/github.ts'
import type { Oid } from './oid.ts'
import { isTree, lookup } from './tree.ts'

const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']
const IGNORED_BYTES = 3 * 1024 * 1024

export type CodeownersError = {
  line: number
  column: number
  kind: string
  source: string
  suggestion: string | null
  message: string
  path: string
}

/** Null where there is no file that GitHub would use. */
export function codeownersErrors(github: GitHub, at: Oid): CodeownersError[] | null {
  const tree = github.git.tree(at)
  for (const path of PLACES) {
    const entry = lookup(tree, path)
    if (entry === undefined || isTree(entry)) continue
    if (Buffer.byteLength(entry.text) >= IGNORED_BYTES) return null
    return entry.text
      .split('\n')
      .flatMap((source, index) => inLine(github, source, index + 1, path))
  }
  return null
}

function inLine(github: GitHub, source: string, line: number, path: string): CodeownersError[] {
  const [pattern = '', ...owners] = source
    .replace(/(^|\s)#.*$/, '')
    .trim()
    .split(/\s+/)
  if (pattern === '') return []
  const error = (kind: string, word: string, message: string, suggestion: string | null) => ({
    line,
    column: source.indexOf(word) + 1,
    kind,
    source,
    suggestion,
    message: `${kind} on line ${line}: ${message}\n\n  ${source}\n  ${' '.repeat(source.indexOf(word))}^`,
    path,
  })
  const bad = /^!|^\\#/.exec(pattern)
  if (bad !== null) {
    return [error('Invalid pattern', bad[0], 'GitHub does not support this in a pattern', null)]
  }
  const bare = /[[\]]/.exec(pattern.replaceAll(/\\./g, ''))
  if (bare !== null) {
    const message = 'both `[` and `]` must be escaped with a `\\`'
    return [error('Invalid pattern', bare[0], message, null)]
  }
  return owners.flatMap((owner) => {
    if (!/^@?[^@\s]+(@[^@\s]+)?$/.test(owner) || !owner.includes('@')) {
      return [error('Invalid owner', owner, 'expected @user, @org/team or an email address', null)]
    }
    const message = `make sure ${owner} exists and has write access to the repository`
    return isOwner(github, owner) ? [] : [error('Unknown owner', owner, message, null)]
  })
}

function isOwner({ accounts, world, repository }: GitHub, owner: string): boolean {
  const [organization = '', team] = owner.slice(1).toLowerCase().split('/')
  if (owner.startsWith('@') && team !== undefined) {
    return organization === repository.owner.toLowerCase() && world.teams.has(team)
  }
  const account = owner.startsWith('@') ? accounts.find(organization) : accounts.byEmail(owner)
  return account !== null && canPush(account)
}
