// The workflows to begin with: the merge gate, its run after a review, and a deployment behind the gate.
import { visible } from '../../report/formats/escape.ts'
import type { Mode } from '../../report/wording.ts'
import { version } from '../../shell/version.ts'

export interface Wanted {
  readonly mode: Mode
  /** The policy names teams. */
  readonly takesOrgToken: boolean
}

const own = `separation-of-duties/gate@v${version}`

const appToken = [
  '      - id: app',
  '        continue-on-error: true # forks and Dependabot have no secrets: the gate then says what it cannot know',
  '        uses: actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1 # v3.2.0',
  '        with:',
  `          client-id: \${{ vars.DUTIES_CLIENT_ID }}`,
  `          private-key: \${{ secrets.DUTIES_PRIVATE_KEY }}`,
  `          owner: \${{ github.repository_owner }}`,
  '          permission-members: read',
]

function gateSteps({ mode, takesOrgToken }: Wanted, more: readonly string[] = []) {
  const inputs = [
    ...more,
    ...(mode === 'advisory' ? ['mode: advisory # take this line out to let the gate stop'] : []),
    ...(takesOrgToken ? [`org-token: \${{ steps.app.outputs.token }}`] : []),
  ]
  return [
    '    steps:',
    ...(takesOrgToken ? appToken : []),
    `      - uses: ${own}`,
    ...(inputs.length > 0 ? ['        with:', ...inputs.map((one) => `          ${one}`)] : []),
  ]
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

export const mergeWorkflow = (wanted: Wanted): string =>
  text([
    '# The merge gate: require its check, separation-of-duties, in a ruleset of the default branch.',
    'name: Separation of duties',
    'on:',
    '  pull_request:',
    '    types: [opened, synchronize, reopened, edited] # edited: it may have another base',
    '  merge_group:',
    'permissions: {}',
    'jobs:',
    '  separation-of-duties:',
    '    runs-on: ubuntu-latest',
    '    permissions:',
    '      contents: read # commits, pushes, the policy',
    '      pull-requests: read # the pull request, its files and reviews',
    ...gateSteps(wanted),
  ])

export const againWorkflow = (): string =>
  text([
    '# Runs the merge gate again after a review, so that its check turns green, or red.',
    'name: Separation of duties, again',
    'on:',
    '  pull_request_review:',
    '    types: [submitted, edited, dismissed]',
    'permissions: {}',
    'jobs:',
    '  again:',
    '    permissions:',
    '      actions: write # to run the gate again',
    `    uses: separation-of-duties/gate/.github/workflows/again.yml@v${version}`,
  ])

/** The gate is the first step of the job that deploys: a re-run asks it again, and it sees who released the environment. */
export const deployWorkflow = (environment: string, wanted: Wanted): string =>
  text([
    '# The deployment gate before your own deployment: put its steps, and the events that start it, in the place of these.',
    `name: ${quoted(`Deploy to ${environment}`)}`,
    'on:',
    '  workflow_dispatch:',
    'permissions: {}',
    'jobs:',
    '  deploy:',
    '    runs-on: ubuntu-latest',
    `    environment: ${quoted(environment)}`,
    '    permissions:',
    '      contents: read # commits, pushes, the policy, and to check the code out',
    '      pull-requests: read # the pull requests, their files and reviews',
    '      actions: read # this run, earlier ones, the environment',
    '      deployments: read # what was deployed before',
    ...gateSteps(wanted, [`environment: ${quoted(environment)}`]),
    '      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0',
    '        with: {persist-credentials: false}',
    '      - run: ./deploy.sh',
  ])

/** A foreign name as a string of YAML, on one line. */
const quoted = (name: string): string => `'${visible(name).replaceAll("'", "''")}'`
