// Agents for tests: commits of theirs, pushes, and a change that one of them made.

import type { Change } from '../../src/facts/change.ts'
import {
  type Actor,
  type Commit,
  known,
  type Push,
  type Signatory,
  type Signature,
} from '../../src/facts/fact.ts'
import { actor, change, commit, push } from '../fixtures.ts'

export const copilot: Actor = { id: 198982749, login: 'copilot-swe-agent', kind: 'Bot' }
export const dependabot: Actor = { id: 49699333, login: 'dependabot', kind: 'Bot' }
export const devin = actor('devin', 'Bot')

export const byGitHub: Signature = { valid: true, byGitHub: true, signer: null }

/** How a trailer names an account for good: by its number. */
export const byId = (account: Actor): Signatory => ({
  name: account.login,
  email: `${account.id}+${account.login}@users.noreply.github.com`,
  account,
})

export const commitBy = (
  who: Actor,
  label = 'c1',
  parent = 'base',
  more: Partial<Commit> = {},
): Commit => {
  const signatory = { name: who.login, email: `${who.login}@bots.example`, account: who }
  return commit(label, parent, null, { author: signatory, committer: signatory, ...more })
}

export const pushBy = (who: Actor, before: string | null, after: string): Push => ({
  ...push(null, before, after),
  by: who,
})

/** The agent opens, writes and pushes one commit; Bob approves it. */
export const changeBy = (who: Actor, more: Partial<Change> = {}): Change => {
  const base = change()
  return change({
    pull: { ...base.pull, author: who },
    commits: known([commitBy(who)], 'test'),
    pushes: known([pushBy(who, null, 'c1')], 'test'),
    ...more,
  })
}
