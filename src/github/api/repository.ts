// A repository's name, taken apart.

export interface Repository {
  readonly owner: string
  readonly name: string
}

/** From owner/name; null where it is not one. */
export function repositoryNamed(nameWithOwner: string): Repository | null {
  const [owner, name, ...rest] = nameWithOwner.split('/')
  return owner && name && rest.length === 0 ? { owner, name } : null
}
