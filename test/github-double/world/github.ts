// The state of one GitHub: a world of its own, which moves and requests may change.

import { Git } from '../git/git.ts'
import { NO_COMMIT, type Oid, stableId } from '../git/oid.ts'
import { Accounts } from './accounts.ts'
import type { Commit, Run, World } from './world.ts'

export type Repository = {
  owner: string
  name: string
  id: number
  isFork: boolean
  isPrivate: boolean
}

export type Comment = World['issues'][number]['comments'][number]

export class GitHub {
  readonly world: World
  readonly git: Git
  readonly accounts: Accounts
  readonly repository: Repository
  /** Where this GitHub answers; its server gives the port. */
  api = 'https://api.github.com'
  /** Comments that requests wrote on pull requests; a world has none there. */
  readonly pullComments = new Map<number, Comment[]>()

  constructor(world: World) {
    this.world = structuredClone(world)
    this.git = new Git(this.world.commits)
    this.accounts = new Accounts(this.world)
    this.repository = this.#named(world.repository, false, world.private)
  }

  #named(fullName: string, isFork: boolean, isPrivate: boolean): Repository {
    const [owner = '', name = ''] = fullName.split('/')
    return { owner, name, id: stableId(fullName), isFork, isPrivate }
  }

  forks(): Repository[] {
    const seen = new Map<string, Repository>()
    for (const { fork, fork_private } of this.world.pulls) {
      if (fork?.includes('/')) seen.set(fork, this.#named(fork, true, fork_private))
    }
    for (const { repo } of this.world.pushes) {
      const known = repo === undefined || repo === this.world.repository || seen.has(repo)
      if (!known) seen.set(repo, this.#named(repo, true, false))
    }
    return [...seen.values()]
  }

  /** The repository or a fork that the token may see; names are matched without case. */
  visible(owner: string, name: string): Repository | null {
    const wanted = `${owner}/${name}`.toLowerCase()
    const readable = [this.repository, ...this.forks().filter(({ isPrivate }) => !isPrivate)]
    return readable.find((found) => fullName(found).toLowerCase() === wanted) ?? null
  }

  branch(repository: Repository, name: string): Oid | null {
    if (!repository.isFork) return this.world.branches.get(name) ?? null
    const { pulls, pushes } = this.world
    const from = fullName(repository)
    const pull = pulls.findLast(({ fork, head }) => fork === from && head === name)
    const push = pushes.findLast(({ repo, ref }) => repo === from && ref === name)
    return pull?.head_commit ?? push?.after ?? null
  }

  /** A branch, tag or commit by whatever name git would take; a lost commit resolves to nothing. */
  resolve(repository: Repository, revision: string): Commit | null {
    const name = revision === 'HEAD' ? this.world.default_branch : revision
    const branch = this.branch(repository, name.replace(/^(refs\/)?heads\//, ''))
    const tag = this.world.tags.get(name.replace(/^(refs\/)?tags\//, ''))
    const pull = /^(?:refs\/)?pull\/(\d+)\/head$/.exec(name)
    const head =
      pull && this.world.pulls.find(({ number }) => number === Number(pull[1]))?.head_commit
    return this.git.commit(branch ?? tag ?? head ?? (name === NO_COMMIT ? null : name))
  }

  run(id: number): Run | null {
    return this.world.runs.find((run) => run.id === id) ?? null
  }
}

export const WEB = 'https://github.com'

export const fullName = ({ owner, name }: { owner: string; name: string }) => `${owner}/${name}`
