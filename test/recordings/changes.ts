// Recorded commits, comparisons, files, pushes and people: what the product takes them for.
import { simpleUserShape } from '../../src/github/api/ask.ts'
import { readDirectory } from '../../src/github/directory/directory.ts'
import { reviewShape } from '../../src/github/directory/permissions.ts'
import { readPushes } from '../../src/github/pull-request/activity.ts'
import { ownersErrorsShape } from '../../src/github/pull-request/codeowners.ts'
import {
  type Comparison,
  compareCommits,
  filesSinceParting,
  statusBetween,
} from '../../src/github/pull-request/comparison.ts'
import { readFilePage, readTree } from '../../src/github/pull-request/files.ts'
import { branchOf } from '../../src/github/pull-request/merge-queue.ts'
import { kindOf } from '../../src/github/pull-request/text-files.ts'
import { asked, type Expectations, expects, type Recording, refuses } from './recorded.ts'

type Json = Recording['body']

/** With the messages, which were cut from the recordings. */
const spoken = (comparison: Json) => ({
  ...comparison,
  commits: comparison.commits.map((one: Json) => ({ commit: { message: '' }, ...one })),
})

const compare = (answer: (path: string) => Json) =>
  asked(answer, (client) => compareCommits(client, 'a', 'b'))

const compared = (says: string, holds: (told: Comparison) => boolean) =>
  expects(says, (body) => compare(() => spoken(body)), holds)

const pageOf = (path: string): number => Number(/[?&]page=(\d+)/.exec(path)?.[1])

const ada = { id: 101, login: 'ada', kind: 'User' }

const rights = (says: string, expected: { push: boolean; maintain: boolean }) =>
  expects(
    says,
    (body) =>
      asked(
        () => body,
        async (client) => {
          const asked = { ...ada, id: body.user.id }
          const people = { teams: [], accounts: [], maintainers: [asked], writers: [asked] }
          const { writers, maintainers } = await readDirectory(client, client, people)
          return [writers[asked.id], maintainers[asked.id]]
        },
      ),
    ([push, maintain]) => {
      return (
        push?.known === true &&
        maintain?.known === true &&
        push.value === expected.push &&
        maintain.value === expected.maintain
      )
    },
  )

const modes = (body: Json) =>
  asked(
    () => body,
    async (client) => {
      const entries = [...(await readTree(client, 'a')).values()]
      return entries.map(({ mode }) => kindOf([mode]))
    },
  )

/** As the product's query names what REST's list says. */
const reviewOf = ({ id, user, state, submitted_at, commit_id }: Json) =>
  reviewShape.parse({
    ...{ id: String(id), state, submittedAt: submitted_at, lastEditedAt: null, editor: null },
    author: { __typename: user.type, login: user.login, databaseId: user.id },
    ...{ authorCanPushToRepository: true, commit: { oid: commit_id } },
  })

const actorsOf = (events: Json) => events.map(({ actor }: Json) => simpleUserShape.parse(actor))

export const changes: Expectations = {
  'activity-pr-merge': expects(
    'a merge with who merged it, and a creation by somebody unknown',
    (body) =>
      asked(
        () => body,
        (client) => readPushes(client, 'acme/shop', 'main'),
      ),
    (told) => {
      const [merge, creation] = told.known ? told.value : []
      const isMerge = merge?.kind === 'pr_merge' && merge.by !== null && merge.before !== null
      return isMerge && creation?.by === null && creation.before === null
    },
  ),
  'commits-with-empty-author-object': expects(
    'an empty object is nobody',
    (commits) => compare(() => ({ status: 'ahead', total_commits: commits.length, commits })),
    ({ commits }) => commits.some(({ author, committer }) => author === null && committer === null),
  ),
  'compare-behind': compared('behind, with no commits', ({ status, commits }) => {
    return status === 'behind' && commits.length === 0
  }),
  'compare-diverged-with-bots': compared(
    'diverged, and a bot is told by its type',
    ({ status, commits }) => {
      const people = commits.flatMap(({ author, committer }) => [author, committer])
      const isBot = people.some((one) => one?.kind === 'Bot' && !one.login.includes('['))
      return status === 'diverged' && isBot
    },
  ),
  'compare-paged-by-100': expects(
    'every commit of all pages',
    (pages) => compare((path) => spoken(pages[pageOf(path) - 1].body)),
    ({ commits }) => commits.length === 283,
  ),
  'compare-unpaged-stops-at-250': refuses('250 of 283 commits: no whole list', (body) =>
    compare(() => spoken(body)),
  ),
  'compare-per-page-1': expects(
    'the status, and the files with both names of a rename',
    (body) =>
      asked(
        () => body,
        async (client) => {
          const { files } = await filesSinceParting(client, 'a', 'b')
          return { files: files.length, status: await statusBetween(client, 'a', 'b'), body }
        },
      ),
    ({ files, status, body }) => {
      const renames = body.files.filter((file: Json) => file.previous_filename !== undefined)
      return status === body.status && files === body.files.length + renames.length
    },
  ),
  'pull-files': expects(
    'the files with what happened to them',
    (body) =>
      asked(
        () => body,
        (client) => readFilePage(client, 1, 1),
      ),
    (told) => told.known && told.value.map(({ status }) => status).join() === 'modified,added',
  ),
  'tree-recursive-small': expects('every entry', modes, (kinds) => kinds.length > 0),
  'tree-with-symlink': expects(
    'a symlink is told from a file',
    // Trees of that time did not say whether they were whole.
    (body) => modes({ ...body, truncated: false }),
    (kinds) => kinds.includes('symlink') && kinds.includes('file'),
  ),
  'permission-admin-without-role-name': rights('pushes and maintains', {
    ...{ push: true, maintain: true },
  }),
  'permission-maintain': rights('pushes and maintains', { push: true, maintain: true }),
  'permission-none': rights('neither pushes nor maintains', { push: false, maintain: false }),
  'permission-write': rights('pushes, maintains not', { push: true, maintain: false }),
  'team-members': expects(
    'every member by id',
    (body) =>
      asked(
        () => body,
        (client) =>
          readDirectory(client, client, {
            ...{ accounts: [], maintainers: [], writers: [] },
            teams: ['t'],
          }),
      ),
    ({ teams: { t } }) => t?.known === true && t.value.length === 2,
  ),
  'timeline-with-ghost': expects('whoever acted as the ghost is nobody known', actorsOf, (actors) =>
    actors.includes(null),
  ),
  'issue-events-force-push-and-merge': expects(
    'who forced the head, but not what the head was: only a query tells',
    (events) => ({ actors: actorsOf(events), events }),
    ({ actors, events }) =>
      actors.every((actor: unknown) => actor !== null) &&
      events.every(({ event, commit_id: head }: Json) => /forced|pushed/.test(event) === !head),
  ),
  'codeowners-errors-rest': expects(
    'the line and what is wrong with it',
    (body) => ownersErrorsShape.parse(body),
    ({ errors }) => errors.every(({ line, message }) => line > 0 && message !== ''),
  ),
  'merge-group-payload': expects(
    "the queue's branch names the pull request; what it names beside need not be the base",
    ({ merge_group: { head_ref, head_sha, base_sha } }) => ({
      branches: branchOf({ ref: head_ref, object: { sha: head_sha } }),
      base_sha,
    }),
    ({ branches: [one], base_sha }) => (one?.pull ?? 0) > 0 && one?.base !== base_sha,
  ),
  'approval-stale-after-bot-rebase': expects(
    'an approval of another commit than the head',
    ({ reviews, pull }) => ({ reviews: reviews.map(reviewOf), head: pull.head_sha }),
    ({ reviews: [one], head }) => one.state === 'APPROVED' && one.commit !== head,
  ),
  'review-before-and-after-dismissal': expects(
    'a dismissal turns the same review',
    (bodies) => bodies.map(({ body: [one] }: Json) => reviewOf(one)),
    ([before, after]) =>
      before.id === after.id && before.state === 'APPROVED' && after.state === 'DISMISSED',
  ),
  'status-written': expects(
    "a status is the App's",
    ({ creator }) => simpleUserShape.parse(creator),
    (creator) => creator?.kind === 'Bot',
  ),
}
