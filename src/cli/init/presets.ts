// The policies to begin with: for whom each is, in a sentence or two, and what it demands.

/** What a preset makes of CODEOWNERS: nothing, or a demand beside the ordinary one or on top of it, also before there is one. */
type ByOwners = 'no' | 'beside' | 'on top'

export interface Preset {
  /** Comments at the top of the file. */
  readonly about: readonly string[]
  /** YAML, from `version` on. */
  readonly demands: readonly string[]
  readonly byOwners: ByOwners
}

const smallTeam: Preset = {
  about: [
    'For a few people who all review and all deploy. One other person approves each change, and a clean rebase keeps',
    'that approval; the approver of a change may deploy it, its contributors may not.',
  ],
  demands: [
    'version: 1',
    'approvals: {required: 1, freshness: change}',
    'conflicts:',
    '  approver-deploys: {enforcement: off} # the second person may be the only other one',
  ],
  byOwners: 'no',
}

const regulated: Preset = {
  about: [
    'For systems that auditors ask about. Two people who did not contribute approve the latest commit, and on top of them',
    'an owner of each file that has one in CODEOWNERS. Who wrote, who approved, who merged and who deploys are different',
    'people, so a deployment is started by hand: who merges would start one that runs on a push.',
  ],
  demands: [
    'version: 1',
    'approvals: {required: 2}',
    'conflicts:',
    '  approver-deploys: {enforcement: enforce}',
    '  self-merge: {enforcement: enforce}',
    '  approver-merges: {duties: [approver, merger]}',
    '  merger-deploys: {duties: [merger, deployer]}',
  ],
  byOwners: 'on top',
}

const openSource: Preset = {
  about: [
    'For projects that strangers contribute to. One person with write access approves each change, two approve a large one;',
    'the pushes to a fork that cannot be read do not stop it, and every record says so.',
  ],
  demands: [
    'version: 1',
    'approvals:',
    '  - {required: 1}',
    '  - {required: 2, lines-over: 1000}',
    'facts: {fork-pushers: best-effort}',
  ],
  byOwners: 'no',
}

const monorepo: Preset = {
  about: [
    'For many teams in one repository. One person approves each change, and an owner of each file that has one in',
    'CODEOWNERS does; that may be the same approval.',
  ],
  demands: ['version: 1', 'approvals: {required: 1, freshness: change}'],
  byOwners: 'beside',
}

export const presets: Readonly<Record<string, Preset>> = {
  'small-team': smallTeam,
  regulated,
  'open-source': openSource,
  monorepo,
}
