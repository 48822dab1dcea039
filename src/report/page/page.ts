// One page about a record, for people: without a script, a link or anything from elsewhere, for a screen and for paper.
import { breakGlassLines } from '../break-glass.ts'
import type { Occasion } from '../formats/occasion.ts'
import { headlineOf, judgedHeads, nextSteps } from '../wording.ts'
import { type Content, type Html, html, list, pageText, section, time } from './elements.ts'
import { factsSection, unknowns } from './facts.ts'
import { findingsSection } from './findings.ts'
import { policySections } from './policy.ts'
import { sheet } from './style.ts'
import { subjectSections } from './subjects.ts'

export interface PageContent extends Occasion {
  /** What the record says of the run, by its own words. */
  readonly runDetails: Readonly<Record<string, string | null>>
  /** The SHA-256 of the record's file: which record the page was made of. */
  readonly digest: string
}

/** The same record has the same page. */
export function page(content: PageContent): string {
  const { verdict, repository, readAt } = content
  const title = `${verdict.word}: ${repository}, ${judgedHeads(verdict)}`
  return pageText(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${sheet}
</head>
<body>
${headOf(content)}
<main>
${stepsSection(content)}
${subjectSections(verdict, readAt)}
${findingsSection(verdict)}
${policySections(verdict)}
${missingSection(content)}
${factSections(content)}
</main>
</body>
</html>`)
}

function headOf({ verdict, repository, readAt, run, runDetails, digest }: PageContent): Html {
  const attempt = runDetails.attempt ? `, attempt ${runDetails.attempt}` : ''
  const known: readonly (readonly [string, Content | null | undefined])[] = [
    ['Repository', repository],
    ['Judged', judgedHeads(verdict)],
    ['Judged at', html`${time(readAt)}, by the clock of GitHub`],
    ['Run', run === null ? 'not known' : `${run}${attempt}`],
    ['Workflow', runDetails.workflow],
    ['Event', runDetails.event],
    ['Action', runDetails.action],
    ['Kept by GitHub', runDetails.retentionDays && `${runDetails.retentionDays} days`],
    ['Record', `SHA-256 ${digest}`],
  ]
  return html`<header class="${verdict.word}">
<h1>${headlineOf(verdict, 'enforce')}</h1>
<dl>
${known.flatMap(([name, value]) => (value ? [html`<dt>${name}</dt><dd>${value}</dd>`] : []))}
</dl>
</header>`
}

function stepsSection({ verdict }: PageContent): readonly Html[] {
  const steps = nextSteps(verdict).map(
    ({ why, what }) => html`${what} <span class="soft">(${why})</span>`,
  )
  const requests = breakGlassLines(verdict)
  return [
    ...(steps.length > 0 ? [section(2, 'What to do now', [list(steps, '')])] : []),
    ...(requests.length > 0 ? [section(2, 'Break-glass', [list(requests, '')])] : []),
  ]
}

/** A change's own name stands before what is missing of it, where several were judged. */
function missingSection({ verdict: { judged, deployment } }: PageContent): Html {
  const isOne = deployment === null && judged.length === 1
  const items = [
    ...(deployment === null ? [] : unknowns(deployment.deployment, deployment.roster)),
    ...judged.flatMap(({ change, roster }) =>
      unknowns(change, roster).map((one) => (isOne ? one : `#${change.pull.number}: ${one}`)),
    ),
  ]
  return section(2, 'Missing data', [list(items, 'None.')])
}

/** Of a deployment's many changes those that are settled have theirs in the record. */
function factSections({ verdict: { judged, deployment, findings } }: PageContent): Html {
  const named = new Set(findings.map(({ pull }) => pull))
  const shown = judged.filter(({ change }) => deployment === null || named.has(change.pull.number))
  const left = judged.length - shown.length
  return section(2, 'Facts and their sources', [
    ...(deployment === null
      ? []
      : [factsSection('Facts about the deployment', deployment.deployment)]),
    ...shown.map(({ change }) => factsSection(`Facts about #${change.pull.number}`, change)),
    ...(left > 0
      ? [html`<p>The record holds the facts about ${left} more changes, which are settled.</p>`]
      : []),
  ])
}
