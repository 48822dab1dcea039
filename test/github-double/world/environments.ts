// Environments and deployments of a world: GitHub makes an environment of any name deployed to.
import type { World } from './world.ts'

export type Environment = { name: string } & (World['environments'] extends Map<string, infer E>
  ? E
  : never)

export function environments({ environments, deployments }: World): Environment[] {
  const listed = [...environments].map(([name, rules]) => ({ name, ...rules }))
  const names = new Set(listed.map(({ name }) => name.toLowerCase()))
  const made = deployments
    .map(({ environment }) => environment)
    .filter((name) => !names.has(name.toLowerCase()))
  const bare = { reviewers: [], prevent_self_review: false, branches: [] }
  return [...listed, ...[...new Set(made)].map((name) => ({ name, ...bare }))]
}

export const findEnvironment = (world: World, name: string): Environment | null =>
  environments(world).find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? null

/** A reviewer is a login, or `team:slug`. */
export const teamOf = (reviewer: string): string | null =>
  reviewer.startsWith('team:') ? reviewer.slice('team:'.length) : null
