// The policy to begin with: a preset, with what CODEOWNERS says of the files and of the gate itself.
import type { Beginning } from './beginning.ts'
import { namesTeams, type Owners, ownersOfGate } from './owners.ts'
import type { Preset } from './presets.ts'

const schema =
  'https://raw.githubusercontent.com/separation-of-duties/gate/main/src/policy/policy.schema.json'

export interface WrittenPolicy {
  readonly text: string
  /** It names teams, which a workflow's own token cannot read. */
  readonly takesOrgToken: boolean
}

export function policyText(preset: Preset, { codeowners }: Beginning): WrittenPolicy {
  const text = codeowners ?? ''
  const ofGate = ownersOfGate(text)
  const byOwners = codeowners !== null && preset.byOwners !== 'no'
  const lines = [
    ...preset.about.map((line) => `# ${line}`),
    `# yaml-language-server: $schema=${schema}`,
    ...preset.demands,
    ...(byOwners ? ownersLines(preset) : []),
    ...(ofGate === null ? [] : gateLines(ofGate)),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    takesOrgToken: (byOwners && namesTeams(text)) || (ofGate?.teams.length ?? 0) > 0,
  }
}

const ownersLines = ({ byOwners }: Preset): readonly string[] => [
  'protected-paths:',
  '  - name: code owners',
  "    paths: ['**']",
  '    from: codeowners',
  ...(byOwners === 'beside' ? ['    separate: false # the same approval may serve both'] : []),
]

/** A team's slug is as foreign as its file. */
const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`

function gateLines({ teams, users }: Owners): readonly string[] {
  const list = (name: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`${name}: [${items.map(quoted).join(', ')}]`]
  const owners = [...list('teams', teams), ...list('users', users)].join(', ')
  return ['control-plane:', `  owners: {${owners}} # of /.github in CODEOWNERS`]
}
