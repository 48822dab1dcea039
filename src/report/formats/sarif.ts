// The findings that are open as SARIF 2.1.0, within what GitHub's code scanning takes: one result that it refuses loses the whole upload.
import type { Finding } from '../../findings/finding.ts'
import { clausesFor } from '../../judge/controls.ts'
import { rowOf, ruleIds } from '../../policy/rule-ids.ts'
import { isSettled } from '../ranking.ts'
import { clip, json, visible } from './escape.ts'
import type { Occasion } from './occasion.ts'

/** GitHub takes 25,000 results of a run and shows 5,000. */
const mostResults = 5_000
/** Bytes of a message: whole sentences fit, and 5,000 of them stay below 10 MB. */
const mostText = 1_800

/** One line of JSON. Settled findings are not in it: they are no alerts. */
export function sarif({ verdict, run }: Occasion): string {
  const results = verdict.findings
    .filter((one) => !isSettled(one) && one.enforcement !== 'off')
    .slice(0, mostResults)
  const own = [...new Set(results.map(({ rule }) => rule))].filter((rule) => !isBuiltIn(rule))
  const rules = [...ruleIds.map(builtIn), ...own.map((id) => descriptor(id, ownConflict))]
  const policyPath = pathOfPolicy(verdict)
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'separation-of-duties', informationUri, rules } },
        // Undetermined is no result of a whole run: an alert that is gone is not fixed.
        invocations: [{ executionSuccessful: verdict.word !== 'undetermined' }],
        automationDetails: { id: `separation-of-duties/${subjectOf(verdict)}/` },
        ...(run === null ? {} : { properties: { run } }),
        results: numbered(results).map(([one, nth]) => ({
          ...resultOf(one, nth, rules, policyPath),
          properties: { outcome: one.outcome, evidenceRelevantTo: clausesFor(one, verdict) },
        })),
      },
    ],
  }
  return `${json(log)}\n`
}

const informationUri = 'https://github.com/separation-of-duties/gate'
const ownConflict = 'a conflict of duties that the policy adds is held by nobody'

const isBuiltIn = (id: string): boolean => (ruleIds as readonly string[]).includes(id)

const builtIn = (id: (typeof ruleIds)[number]) => descriptor(id, rowOf(id).compliantIf)

function descriptor(id: string, compliantIf: string) {
  const text = `Satisfied if ${compliantIf}.`
  const helpUri = `${informationUri}#rules`
  return {
    id: clip(visible(id), 255),
    shortDescription: { text },
    fullDescription: { text },
    helpUri,
    help: { text: `${text} See ${helpUri}` },
    properties: { tags: ['separation-of-duties'] },
  }
}

function resultOf(finding: Finding, nth: number, rules: readonly { id: string }[], file: string) {
  const { rule, pull, remedy, paths } = finding
  const ruleId = clip(visible(rule), 255)
  const said = [finding.message, remedy ?? ''].filter(Boolean).join(' ')
  const found = [paths[0] ?? '', file].find(isRelative) ?? defaultPath
  return {
    ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === ruleId),
    level: levelOf(finding),
    message: { text: clip(visible(said), mostText) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: addressOf(found) },
          region: { startLine: 1 },
        },
      },
    ],
    // The same finding about the same change is one alert, however its message is worded. Of these names, GitHub knows
    // this one alone.
    partialFingerprints: { primaryLocationLineHash: [ruleId, pull ?? 'whole', nth].join(':') },
  }
}

/** Which of the findings of one rule about one change each is: an alert each. */
function numbered(findings: readonly Finding[]): readonly (readonly [Finding, number])[] {
  const counts = new Map<string, number>()
  return findings.map((finding) => {
    const key = `${finding.rule} ${finding.pull}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    return [finding, nth] as const
  })
}

/** What is undetermined accuses nobody, so it is no error. */
function levelOf({ outcome, enforcement }: Finding): 'error' | 'warning' | 'note' {
  if (enforcement !== 'enforce') return outcome === 'violated' ? 'warning' : 'note'
  if (outcome === 'violated') return 'error'
  return outcome === 'undetermined' ? 'warning' : 'note'
}

const defaultPath = '.github/separation-of-duties.yml'

/** Within the repository, as GitHub wants it. */
const isRelative = (path: string): boolean =>
  path !== '' && path.length < 1_000 && path.isWellFormed() && !/^\/|(^|\/)\.\.(\/|$)/.test(path)

const addressOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

function pathOfPolicy({ judged, deployment }: Occasion['verdict']): string {
  return (deployment ?? judged[0])?.policy.path ?? ''
}

/**
 * Uploads of one category replace each other, so each change and each environment has its own. GitHub's category is what
 * precedes the last slash of the id.
 */
function subjectOf({ judged, deployment }: Occasion['verdict']): string {
  if (deployment !== null) return encodeURIComponent(visible(deployment.deployment.environment))
  return judged.map(({ change }) => `pull-${change.pull.number}`).join('-') || 'unread'
}
