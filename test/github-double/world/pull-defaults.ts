// What a world leaves unsaid about a pull request: its commits and the time at which it was opened.
import type { Git } from '../git/git.ts'
import type { Oid } from '../git/oid.ts'
import { WorldError } from './references.ts'
import type { Document } from './world-schema.ts'

type Listed = Document['pulls'][number]

export type Pull = Omit<Listed, 'base_commit' | 'head_commit' | 'at'> & {
  base_commit: Oid
  head_commit: Oid
  at: string
}

export type Review = Listed['reviews'][number]
export type PullEvent = Listed['events'][number]

export function completePulls(document: Document, git: Git): Pull[] {
  return document.pulls.map((pull, index) => {
    const required = (key: string, oid: Oid | undefined, branch: string) => {
      if (oid !== undefined) return oid
      throw new WorldError(`pulls[${index}].${key}: needed, for there is no branch \`${branch}\`.`)
    }
    if ((pull.state === 'merged') !== (pull.merged !== null)) {
      throw new WorldError(
        `pulls[${index}].merged: needed when the state is merged, and only then.`,
      )
    }
    if (pull.events.some((e) => e.type === 'review_dismissed' && !pull.reviews[e.review])) {
      throw new WorldError(`pulls[${index}].events: a dismissed review is not under \`reviews\`.`)
    }
    const own = pull.fork === null ? document.branches.get(pull.head) : undefined
    const head = required('head_commit', pull.head_commit ?? own, pull.head)
    const before = pull.merged ? tipBeforeMerge(pull.merged, head, document, git) : undefined
    const tip = before ?? document.branches.get(pull.base)
    const base = required('base_commit', pull.base_commit ?? tip, pull.base)
    const at = pull.at ?? openedAt(pull, git.range(base, head), document)
    return { ...pull, head_commit: head, base_commit: base, at }
  })
}

/** A merge or squash adds one commit to the base; a rebase copies each that is no merge itself. */
function tipBeforeMerge(
  { commit, method }: NonNullable<Listed['merged']>,
  head: Oid,
  { pushes }: Document,
  git: Git,
): Oid | undefined {
  const copied = git.range(commit, head).filter(({ parents }) => parents.length < 2).length
  const steps = method === 'rebase' ? Math.max(copied, 1) : 1
  const pushed =
    method === 'rebase' && pushes.find(({ type, after }) => type === 'pr_merge' && after === commit)
  if (pushed && pushed.before !== null && git.has(pushed.before)) return pushed.before
  let oid: Oid | undefined = commit
  for (let step = 0; step < steps && oid !== undefined; step += 1) oid = git.commit(oid)?.parents[0]
  return oid
}

/** One second after the first push to its branch, or after its first commit where none is known. */
function openedAt(pull: Listed, commits: readonly { at: string }[], document: Document): string {
  const repository = pull.fork ?? document.repository
  const pushes = document.pushes.filter(
    ({ ref, repo }) => ref === pull.head && (repo ?? document.repository) === repository,
  )
  const created = pushes.findLastIndex(({ type }) => type === 'branch_creation')
  const known = pushes[Math.max(created, 0)]?.at ?? commits.map(({ at }) => at).sort()[0]
  if (known === undefined) throw new WorldError(`pulls: number ${pull.number} needs \`at\`.`)
  return new Date(Date.parse(known) + 1000).toISOString().replace('.000Z', 'Z')
}
