// The last look at a pull request: the files that govern it, who shares its head, and whether the head stood still.
import * as z from 'zod'
import {
  type ChangedFile,
  type Codeowners,
  type Fact,
  known,
  type PullRequest,
  type SharedHead,
  type TextFile,
  unknown,
} from '../../facts/facts.ts'
import { type Client, factFrom, type Repository } from '../api/ask.ts'
import { blobFragment, blobShape, kindOf, modeShape, textFile } from './text-files.ts'

export interface GoverningFiles {
  readonly headAfter: Fact<string>
  readonly policyFile: Fact<TextFile | null>
  readonly policyProposed: Fact<TextFile | null>
  readonly codeowners: Fact<Codeowners | null>
  readonly sharing: Fact<readonly SharedHead[]>
  /** Those asked about, now with what they are: file, symlink or submodule. */
  readonly files: Fact<readonly ChangedFile[]>
}

const source = 'GraphQL GoverningFiles'
/** In GitHub's order: the first one found is the one that counts. */
const ownersPaths = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const

const sharedShape = z.object({
  totalCount: z.number(),
  nodes: z.array(
    z
      .object({
        number: z.number(),
        state: z.string(),
        baseRefName: z.string(),
        headRefOid: z.string(),
        baseRepository: z.object({ nameWithOwner: z.string() }).nullable(),
      })
      .nullable(),
  ),
})

const modesShape = z.record(z.string(), modeShape).nullish()

const shape = z.object({
  repository: z.object({
    pullRequest: z.object({ headRefOid: z.string() }).nullable(),
    policy: blobShape,
    proposed: blobShape,
    owners0: blobShape,
    owners1: blobShape,
    owners2: blobShape,
    codeowners: z
      .object({ errors: z.array(z.object({ line: z.number(), message: z.string() })) })
      .nullish(),
    atBase: modesShape,
    atHead: modesShape,
    shared: z.object({ associatedPullRequests: sharedShape.nullish() }).nullable(),
  }),
})

type Answer = z.output<typeof shape>['repository']

/** One query for all of it, asked when everything else of the pull request has been read. */
export async function readGoverningFiles(
  client: Client,
  pull: PullRequest,
  policyPath: string,
  files: Fact<readonly ChangedFile[]>,
): Promise<GoverningFiles> {
  const { base, head, number } = pull
  const unsorted = files.known ? files.value.filter(({ kind }) => kind === null).slice(0, 100) : []
  const paths = unsorted.map(({ path, previous }, i) => ({
    [`p${i}`]: path,
    [`q${i}`]: previous ?? path,
  }))
  const owners = ownersPaths.map((path, i) => ({ [`owners${i}`]: `${base.oid}:${path}` }))
  const asked = await factFrom(source, () =>
    client.query({
      name: 'GoverningFiles',
      document: documentFor(unsorted.length),
      variables: {
        ...{ ...client.repo, n: number, base: base.oid, head: head.oid, ref: base.branch },
        ...{
          policyPath,
          policy: `${base.oid}:${policyPath}`,
          proposed: `${head.oid}:${policyPath}`,
        },
        ...Object.assign({}, ...owners, ...paths),
      },
      shape,
      needs: 'contents: read',
    }),
  )
  if (!asked.known) {
    const [policyFile, policyProposed, headAfter, codeowners, sharing] = Array(5).fill(asked)
    return { policyFile, policyProposed, headAfter, codeowners, sharing, files }
  }
  const answer = asked.value.repository
  const at = (
    blob: Answer['policy'],
    commit: string,
    modes: Answer['atBase'],
  ): Fact<TextFile | null> => known(textFile(blob, policyPath, commit, modes?.policy), source)
  return {
    headAfter: answer.pullRequest
      ? known(answer.pullRequest.headRefOid, source)
      : unknown('the pull request is gone', source),
    policyFile: at(answer.policy, base.oid, answer.atBase),
    policyProposed: at(answer.proposed, head.oid, answer.atHead),
    codeowners: known(ownersOf(answer, base.oid), source),
    sharing: sharingOf(answer, pull, client.repo),
    files: files.known ? { ...files, value: sorted(files.value, unsorted, answer) } : files,
  }
}

function documentFor(count: number): string {
  const each = (part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ')
  return `query GoverningFiles($owner: String!, $repo: String!, $n: Int!, $base: GitObjectID!, $head: GitObjectID!, $ref: String!,
    $policyPath: String!, $policy: String!, $proposed: String!, $owners0: String!, $owners1: String!, $owners2: String!
    ${each((i) => `$p${i}: String!, $q${i}: String!`)}){
  repository(owner: $owner, name: $repo){
    pullRequest(number: $n){headRefOid}
    policy: object(expression: $policy){...F} proposed: object(expression: $proposed){...F}
    owners0: object(expression: $owners0){...F} owners1: object(expression: $owners1){...F}
    owners2: object(expression: $owners2){...F} codeowners(refName: $ref){errors{line message}}
    atBase: object(oid: $base){...on Commit{policy: file(path: $policyPath){mode}
      ${each((i) => `f${i}: file(path: $q${i}){mode}`)}}}
    atHead: object(oid: $head){...on Commit{policy: file(path: $policyPath){mode}
      ${each((i) => `f${i}: file(path: $p${i}){mode}`)}}}
    shared: object(oid: $head){...on Commit{associatedPullRequests(first: 100){totalCount
      nodes{number state baseRefName headRefOid baseRepository{nameWithOwner}}}}}}
  rateLimit{cost}}
${blobFragment}`
}

function ownersOf(answer: Answer, commit: string): Codeowners | null {
  const blobs = [answer.owners0, answer.owners1, answer.owners2]
  const found = blobs.findIndex((blob) => blob !== null)
  const file = textFile(blobs[found] ?? null, ownersPaths[found] ?? '', commit, undefined)
  return file === null ? null : { file, errors: answer.codeowners?.errors ?? [] }
}

/** The list holds every pull request that contains the commit: those count whose head it is. */
function sharingOf(
  { shared }: Answer,
  { number, head }: PullRequest,
  { owner, repo }: Repository,
): Fact<readonly SharedHead[]> {
  const list = shared?.associatedPullRequests
  if (!list || list.nodes.length !== list.totalCount || list.nodes.includes(null)) {
    return unknown('the pull requests that share the head are not all listed', source)
  }
  const others = list.nodes.filter(
    (one) =>
      one !== null &&
      one.state === 'OPEN' &&
      one.headRefOid === head.oid &&
      one.number !== number &&
      one.baseRepository?.nameWithOwner.toLowerCase() === `${owner}/${repo}`.toLowerCase(),
  )
  return known(
    others.flatMap((one) => (one ? [{ number: one.number, baseBranch: one.baseRefName }] : [])),
    source,
  )
}

/** What is not said of a file stays null, which the policy's patterns take for the worse. */
function sorted(
  files: readonly ChangedFile[],
  asked: readonly ChangedFile[],
  { atBase, atHead }: Answer,
): readonly ChangedFile[] {
  return files.map((file) => {
    const index = asked.indexOf(file)
    const modes = [atBase?.[`f${index}`], atHead?.[`f${index}`]].filter(
      (mode) => mode !== undefined,
    )
    return index === -1 || modes.length === 0 ? file : { ...file, kind: kindOf(modes) }
  })
}
