// The last look at a pull request: the files that govern it, who shares its head, and whether the head stood still.
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
} from '../../../facts/facts.ts'
import { type Client, factFrom, inTurns } from '../../api/ask.ts'
import { firstOf, ownersPaths } from '../codeowners.ts'
import { sorted, unsortedIn, withEntries } from '../entries.ts'
import { sharingOf } from '../sharing.ts'
import { textFile } from '../text-files.ts'
import {
  type Answer,
  type Answered,
  type Asked,
  askAlone,
  askTogether,
  mostSorted,
  source,
} from './governing-query.ts'

const width = 6

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

interface Listed {
  readonly pull: PullRequest
  readonly files: Fact<readonly ChangedFile[]>
}

/** Asked when everything else of the pull requests has been read; of several together where that can be. */
export async function readGoverningFiles(
  client: Client,
  policyPath: string,
  all: readonly Listed[],
): Promise<readonly GoverningFiles[]> {
  const questions = all.map((one) => questionOf(one, policyPath))
  const asked = questions.filter((one) => 'tip' in one)
  const together = await askTogether(client, asked)
  return inTurns([...all.entries()], width, async ([index, { files }]) => {
    const question = questions[index]
    if (question === undefined || !('tip' in question)) return nothingOf(question ?? lost, files)
    return readOne(client, question, files, together[asked.indexOf(question)] ?? null)
  })
}

const lost = unknown('nobody asked for the files that govern it', source)

function questionOf({ pull, files }: Listed, policyPath: string): Asked | Unknown {
  const { branch, tip } = pull.base
  const { defaultBranch, defaultTip } = pull.repository
  const floor = branch === defaultBranch ? tip : defaultTip
  if (tip === null || floor === null) {
    return unknown(`the branch ${tip === null ? branch : defaultBranch} is gone`, source)
  }
  return { pull, tip, floor, policyPath, unsorted: unsortedIn(files).slice(0, mostSorted) }
}

/** `told`: null where it was not asked with others. */
async function readOne(
  client: Client,
  question: Asked,
  files: Fact<readonly ChangedFile[]>,
  told: Answered | null,
): Promise<GoverningFiles> {
  const { pull, tip, floor, policyPath, unsorted } = question
  const { oid: head } = pull.head
  const [asked, listed] = await Promise.all([
    factFrom(source, async () => told ?? (await askAlone(client, question))),
    withEntries(client, pull, files, mostSorted),
  ])
  if (!asked.known) return nothingOf(asked, listed)
  const { answer, refused } = asked.value
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
    policyProposed: at(answer.proposed, head, answer.atHead?.policy?.mode),
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
