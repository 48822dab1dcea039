// The record of a verdict: facts, duties and findings, from which anybody can judge again.
import type { Use } from '../break-glass/break-glass.ts'
import type { Facts } from '../facts/facts.ts'
import { clausesFor } from '../judge/controls.ts'
import type { JudgedDeployment, Verdict } from '../judge/verdict.ts'
import { controlsVersion } from '../policy/controls/frameworks.ts'
import { type Hash, sealed } from './digests.ts'
import { withoutTexts } from './texts.ts'

/** They name the form of a record; a reader refuses any other. The first carries no digests. */
export const recordFormats = {
  first: 'https://github.com/separation-of-duties/gate/record/v1',
  current: 'https://github.com/separation-of-duties/gate/record/v2',
} as const

/** Where the gate ran, as the runner says; null for what it does not say. Nothing here influences a verdict. */
export interface Run {
  readonly id: string | null
  readonly attempt: string | null
  readonly event: string | null
  readonly url: string | null
  /** The workflow file, and the commit at which it was read. */
  readonly workflow: string | null
  readonly workflowSha: string | null
  /** The action's own repository and ref. */
  readonly action: string | null
  /** After how many days GitHub deletes the run's log and artifacts; a workflow may choose less. */
  readonly retentionDays: string | null
}

/** A use of a break-glass, and whether it was logged under its request, where the next gate looks for it. */
export interface RecordedUse extends Use {
  /** Why it was not logged, one sentence; null: it was. */
  readonly unlogged: string | null
}

/**
 * Canonical JSON (RFC 8785): the same verdict has the same bytes, and so the same digest. Of a policy only the place is
 * named: its text is among the facts, and what the text demands follows from it. @throws EvidenceError, see `withoutTexts`.
 */
export function recordOf(
  facts: Facts,
  verdict: Verdict,
  run: Run,
  hash: Hash,
  uses: readonly RecordedUse[] = [],
): string {
  const record = {
    format: recordFormats.current,
    run,
    ...withoutTexts(facts),
    ...conclusionsOf(verdict),
    uses,
  }
  return sealed(record, hash)
}

/** The part of a record that follows from its facts and policies, so that anybody can compare. */
export function conclusionsOf(verdict: Verdict) {
  const { word, judged, deployment, breakGlassRequests, findings } = verdict
  return {
    judged: judged.map(({ change, policy, roster, approvals }) => ({
      pull: change.pull.number,
      head: change.pull.head.oid,
      policy: placeOf(policy),
      duties: roster,
      approvals,
    })),
    deployment: deployment === null ? null : deploymentOf(deployment),
    breakGlassRequests,
    findings: findings.map((finding) => ({ ...finding, ...relevantTo(finding, verdict) })),
    verdict: word,
  }
}

const deploymentOf = ({ deployment, policy, roster }: JudgedDeployment) => ({
  environment: deployment.environment,
  sha: deployment.sha,
  policy: placeOf(policy),
  duties: roster,
})

const placeOf = ({ path, commit, blob }: JudgedDeployment['policy']) => ({ path, commit, blob })

/** Nothing where the policy selects no standard. */
function relevantTo(finding: Verdict['findings'][number], verdict: Verdict) {
  const clauses = clausesFor(finding, verdict)
  return clauses.length === 0 ? {} : { controls: { version: controlsVersion, clauses } }
}
