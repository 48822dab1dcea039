// A world as its file writes it, to which something is done; and what must be known of it meanwhile.
import { parse } from 'yaml'
import type * as z from 'zod'
import { Git } from '../github-double/git/git.ts'
import { type Oid, toOid } from '../github-double/git/oid.ts'
import { isTree, lookup } from '../github-double/git/tree.ts'
import { Accounts, isAtLeast } from '../github-double/world/accounts.ts'
import { askedAt } from '../github-double/world/asking.ts'
import type { worldSchema } from '../github-double/world/schema/world-schema.ts'
import { type World, worldOf } from '../github-double/world/world.ts'

export type Source = z.input<ReturnType<typeof worldSchema>>

export const sourceOf = (text: string): Source => parse(text) as Source

type Files = NonNullable<NonNullable<Source['commits']>[string]['files']>

/** A world that goes on: what is done in it comes later than all that was. */
export class Going {
  readonly source: Source
  /** By the number of a pull request that took the place of another: that one's. */
  readonly successors: Map<number, number>
  #now: number

  constructor(source: Source, successors: ReadonlyMap<number, number> = new Map()) {
    this.successors = new Map(successors)
    this.source = structuredClone(source)
    this.#now = Date.parse(this.world.now)
  }

  get world(): World {
    return worldOf(this.source)
  }

  get accounts(): Accounts {
    return new Accounts(this.world)
  }

  get git(): Git {
    return new Git(this.world.commits)
  }

  /** A minute later. */
  get later(): string {
    this.#now += 60_000
    const time = new Date(this.#now).toISOString().replace('.000Z', 'Z')
    this.source.now = time
    return time
  }

  /** As the file calls a commit. */
  named(oid: Oid): string {
    return Object.keys(this.source.commits ?? {}).find((label) => toOid(label) === oid) ?? oid
  }

  pull(number: number) {
    return this.source.pulls?.find((one) => one.number === number)
  }

  /** Null: there is no such file. */
  textAt(branch: string, path: string): string | null {
    const { git, world } = this
    const entry = lookup(git.tree(world.branches.get(branch) ?? ''), path)
    return entry === undefined || isTree(entry) ? null : entry.text
  }

  /** What runs where nothing else is said keeps its commit. */
  commitTo(branch: string, files: Files, by: string): void {
    const { source, world } = this
    const before = this.named(world.branches.get(branch) ?? '')
    const after = `${branch} of ${this.later}`
    const at = this.later
    if (!source.event.name.startsWith('pull_request')) {
      source.event.commit ??= this.named(askedAt(world).sha)
    }
    for (const pull of world.pulls) {
      const own = this.pull(pull.number)
      if (own !== undefined) own.base_commit ??= this.named(pull.base_commit)
    }
    const commit = { parents: [before], author: by, committer: 'web-flow', at, files }
    source.commits = { ...source.commits, [after]: commit }
    source.branches = { ...source.branches, [branch]: after }
    const rows = source.pushes ?? []
    source.pushes = [...rows, { ref: branch, by, at, before, after }]
  }

  /** By a pull request that everybody approved who maintains the repository. */
  mergeTo(branch: string, files: Files, by: string): void {
    const { source, world } = this
    const before = this.named(world.branches.get(branch) ?? '')
    const approver = `maintainer${this.accounts.all().length}`
    source.accounts[approver] = { id: 970_000 + this.accounts.all().length, permission: 'admin' }
    const head = `work of ${this.later}`
    const [opened, approved] = [this.later, this.later]
    const approvers = this.accounts
      .all()
      .filter(({ login, type, deleted }) => type === 'User' && !deleted && login !== by)
      .filter((account) => isAtLeast('write', account))
    const work = { parents: [before], author: by, at: opened, files }
    source.commits = { ...source.commits, [head]: work }
    source.pushes = [
      ...(source.pushes ?? []),
      { ref: head, by, at: opened, before: null, after: head, type: 'branch_creation' },
    ]
    this.commitTo(branch, files, by)
    const after = source.branches?.[branch] ?? ''
    const merge = source.commits[after]
    const row = source.pushes.at(-1)
    if (merge === undefined || row === undefined) return
    const signature = { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' as const }
    Object.assign(merge, { parents: [before, head], signature })
    row.type = 'pr_merge'
    const number = 5000 + (source.pulls?.length ?? 0)
    const reviews = approvers.map(({ login }) => {
      return { by: login, state: 'APPROVED' as const, commit: head, at: approved }
    })
    source.pulls = [
      ...(source.pulls ?? []),
      {
        ...{ number, author: by, at: opened, base: branch, base_commit: before, reviews },
        ...{ head, head_commit: head, state: 'merged' as const },
        merged: { by, at: row.at, commit: after, method: 'merge' as const },
      },
    ]
  }
}
