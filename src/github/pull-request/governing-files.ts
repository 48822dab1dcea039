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
  type Unknown,
  unknown,
} from '../../facts/facts.ts'
import { actorFragment, askParts, type Client, factFrom } from '../api/ask.ts'
import { firstOf, ownersErrorsShape, ownersPaths } from './codeowners.ts'
import {
  entriesShape,
  entryFields,
  entryVariables,
  sorted,
  unsortedIn,
  withEntries,
} from './entries.ts'
import { sharingFields, sharingFragment, sharingOf, sharingParts, sharingShape } from './sharing.ts'
import { blobFragment, blobShape, modeShape, textFile } from './text-files.ts'

export interface GoverningFiles {
  readonly headAfter: Fact<string>
  readonly policyFile: Fact<TextFile | null>
  readonly defaultPolicyFile: Fact<TextFile | null>
  readonly policyProposed: Fact<TextFile | null>
  readonly codeowners: Fact<Codeowners | null>
  readonly sharing: Fact<readonly SharedHead[]>
  /** Those asked about, now with what they are: file, symlink or submodule. */
  readonly files: Fact<readonly ChangedFile[]>
}

const source = 'GraphQL GoverningFiles'

/** So many files are asked about in the same query; the others in others. */
const mostSorted = 100

/** What GitHub may refuse by itself. */
const parts = ['pullRequest', 'codeowners', ...sharingParts] as const
type Part = (typeof parts)[number]

const mayRead = 'pull-requests: read'
const needs = {
  pullRequest: mayRead,
  associatedPullRequests: mayRead,
  byBranch: mayRead,
  latest: mayRead,
}

const modesShape = z.record(z.string(), modeShape).nullish()

const shape = z.object({
  repository: z.object({
    pullRequest: z.object({ headRefOid: z.string() }).nullish(),
    policy: blobShape,
    floor: blobShape.optional(),
    proposed: blobShape,
    ...{ owners0: blobShape, owners1: blobShape, owners2: blobShape },
    codeowners: ownersErrorsShape.nullish(),
    atTip: modesShape,
    atDefault: modesShape,
    atBase: entriesShape,
    atHead: entriesShape,
    ...sharingShape,
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
  const { base, head, number, repository } = pull
  const { defaultBranch, defaultTip } = repository
  const [tip, floor] = [base.tip, base.branch === defaultBranch ? base.tip : defaultTip]
  if (tip === null || floor === null) {
    const gone = unknown(`the branch ${tip === null ? base.branch : defaultBranch} is gone`, source)
    return nothingOf(gone, files)
  }
  const unsorted = unsortedIn(files).slice(0, mostSorted)
  const owners = ownersPaths.map((path, i) => ({ [`owners${i}`]: `${tip}:${path}` }))
  const ask = (left: readonly Part[]) =>
    client.query({
      name: 'GoverningFiles',
      document: documentFor(unsorted.length, floor !== tip),
      variables: {
        ...Object.fromEntries(parts.map((part) => [part, left.includes(part)])),
        ...{ ...client.repo, n: number, tip, head: head.oid },
        ...{ ref: base.branch, branch: head.branch, policyPath },
        ...{ policy: `${tip}:${policyPath}`, proposed: `${head.oid}:${policyPath}` },
        ...(unsorted.length > 0 && { base: base.oid }),
        ...(floor !== tip && { default: floor, floor: `${floor}:${policyPath}` }),
        ...Object.assign(entryVariables(unsorted), ...owners),
      },
      shape,
      needs: { rest: 'contents: read', ...needs },
    })
  const [asked, listed] = await Promise.all([
    factFrom(source, () => askParts(parts, ask)),
    withEntries(client, pull, files, mostSorted),
  ])
  if (!asked.known) return nothingOf(asked, listed)
  const { answer: all, refused } = asked.value
  const answer = all.repository
  const at = (
    blob: Answer['policy'],
    commit: string,
    mode: string | undefined,
  ): Fact<TextFile | null> => known(textFile(blob, policyPath, commit, mode), source)
  const policyFile = at(answer.policy, tip, answer.atTip?.policy)
  return {
    headAfter: refused.pullRequest ?? headOf(answer),
    policyFile,
    defaultPolicyFile:
      floor === tip ? policyFile : at(answer.floor ?? null, floor, answer.atDefault?.policy),
    policyProposed: at(answer.proposed, head.oid, answer.atHead?.policy?.mode),
    codeowners: refused.codeowners ?? ownersOf(answer, tip),
    sharing:
      refused.byCommit ??
      refused.byBranch ??
      refused.latest ??
      (await sharingOf(client, answer, pull)),
    files: listed.known
      ? { ...listed, value: sorted(listed.value, unsorted, endsIn(answer)) }
      : listed,
  }
}

const endsIn =
  ({ atBase, atHead }: Answer) =>
  (index: number) =>
    [atBase?.[`f${index}`] ?? null, atHead?.[`f${index}`] ?? null] as const

const headOf = ({ pullRequest }: Answer): Fact<string> =>
  pullRequest ? known(pullRequest.headRefOid, source) : unknown('the pull request is gone', source)

function nothingOf(why: Unknown, files: GoverningFiles['files']): GoverningFiles {
  const [policyFile, defaultPolicyFile, policyProposed, headAfter] = [why, why, why, why]
  const [codeowners, sharing] = [why, why]
  return { policyFile, defaultPolicyFile, policyProposed, headAfter, codeowners, sharing, files }
}

/** Whatever governs is read where the branches end now: GitHub's base of an old pull request may be weeks old. */
function documentFor(count: number, hasFloor: boolean): string {
  const { declared, before, after } = entryFields(count)
  return `query GoverningFiles($owner: String!, $repo: String!, $n: Int!, $tip: GitObjectID!, $head: GitObjectID!, ${count > 0 ? '$base: GitObjectID!,' : ''}
    $ref: String!, $branch: String!, ${hasFloor ? '$default: GitObjectID!, $floor: String!,' : ''}
    ${parts.map((part) => `$${part}: Boolean!`).join(' ')}
    $policyPath: String!, $policy: String!, $proposed: String!, $owners0: String!, $owners1: String!, $owners2: String!
    ${declared}){
  repository(owner: $owner, name: $repo){
    pullRequest(number: $n) @include(if: $pullRequest){headRefOid}
    ${hasFloor ? `floor: object(expression: $floor){...F} atDefault: ${policyMode('default')}` : ''}
    policy: object(expression: $policy){...F} proposed: object(expression: $proposed){...F}
    atTip: object(oid: $tip){...on Commit{policy: file(path: $policyPath){mode}
      ${ownersPaths.map((path, i) => `owners${i}: file(path: "${path}"){mode}`).join(' ')}}}
    owners0: object(expression: $owners0){...F} owners1: object(expression: $owners1){...F}
    owners2: object(expression: $owners2){...F} codeowners(refName: $ref) @include(if: $codeowners){errors{line message}}
    ${count > 0 ? `atBase: object(oid: $base){...on Commit{${before}}}` : ''}
    atHead: object(oid: $head){...on Commit{policy: file(path: $policyPath){mode oid}
      ${after}}} ${sharingFields}}
  rateLimit{cost}}
${blobFragment}
${sharingFragment}
${actorFragment}`
}

/** A symlink is shown as a text too. */
const policyMode = (commit: string): string =>
  `object(oid: $${commit}){...on Commit{policy: file(path: $policyPath){mode}}}`

/** Nothing said of the errors is not "no errors": the branch may have moved on to where there is no such file. */
function ownersOf(answer: Answer, commit: string): Fact<Codeowners | null> {
  const places = ownersPaths.map((path, i) => {
    const blob = [answer.owners0, answer.owners1, answer.owners2][i] ?? null
    return textFile(blob, path, commit, answer.atTip?.[`owners${i}`])
  })
  const file = firstOf(places)
  if (file === null) return known(null, source)
  const errors = answer.codeowners?.errors ?? (file.flaw === null ? null : [])
  return errors === null
    ? unknown(`GitHub does not say whether ${file.path} has errors`, source)
    : known({ file, errors }, source)
}
