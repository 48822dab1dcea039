// What a world leaves unsaid about a pull request: its commits, when it was opened, that it is queued.
import type { Git } from '../../git/git.ts'
import type { Oid } from '../../git/oid.ts'
import { WorldError } from './references.ts'
import type { Document } from './world-schema.ts'

type Listed = Document['pulls'][number]
type Push = Document['pushes'][number]

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
    const standing = tipBeforeMerge(pull, head, document, git) ?? document.branches.get(pull.base)
    const at = pull.at ?? openedAt(pull, git.range(standing ?? null, head), document)
    const seen = pull.base_commit ?? tipSeen(pull, at, document, git) ?? standing
    const base = required('base_commit', seen, pull.base)
    const events = [...pull.events, ...queueing(pull, document, git)]
    return { ...pull, head_commit: head, base_commit: base, at, events }
  })
}

const pushesTo = ({ pushes, repository }: Document, ref: string, to: string): Push[] =>
  pushes
    .filter((push) => push.ref === ref && (push.repo ?? repository) === to)
    .sort((a, b) => a.at.localeCompare(b.at))

/** The base's tip when GitHub last looked: at the opening, a push to the head, another base; not a push to the base. */
function tipSeen(pull: Listed, opened: string, document: Document, git: Git): Oid | undefined {
  const closed = pull.merged?.at ?? '9'
  const looks = [
    ...pushesTo(document, pull.head, pull.fork ?? document.repository)
      .filter(({ after }) => after !== null)
      .map(({ at }) => at),
    ...pull.events
      .filter(({ type }) => /^head_ref_force_pushed$|base_(ref_)?change/.test(type))
      .map(({ at }) => at),
  ]
  const last = [opened, ...looks.filter((at) => at <= closed)].sort().at(-1) ?? opened
  const rows = pushesTo(document, pull.base, document.repository)
  const newest = rows.findLast(({ at, after }) => at <= last && after !== null)
  if (newest?.after != null) return git.has(newest.after) ? newest.after : undefined
  const [oldest] = rows
  if (oldest === undefined || oldest.before === null || !git.has(oldest.before)) return undefined
  // Rows that begin only after its merge tell nothing of what was there before.
  const holds = pull.merged !== null && git.reaches(oldest.before, pull.merged.commit)
  return holds ? undefined : oldest.before
}

/** A merge or squash adds one commit to the base; a rebase copies each that is no merge itself. */
function tipBeforeMerge(pull: Listed, head: Oid, { pushes }: Document, git: Git): Oid | undefined {
  const { commit, method } = pull.merged ?? {}
  if (commit === undefined) return undefined
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
  const pushes = document.pushes.filter(
    ({ ref, repo }) =>
      ref === pull.head && (repo ?? document.repository) === (pull.fork ?? document.repository),
  )
  const created = pushes.findLastIndex(({ type }) => type === 'branch_creation')
  const known = pushes[Math.max(created, 0)]?.at ?? commits.map(({ at }) => at).sort()[0]
  if (known === undefined) throw new WorldError(`pulls: number ${pull.number} needs \`at\`.`)
  return later(known, 1)
}

/** Whoever stands in the queue was put there, a moment before its group was built; of a fork's GitHub often tells nothing. */
function queueing({ number, fork, events }: Listed, { merge_queues }: Document, git: Git) {
  const listed = events.findLast(({ type }) => type.endsWith('_merge_queue'))
  if (fork !== null || listed?.type === 'added_to_merge_queue') return []
  const entries = [...merge_queues.values()].flat().filter(({ pull }) => pull === number)
  return entries.map(({ by, head }): PullEvent => {
    const at = later(git.commit(head)?.at ?? '', -1)
    return { type: 'added_to_merge_queue', by, at }
  })
}

const later = (time: string, seconds: number): string =>
  new Date(Date.parse(time) + seconds * 1000).toISOString().replace('.000Z', 'Z')
