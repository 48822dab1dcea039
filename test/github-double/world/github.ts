// The state of one GitHub: a world of its own, which moves and requests may change.

import { Git } from '../git/git.ts'
import { NO_COMMIT, type Oid, stableId } from '../git/oid.ts'
import { Accounts } from './accounts.ts'
import { Lag } from './lag.ts'
import { allRefs, findRef, pullRefs, type Ref } from './refs.ts'
import type { Run } from './schema/run-defaults.ts'
import { testMergeCommit } from './test-merge.ts'
import type { Commit, World } from './world.ts'

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
  readonly lag: Lag
  /** Where this GitHub answers; its server gives the port. */
  api = 'https://api.github.com'
  /** Commit statuses that requests wrote, in their order. */
  readonly left: World['statuses'] = []

  constructor(world: World) {
    this.world = structuredClone(world)
    this.git = new Git(this.world.commits)
    this.accounts = new Accounts(this.world)
    this.repository = this.#named(world.repository, false, world.private)
    this.lag = new Lag(this.world)
    this.mergeForTest()
  }

  /** GitHub merges every open pull request for test, and anew whenever its head moves. */
  mergeForTest(): void {
    for (const pull of this.world.pulls) {
      if (pull.state !== 'open') continue
      const commit = testMergeCommit(this.world, this.git, this.accounts, pull)
      if (!this.git.has(commit.oid)) this.git.add(commit)
    }
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

  /** A fork has branches alone: those that pull requests come from and that pushes went to. */
  refs(repository: Repository): Ref[] {
    if (!repository.isFork) return allRefs(this.world)
    const { pulls, pushes } = this.world
    const from = fullName(repository)
    const names = [
      ...pulls.filter(({ fork }) => fork === from).map(({ head }) => head),
      ...pushes.filter(({ repo }) => repo === from).map(({ ref }) => ref),
    ]
    const found = [...new Set(names)].sort().map((name) => this.ref(repository, `heads/${name}`))
    return found.filter((ref) => ref !== null)
  }

  /** By whatever name git would take. */
  ref(repository: Repository, name: string): Ref | null {
    if (repository.isFork) {
      const bare = name.replace(/^(refs\/)?heads\//, '')
      const oid = this.branch(repository, bare)
      return oid === null ? null : { prefix: 'refs/heads/', name: bare, oid }
    }
    const number = /^(?:refs\/)?pull\/(\d+)\//.exec(name)?.[1]
    const pull = this.world.pulls.find((one) => String(one.number) === number)
    const ofPull = pull && pullRefs(this.world, pull).find((one) => name.endsWith(one.name))
    return findRef(this.world, name) ?? ofPull ?? null
  }

  /** A branch, tag or commit; a lost commit resolves to nothing. */
  resolve(repository: Repository, revision: string): Commit | null {
    const name = revision === 'HEAD' ? this.world.default_branch : revision
    return this.git.commit(this.ref(repository, name)?.oid ?? (name === NO_COMMIT ? null : name))
  }

  run(id: number): Run | null {
    return this.world.runs.find((run) => run.id === id) ?? null
  }
}

export const WEB = 'https://github.com'

export const fullName = ({ owner, name }: { owner: string; name: string }) => `${owner}/${name}`
