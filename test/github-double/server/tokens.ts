// The two tokens a double knows, and what each may read, write or not even see.

import type { GitHub } from '../world/github.ts'
import type { Scopes } from '../world/schema/conduct-schema.ts'

/** What a runner calls GITHUB_TOKEN. */
export const WORKFLOW_TOKEN = 'ghs_double0workflow0token0000000000000000'

/** That of an App, for what GITHUB_TOKEN can never read. */
export const ORG_TOKEN = 'ghs_double0organisation0token00000000000'

export type ScopeName = keyof Scopes | 'metadata'

/** One of these must be held; `write` asks for more than reading. */
export type Need = { scopes: readonly ScopeName[]; access: 'read' | 'write' }

export const read = (...scopes: ScopeName[]): Need => ({ scopes, access: 'read' })
export const write = (...scopes: ScopeName[]): Need => ({ scopes, access: 'write' })

/** The scopes behind an Authorization header; null for a token that GitHub does not know. */
export function scopesOf({ world }: GitHub, authorization: string): Scopes | null {
  const token = authorization.replace(/^(bearer|token)\s+/i, '')
  if (token === WORKFLOW_TOKEN) return world.token
  if (token === ORG_TOKEN && world['org-token']) return { ...world.token, ...world['org-token'] }
  return null
}

/** What anybody may read where the repository is public. */
const PUBLIC: ReadonlySet<ScopeName> = new Set(['contents', 'pull-requests', 'issues'])

export function mayUse({ world }: GitHub, held: Scopes, { scopes, access }: Need): boolean {
  return scopes.some((scope) => {
    if (scope === 'metadata') return true
    if (!world.private && access === 'read' && PUBLIC.has(scope)) return true
    return held[scope] === 'write' || (held[scope] === 'read' && access === 'read')
  })
}

/** GitHub hides teams and rule suites from those who may not read them; the rest it refuses. */
export const hides = ({ scopes }: Need): boolean =>
  scopes.includes('members') || scopes.includes('administration')
