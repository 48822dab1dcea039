// The findings as a run of the action shows them: annotations on the files of a change, and the output for later steps.
import { counting } from '../../duties/evidence.ts'
import { type Finding, isWaiting, type Verdict } from '../../judge/verdict.ts'
import { allFileProblems, type FileProblem } from '../policy-lines.ts'
import { messageWithin, worstFirst } from '../ranking.ts'
import { advice, type Mode } from '../wording.ts'
import { clip, json, visible } from './escape.ts'

type Level = 'error' | 'warning' | 'notice'

export interface Annotation {
  readonly level: Level
  readonly title: string
  readonly message: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
}

/** The runner keeps ten of a level and silently drops the others. */
const mostOfLevel = 10

/** Errors first, those of the policy before all others: without it no other sentence is final. */
export function annotations(verdict: Verdict, mode: Mode = 'enforce'): readonly Annotation[] {
  // A red mark would say that something was stopped.
  const advised = (one: Annotation): Annotation =>
    one.level === 'error' && mode === 'advisory'
      ? { ...one, level: 'warning', message: `${advice(mode)}${one.message}` }
      : one
  // Who has opened a pull request has done nothing wrong yet.
  const softened = (one: Annotation): Annotation =>
    one.level === 'error' && isWaiting(verdict)
      ? { ...advised(one), level: 'notice' }
      : advised(one)
  const problems = allFileProblems(verdict).map(problemAnnotation).map(advised)
  const findings = (
    verdict.deployment === null
      ? oneACause(worstFirst(verdict.findings)).flatMap(findingAnnotation)
      : shippedAnnotations(verdict)
  ).map(softened)
  return [
    ...atMostTen('error', [...problems, ...findings]),
    ...atMostTen('warning', [...findings, ...problems]),
    ...atMostTen('notice', [...verdict.judged.flatMap(unapprovedAnnotation), ...findings]),
  ]
}

/** Approvals are short, and why: several rules are violated by it, and it is one cause. */
const shortage = ['independent-approval', 'self-approval', 'fresh-approval', 'eligible-approver']

function oneACause(all: readonly Finding[]): readonly Finding[] {
  const findings = all.filter((one) => !isToldAsUnknown(one, all))
  const isShortage = (one: Finding): boolean =>
    one.outcome === 'violated' && levelOf(one) !== null && shortage.includes(one.rule)
  const byChange = Map.groupBy(findings.filter(isShortage), ({ pull }) => pull)
  return findings.flatMap((one) => {
    const alike = isShortage(one) ? (byChange.get(one.pull) ?? []) : [one]
    return alike[0] === one ? [together(one, alike)] : []
  })
}

/** What is unknown is told once, with what makes it known: no rule that does without it asks for the same again. */
const isToldAsUnknown = (one: Finding, all: readonly Finding[]): boolean =>
  one.outcome === 'undetermined' &&
  one.rule !== 'complete-facts' &&
  all.some(
    ({ rule, outcome, pull, remedy }) =>
      rule === 'complete-facts' &&
      outcome === 'undetermined' &&
      pull === one.pull &&
      remedy !== null &&
      remedy === one.remedy,
  )

/** The count of approvals tells every reason; the rule that explains one says best what to do. */
function together(worst: Finding, alike: readonly Finding[]): Finding {
  const counted = alike.find(({ rule }) => rule === 'independent-approval')
  const messages = counted ? [counted.message] : new Set(alike.map(({ message }) => message))
  const remedy = alike.find((one) => one !== counted)?.remedy ?? worst.remedy
  const rule = alike.map((one) => one.rule).join(', ')
  return { ...worst, rule, message: [...messages].join(' '), remedy }
}

function findingAnnotation(finding: Finding): readonly Annotation[] {
  const level = levelOf(finding)
  if (level === null) return []
  const { rule, outcome, message, remedy, paths } = finding
  const sentences = remedy === null ? message : `${message} ${remedy}`
  const place = paths[0] === undefined ? {} : { file: inert(paths[0]), line: 1 }
  return [{ level, title: inert(`${rule}: ${outcome}`, 255), message: inert(sentences), ...place }]
}

/**
 * One a change, by its worst finding, or 150 changes would hide the bad one. Of equally bad findings, one about a change
 * comes before one about the whole deployment, because it names the people.
 */
function shippedAnnotations(verdict: Verdict): readonly Annotation[] {
  const ofChangesFirst = verdict.findings.toSorted(
    (a, b) => Number(a.pull === null) - Number(b.pull === null),
  )
  const telling = worstFirst(ofChangesFirst).filter((finding) => levelOf(finding) !== null)
  const byChange = Map.groupBy(telling, (finding) => finding.pull ?? finding)
  return [...byChange.values()].flatMap(([worst, ...others]) =>
    worst === undefined ? [] : changeAnnotation(worst, others.length),
  )
}

function changeAnnotation(worst: Finding, others: number): readonly Annotation[] {
  if (worst.pull === null) return findingAnnotation(worst)
  const said = [messageWithin(worst), ...(worst.remedy === null ? [] : [worst.remedy])].join(' ')
  const message = `#${worst.pull}: ${inert(said, 3500)}`
  // If anything is cut off, it is the rule's name, and never the number of further findings.
  const more = others === 0 ? '' : ` (${counting(others, 'more finding')})`
  const title = `#${worst.pull}: ${inert(worst.rule, 200)}: ${worst.outcome}${more}`
  return findingAnnotation({ ...worst, message, remedy: null }).map((one) => ({ ...one, title }))
}

function levelOf({ outcome, enforcement }: Finding): Level | null {
  if (enforcement === 'off') return null
  switch (outcome) {
    case 'violated':
    case 'undetermined':
      return enforcement === 'enforce' ? 'error' : 'warning'
    case 'excepted':
      return enforcement === 'enforce' ? 'warning' : 'notice'
    case 'satisfied':
    case 'not-applicable':
      return null
  }
}

function problemAnnotation(problem: FileProblem): Annotation {
  const { severity, subject, path, line, column, message } = problem
  const place = { file: inert(path), line, ...(column === null ? {} : { column }) }
  return { level: severity, title: `${subject}: ${severity}`, message: inert(message), ...place }
}

/** Where the policy asks for no approval, every report says so. */
const unapprovedAnnotation = ({ change, approvals }: Verdict['judged'][number]): Annotation[] =>
  approvals.demanded.required > 0
    ? []
    : [
        {
          level: 'notice',
          title: 'No approval is demanded',
          message: `The policy demands no approval of #${change.pull.number}.`,
        },
      ]

/** The toolkit escapes commands. Invisible characters and endless texts remain to be dealt with. */
const inert = (text: string, most = 4096): string => clip(visible(text), most)

function atMostTen(level: Level, all: readonly Annotation[]): readonly Annotation[] {
  const these = all.filter((one) => one.level === level)
  if (these.length <= mostOfLevel) return these
  const shown = these.slice(0, mostOfLevel - 1)
  const more = these.length - shown.length
  const message = `${more} more of this level are not shown here: the job summary holds them.`
  return [...shown, { level, title: `${more} more`, message }]
}

/** The output `findings`, a contract: one line of JSON, worst first, exactly these keys. Safe to echo in a later step. */
export const findingsOutput = ({ findings }: Verdict): string =>
  json(
    findings.map(({ rule, outcome, enforcement, message, people, paths, commits }) => ({
      rule,
      outcome,
      enforcement,
      message,
      people,
      paths,
      commits,
    })),
  )
