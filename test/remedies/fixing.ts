// What GitHub shows once something was fixed that is no approval, grant or deployment.
import type { Doers, Fixing } from '../../src/duties/remedies/remedy.ts'
import { runAgain } from './new-run.ts'
import { doersOf } from './people.ts'
import { inPolicy } from './policy.ts'
import type { Going } from './source.ts'

/** False: there is nobody who can. */
export function fix(going: Going, who: Doers | null, what: Fixing): boolean {
  const { source } = going
  switch (what.act) {
    case 'run-again':
      for (const { pull, head } of source.moves ?? []) {
        const moved = going.pull(pull)
        if (moved) moved.head_commit = head
      }
      Object.assign(source, { faults: [], moves: [], lag: {} })
      return Array.from({ length: 10 }, () => going.later).length > 0
    case 'start-again':
      runAgain(going, { starter: null, approvers: null })
      return true
    case 'set-input':
      source.inputs = { ...source.inputs, [what.name]: what.value }
      return true
    case 'take-back': {
      const pull = going.pull(what.pull)
      const text = pull && going.textAt(pull.base, what.path)
      if (pull === undefined || !going.world.branches.has(pull.head)) return false
      const file = text == null ? null : { mode: '100644' as const, text }
      going.commitTo(pull.head, { [what.path]: file }, pull.author)
      return true
    }
    case 'deploy-tip': {
      const { branches, default_branch } = going.world
      source.event.commit = going.named(branches.get(default_branch) ?? '')
      source.event.branch = default_branch
      source.inputs = Object.fromEntries(
        Object.entries(source.inputs ?? {}).filter(([name]) => name !== 'sha'),
      )
      runAgain(going, { starter: null, approvers: null })
      return true
    }
    case 'merge': {
      const [by] = (who && doersOf(going, who)) ?? []
      return by !== undefined && mergedBy(going, what.pull, by)
    }
    case 'reopen':
      return reopened(going, what.pull)
    case 'push-again':
      return pushedAgain(going, what.pull)
    case 'update-branch':
      return updated(going, what.base, what.head)
    case 'set-policy': {
      const [part = '', key = ''] = what.key.split('.')
      return inPolicy(going, (policy) => ({ ...policy, [part]: { [key]: what.value } }))
    }
    case 'correct-policy':
      return inPolicy(going, () => ({ version: 1 }))
    case 'link-addresses':
      return linked(going, what.emails)
    case 'check': {
      const checks = what.names.map((one) => {
        return { ...one, commit: going.named(what.commit), conclusion: 'success', at: going.later }
      })
      source.checks = [...(source.checks ?? []), ...checks]
      return true
    }
  }
}

/** The automatic merge, or the place in the queue, is another person's. */
function mergedBy(going: Going, number: number, by: string): boolean {
  const pull = going.pull(number)
  if (pull === undefined) return false
  const at = going.later
  const { events = [] } = pull
  if (pull.auto_merge) {
    pull.auto_merge = { by, at }
    pull.events = [
      ...events,
      { type: 'auto_merge_disabled', by, at },
      { type: 'auto_merge_enabled', by, at },
    ]
  }
  for (const entries of Object.values(going.source.merge_queues ?? {})) {
    for (const entry of entries) {
      if (entry.pull !== number) continue
      entry.by = by
      pull.events = [
        ...(pull.events ?? []),
        { type: 'removed_from_merge_queue', by, at },
        { type: 'added_to_merge_queue', by, at },
      ]
    }
  }
  return true
}

/** The branch stays as it is, and nothing was said of the new pull request yet. */
function reopened(going: Going, number: number): boolean {
  const pull = going.pull(number)
  if (pull === undefined) return false
  const successor = number + 1000
  const { world } = going
  const head_commit = world.pulls.find((one) => one.number === number)?.head_commit ?? ''
  going.source.pulls?.push({
    ...{ ...pull, number: successor, at: going.later, reviews: [], events: [], comments: [] },
    ...{ head_commit: going.named(head_commit), auto_merge: null },
  })
  pull.state = 'closed'
  if (going.source.event.pull === number) {
    const { review: _, ...event } = going.source.event
    going.source.event = { ...event, name: 'pull_request', action: 'opened', pull: successor }
  }
  going.successors.set(successor, number)
  return true
}

/** By its author, so that GitHub lists the push that brought every commit. */
function pushedAgain(going: Going, number: number): boolean {
  const pull = going.pull(number)
  if (pull === undefined || !reopened(going, number)) return false
  const successor = going.source.pulls?.at(-1)
  if (successor === undefined) return false
  const ref = `${pull.head}-again`
  const after = successor.head_commit ?? ''
  const row = { ref, by: pull.author, at: going.later, before: null, after }
  going.source.branches = { ...going.source.branches, [ref]: after }
  going.source.pushes = [...(going.source.pushes ?? []), { ...row, type: 'branch_creation' }]
  Object.assign(successor, { head: ref, fork: null, at: going.later })
  return true
}

/** As the button does it. */
function updated(going: Going, base: string, head: string): boolean {
  const { source, world } = going
  const pull = source.pulls?.find((one) => one.head === head && one.base === base)
  const own = world.pulls.find(({ number }) => number === pull?.number)
  if (pull === undefined || own === undefined) return false
  const before = going.named(own.head_commit)
  const tip = going.named(world.branches.get(base) ?? '')
  const at = going.later
  const after = `${head} with ${base}`
  const commit = {
    ...{ parents: [before, tip], author: pull.author, committer: 'web-flow', at },
    signature: { valid: true, signer: 'web-flow', by_github: true, state: 'VALID' as const },
  }
  source.commits = { ...source.commits, [after]: commit }
  source.branches = { ...source.branches, ...(world.branches.has(head) && { [head]: after }) }
  if (pull.head_commit !== undefined) pull.head_commit = after
  source.pushes = [...(source.pushes ?? []), { ref: head, by: pull.author, at, before, after }]
  for (const entry of Object.values(source.merge_queues ?? {}).flat()) {
    if (entry.pull !== pull.number) continue
    const group = `group of ${after}`
    const made = { ...commit, parents: [entry.base, after], author: 'github-merge-queue' }
    source.commits = { ...source.commits, [group]: made }
    entry.head = group
  }
  return true
}

/** To somebody who works on it. */
function linked({ source, world }: Going, emails: readonly string[]): boolean {
  const [first] = world.pulls
  const [anybody] = Object.keys(source.accounts)
  const account = source.accounts[first?.author ?? anybody ?? '']
  if (account === undefined || emails.length === 0) return false
  for (const email of emails) {
    if (account.email === undefined) account.email = email
    else source.accounts[`owner-of-${email}`] = { id: 980_000 + emails.indexOf(email), email }
  }
  return true
}
