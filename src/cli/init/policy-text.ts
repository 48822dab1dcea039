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
  const lines = [
    ...preset.about.map((line) => `# ${line}`),
    `# yaml-language-server: $schema=${schema}`,
    ...preset.demands,
    ...(preset.byOwners === 'no' ? [] : ownersLines(preset.byOwners, codeowners !== null)),
    ...(ofGate === null ? [] : gateLines(ofGate)),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    takesOrgToken:
      (preset.byOwners !== 'no' && namesTeams(text)) || (ofGate?.teams.length ?? 0) > 0,
  }
}

/** Without a CODEOWNERS nobody is asked, and the file says so: the demand holds from the day that there is one. */
const ownersLines = (byOwners: 'beside' | 'on top', hasFile: boolean): readonly string[] => [
  'protected-paths:',
  '  - name: code owners',
  "    paths: ['**']",
  `    from: codeowners${hasFile ? '' : ' # there was none: until there is, no file has an owner, and nobody is asked'}`,
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
