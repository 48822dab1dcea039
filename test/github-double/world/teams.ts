// Who is in a team: a parent's members include those of its children.
import type { World } from './world.ts'

type Teams = World['teams']

export function members(teams: Teams, slug: string): string[] {
  const inside = [slug, ...descendants(teams, slug)]
  return [...new Set(inside.flatMap((name) => teams.get(name)?.members ?? []))]
}

export const isMember = (teams: Teams, slug: string, login: string): boolean =>
  members(teams, slug).includes(login)

export const children = (teams: Teams, slug: string): string[] =>
  [...teams].filter(([, { parent }]) => parent === slug).map(([name]) => name)

function descendants(teams: Teams, slug: string, above: readonly string[] = []): string[] {
  if (above.includes(slug)) return []
  return children(teams, slug).flatMap((name) => [
    name,
    ...descendants(teams, name, [...above, slug]),
  ])
}
