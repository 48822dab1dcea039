// Who had a hand in a change, by what fact, and whether it is only a claim.
import { expect, test } from 'vitest'
import { contributionActions, unpushedCommits } from '../../src/duties/contributors.ts'
import { historyOf } from '../../src/duties/history.ts'
import type { Change } from '../../src/facts/change.ts'
import {
  type Actor,
  type Commit,
  known,
  type Push,
  type Signature,
  unknown,
} from '../../src/facts/fact.ts'
import { actor, change, commit, oid, push, short, signatory } from '../fixtures.ts'

const [c1, c2] = [short('c1'), short('c2')]
const webFlow = actor('web-flow')
const mergeQueue: Actor = { id: 118344674, login: 'github-merge-queue', kind: 'Bot' }

const tracesOf = (more: Partial<Change>) => {
  const told = change(more)
  return contributionActions(told, historyOf(told))
}

/** "ada committer: authored 6331000". */
const told = (actions: ReturnType<typeof tracesOf>): readonly string[] =>
  actions.map(({ duty, by, evidence: { deed, commit: onto } }) => {
    const what = onto === null ? deed : `${deed} ${onto.slice(0, 7)}`
    return `${by?.login ?? 'nobody'} ${duty}: ${what}`
  })

test('who opens the pull request is its author', () => {
  const [opener] = tracesOf({ commits: known([], 'test'), pushes: known([], 'test') })
  expect(opener).toEqual({
    duty: 'author',
    by: actor('ada'),
    evidence: {
      deed: 'opened the pull request',
      commit: null,
      isClaim: false,
      source: 'GraphQL PullRequest.author',
    },
  })
})

test('an opener whose account is deleted is nobody, not left out', () => {
  const { pull } = change()
  expect(told(tracesOf({ pull: { ...pull, author: null } }))[0]).toBe(
    'nobody author: opened the pull request',
  )
})

const commitTraces = (more: Partial<Commit>) =>
  tracesOf({
    commits: known([commit('c1', 'base', 'ada', more)], 'test'),
    pushes: known([], 'test'),
  }).slice(1)

const signed = (signer: Actor | null, more: Partial<Signature> = {}): Signature => ({
  valid: true,
  byGitHub: false,
  signer,
  ...more,
})
const byGitHub = signed(webFlow, { byGitHub: true })
const github = { name: 'GitHub', email: 'noreply@github.com', account: null }

const claimsAuthor = `is named as author of ${c1}`
const claimsCommitter = `is named as committer of ${c1}`

test.for<{ given: string; more: Partial<Commit>; is: readonly string[] }>([
  {
    given: 'names in git alone',
    more: { committer: signatory('bob') },
    is: [`ada committer: ${claimsAuthor}`, `bob committer: ${claimsCommitter}`],
  },
  {
    given: 'a signature that is not valid',
    more: { signature: signed(actor('ada'), { valid: false }) },
    is: [`ada committer: ${claimsAuthor}`, `ada committer: ${claimsCommitter}`],
  },
  {
    given: 'a signature of the author that is not valid and said to be of GitHub',
    more: { signature: { ...byGitHub, valid: false } },
    is: [`ada committer: ${claimsAuthor}`, `ada committer: ${claimsCommitter}`],
  },
  {
    given: 'a commit that its author signed',
    more: { signature: signed(actor('ada')) },
    is: [
      `ada committer: authored ${c1}`,
      `ada committer: committed ${c1}`,
      `ada committer: signed ${c1}`,
    ],
  },
  {
    given: 'a commit that somebody else signed',
    more: { signature: signed(actor('bob')) },
    is: [
      `ada committer: ${claimsAuthor}`,
      `ada committer: ${claimsCommitter}`,
      `bob committer: signed ${c1}`,
    ],
  },
  {
    given: 'a signature whose owner GitHub does not name',
    more: { signature: signed(null) },
    is: [`ada committer: ${claimsAuthor}`, `ada committer: ${claimsCommitter}`],
  },
  {
    given: 'a commit of the web editor',
    more: { signature: byGitHub, committer: signatory('web-flow') },
    is: [`ada committer: authored ${c1}`],
  },
  {
    given: 'a commit of the web editor whose committer has only the address',
    more: { signature: byGitHub, committer: github },
    is: [`ada committer: authored ${c1}`],
  },
  {
    given: 'a committer beside the signature of GitHub, which vouches for authors alone',
    more: { signature: byGitHub, committer: signatory('bob') },
    is: [`ada committer: authored ${c1}`, `bob committer: ${claimsCommitter}`],
  },
  {
    given: 'a commit of GitHub itself',
    more: { signature: byGitHub, author: github, committer: github },
    is: [],
  },
  {
    given: 'the name of GitHub as an author without its signature',
    more: { author: github, committer: github },
    is: [`nobody committer: authored ${c1}`],
  },
  {
    given: 'the account of GitHub as an author beside another signature',
    more: { author: signatory('web-flow'), signature: signed(actor('ada')) },
    is: [
      `nobody committer: authored ${c1}`,
      `ada committer: committed ${c1}`,
      `ada committer: signed ${c1}`,
    ],
  },
  {
    given: 'the name of GitHub as an author beside its signature that is not valid',
    more: { author: github, committer: github, signature: { ...byGitHub, valid: false } },
    is: [`nobody committer: authored ${c1}`],
  },
  {
    given: 'the merge queue, by its id',
    more: {
      author: { name: '', email: '', account: mergeQueue },
      committer: { name: '', email: '', account: mergeQueue },
      signature: signed(mergeQueue, { byGitHub: true }),
    },
    is: [],
  },
  {
    given: 'somebody who calls themselves GitHub',
    more: { committer: { name: 'GitHub', email: 'noreply@github.com', account: actor('bob') } },
    is: [`ada committer: ${claimsAuthor}`, `bob committer: ${claimsCommitter}`],
  },
  {
    given: 'addresses that no account stands behind',
    more: { author: signatory(null), committer: signatory(null) },
    is: [`nobody committer: authored ${c1}`, `nobody committer: committed ${c1}`],
  },
  {
    given: 'an address that no account stands behind, signed by GitHub',
    more: { author: signatory(null), committer: github, signature: byGitHub },
    is: [`nobody committer: authored ${c1}`],
  },
  {
    given: 'trailers: a claim about an account, and nothing about an address or GitHub',
    more: {
      signature: byGitHub,
      committer: github,
      coAuthors: [signatory('bob'), signatory(null), signatory('web-flow')],
    },
    is: [`ada committer: authored ${c1}`, `bob committer: is named as co-author of ${c1}`],
  },
])('$given', ({ more, is }) => {
  expect(told(commitTraces(more))).toEqual(is)
})

test('a name in git and a trailer are claims, a signature is none', () => {
  const claims = commitTraces({
    committer: signatory('bob'),
    coAuthors: [signatory('cleo')],
    signature: signed(actor('dana')),
  }).map(({ by, evidence }) => [by?.login, evidence.isClaim])
  expect(claims).toEqual([
    ['ada', true],
    ['bob', true],
    ['dana', false],
    ['cleo', true],
  ])
})

test('what GitHub or the signer proves is no claim, an address without an account is', () => {
  const isClaim = (more: Partial<Commit>) =>
    commitTraces(more).map(({ evidence }) => evidence.isClaim)
  expect(isClaim({ signature: byGitHub, committer: github })).toEqual([false])
  expect(isClaim({ signature: signed(actor('ada')) })).toEqual([false, false, false])
  expect(isClaim({ author: signatory(null), committer: github })).toEqual([true])
})

test('the evidence of a commit names it in full', () => {
  for (const { evidence } of commitTraces({ coAuthors: [signatory('bob')] })) {
    expect(evidence).toMatchObject({ commit: oid('c1'), source: `commit ${oid('c1')}` })
  }
})

/** Ada's c1 and c2, which stands on it; f1 was there before. */
const story = {
  commits: known([commit('c1', 'base', 'ada'), commit('c2', 'c1', 'ada')], 'test'),
  formerHeads: known([{ oid: oid('f1'), commits: [commit('f1', 'base', 'ada')] }], 'test'),
}

const forced = (by: string | null, before: string, after: string): Push => ({
  ...push(by, before, after),
  kind: 'force_push',
})

const pushTraces = (pushes: readonly Push[], forcePushes: readonly Push[] = []) =>
  tracesOf({
    ...story,
    pushes: known(pushes, 'activity'),
    forcePushes: known(forcePushes, 'timeline'),
  }).filter(({ duty }) => duty === 'pusher')

test.for<{ given: string; pushes: readonly Push[]; is: readonly string[] }>([
  {
    given: 'who brought a commit pushed it',
    pushes: [push('bob', 'base', 'c1')],
    is: [`bob pusher: pushed ${c1}`],
  },
  {
    given: 'who brought a commit of a former head pushed it',
    pushes: [push('bob', 'base', 'f1')],
    is: [`bob pusher: pushed ${short('f1')}`],
  },
  {
    given: 'a merge of another pull request into the branch is a push',
    pushes: [{ ...push('bob', 'c1', 'c2'), kind: 'pr_merge' }],
    is: [`bob pusher: pushed ${c2}`],
  },
  { given: 'a push of nothing new is none', pushes: [push('bob', 'c1', 'c1')], is: [] },
  {
    given: 'a push of another branch of that name is none',
    pushes: [push('bob', 'x', 'y')],
    is: [],
  },
  {
    given: 'an empty branch, created at the base, brings nothing',
    pushes: [push('bob', null, 'base')],
    is: [],
  },
  {
    given: 'who forces the branch to another commit decides what the change is',
    pushes: [forced('bob', 'f1', 'c2')],
    is: [`bob pusher: force-pushed ${c2}`],
  },
  {
    given: 'who forces it back to a commit that was there before does too',
    pushes: [forced('bob', 'c2', 'c1')],
    is: [`bob pusher: force-pushed ${c1}`],
  },
  {
    given: 'who forces it away from a commit of the change does too',
    pushes: [forced('bob', 'c2', 'x')],
    is: [`bob pusher: force-pushed ${short('x')}`],
  },
  {
    given: 'who forces something that has nothing to do with the change does not',
    pushes: [forced('bob', 'x', 'y')],
    is: [],
  },
  {
    given: 'a forced deletion is told by the commit that was lost',
    pushes: [{ ...forced('bob', 'c2', 'x'), after: null }],
    is: [`bob pusher: force-pushed ${c2}`],
  },
  {
    given: 'a push of an account that GitHub does not name is of nobody',
    pushes: [push(null, 'base', 'c1')],
    is: [`nobody pusher: pushed ${c1}`],
  },
  {
    given: 'GitHub itself pushes for nobody',
    pushes: [
      { ...push(null, 'base', 'c1'), by: webFlow },
      { ...push(null, 'c1', 'c2'), by: mergeQueue, kind: 'merge_queue_merge' },
    ],
    is: [],
  },
])('$given', ({ pushes, is }) => {
  expect(told(pushTraces(pushes))).toEqual(is)
})

test('force-pushes of the timeline count beside the activity, each with its source', () => {
  const actions = pushTraces([push('ada', 'base', 'c1')], [forced('bob', 'f1', 'c2')])
  expect(actions.map(({ evidence }) => evidence)).toEqual([
    { deed: 'pushed', commit: oid('c1'), isClaim: false, source: 'activity' },
    { deed: 'force-pushed', commit: oid('c2'), isClaim: false, source: 'timeline' },
  ])
})

test('pushes that are unknown make nobody a pusher; others must say so', () => {
  const none = unknown('GitHub is down', 'test')
  const actions = tracesOf({ pushes: none, forcePushes: none })
  expect(actions.filter(({ duty }) => duty === 'pusher')).toEqual([])
})

const unpushed = (more: Partial<Change>): readonly string[] => {
  const one = change({ ...story, ...more })
  return unpushedCommits(one, historyOf(one))
}

test.for<{ given: string; more: Partial<Change>; is: readonly string[] }>([
  {
    given: 'every commit was brought by a push',
    more: { pushes: known([push('ada', null, 'c2'), push('ada', null, 'f1')], 'test') },
    is: [],
  },
  {
    given: 'a former head came by a force-push of the timeline alone',
    more: {
      pushes: known([push('ada', null, 'c2')], 'test'),
      forcePushes: known([forced('ada', 'x', 'f1')], 'test'),
    },
    is: [],
  },
  {
    given: 'a push is missing',
    more: { pushes: known([push('ada', 'c1', 'c2')], 'test') },
    is: [oid('c1'), oid('f1')],
  },
  {
    given: 'what nobody known pushed was pushed all the same',
    more: { pushes: known([push(null, null, 'c2'), push(null, null, 'f1')], 'test') },
    is: [],
  },
  {
    given: 'the timeline is unknown, and the activity is not',
    more: {
      pushes: known([push('ada', null, 'c2')], 'test'),
      forcePushes: unknown('GitHub is down', 'test'),
    },
    is: [oid('f1')],
  },
  {
    given: 'the activity is unknown, which is told as that',
    more: { pushes: unknown('GitHub is down', 'test') },
    is: [],
  },
])('unpushed: $given', ({ more, is }) => {
  expect(unpushed(more)).toEqual(is)
})
