// GraphQL: commits and refs.

import { commitFiles, lineCounts } from '../git/diff.ts'
import { nodeId } from '../git/node-id.ts'
import type { Oid } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import type { Identity } from '../world/accounts.ts'
import { associated } from '../world/associations.ts'
import { fullName, type Repository, WEB } from '../world/github.ts'
import type { Ref } from '../world/refs.ts'
import type { Commit } from '../world/world.ts'
import { gitActor, user } from './accounts.ts'
import { checkSuites } from './checks.ts'
import { connection } from './execution/connection.ts'
import { gitObject, treeEntry, treeView } from './git-objects.ts'
import { rollup, status } from './statuses.ts'
import { guarded, type Viewer } from './viewer.ts'

/** Null for a commit that GitHub lost. */
export function commitAt(viewer: Viewer, oid: Oid | null) {
  const commit = viewer.github.git.commit(oid)
  return commit === null ? null : commitView(viewer, commit)
}

export function commitView(viewer: Viewer, commit: Commit): object {
  const { github } = viewer
  const [headline = '', ...body] = commit.message.split('\n')
  const files = () => commitFiles(github.git, commit.oid)
  const added = (kind: 'additions' | 'deletions') => () =>
    files().reduce((sum, file) => sum + lineCounts(file)[kind], 0)
  return {
    ...gitObject(viewer, 'Commit', commit.oid),
    message: commit.message,
    messageHeadline: headline,
    messageBody: body.join('\n').trim(),
    authoredDate: commit.authored_at,
    committedDate: commit.at,
    committedViaWeb: commit.via_web,
    authoredByCommitter: commit.author.email === commit.committer.email,
    author: gitActor(viewer, commit.author, commit.authored_at),
    committer: gitActor(viewer, commit.committer, commit.at),
    authors: connection(authors(commit), (who) => gitActor(viewer, who, commit.authored_at)),
    parents: connection(commit.parents, (oid) => commitAt(viewer, oid)),
    signature: () => signature(viewer, commit),
    additions: added('additions'),
    deletions: added('deletions'),
    changedFilesIfAvailable: () => files().length,
    tree: () => treeView(viewer, github.git.tree(commit.oid)),
    file: ({ path }: { path: string }) => treeEntry(viewer, github.git.tree(commit.oid), path),
    history: connection<Commit, { path?: string }>(
      ({ path }) => history(viewer, commit.oid, path),
      (one) => commitView(viewer, one),
    ),
    associatedPullRequests: connection(
      () => guarded(viewer, read('pull-requests'), () => associated(github, commit.oid)),
      (pull) => viewer.back.pull(viewer, pull),
    ),
    deployments: viewer.back.deployments(viewer, commit.oid),
    checkSuites: checkSuites(viewer, commit.oid),
    status: () => status(viewer, commit.oid),
    statusCheckRollup: () => rollup(viewer, commit.oid),
    url: `${WEB}/${fullName(github.repository)}/commit/${commit.oid}`,
    resourcePath: `/${fullName(github.repository)}/commit/${commit.oid}`,
  }
}

function history({ github }: Viewer, head: Oid, path: string | undefined): Commit[] {
  const touches = ({ oid }: Commit) =>
    commitFiles(github.git, oid).some(
      (file) => file.path === path || file.path.startsWith(`${path}/`),
    )
  return github.git
    .range(null, head)
    .filter((one) => path === undefined || touches(one))
    .reverse()
}

/** The author of git first, then those whom trailers name. */
function authors({ author, message }: Commit): Identity[] {
  const trailers = message.matchAll(/^co-authored-by:\s*(.*?)\s*<([^>]+)>\s*$/gim)
  const named = [...trailers].map(([, name = '', email = '']) => ({ name, email }))
  return [...new Map([author, ...named].map((who) => [who.email, who])).values()]
}

function signature(viewer: Viewer, commit: Commit) {
  if (commit.signature === null) return null
  const { valid, signer, by_github, state } = commit.signature
  return {
    __typename: 'GpgSignature',
    isValid: valid,
    state: state ?? (valid ? 'VALID' : 'INVALID'),
    wasSignedByGitHub: by_github,
    email: viewer.github.accounts.get(signer)?.email ?? commit.committer.email,
    signer: () => user(viewer, signer),
    verifiedAt: valid ? commit.at : null,
    keyId: null,
    payload: 'tree',
    signature: '-----BEGIN PGP SIGNATURE-----',
  }
}

export function refView(viewer: Viewer, repository: Repository, { prefix, name, oid }: Ref) {
  const { git } = viewer.github
  return {
    __typename: 'Ref',
    id: nodeId('Ref', `${fullName(repository)}:${prefix}${name}`),
    name,
    prefix,
    repository: () => viewer.back.repository(viewer, repository),
    target: () => commitAt(viewer, oid),
    compare: ({ headRef }: { headRef: string }) => {
      const head = viewer.github.resolve(repository, headRef)
      if (head === null) return null
      const { status, ahead, behind } = git.compare(oid, head.oid)
      return {
        id: nodeId('Ref', `${oid}...${head.oid}`),
        status: status.toUpperCase(),
        aheadBy: ahead.length,
        behindBy: behind,
        baseTarget: () => commitAt(viewer, oid),
        headTarget: () => commitView(viewer, head),
        commits: connection(ahead, (commit) => commitView(viewer, commit)),
      }
    },
  }
}
