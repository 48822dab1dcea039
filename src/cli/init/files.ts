// The files to begin with and what to do then, from what a repository has already.
import { InputError } from '../../errors.ts'
import type { Client } from '../../github/api/ask.ts'
import { askedOf, type Beginning, foundIn } from './beginning.ts'
import { policyText } from './policy-text.ts'
import { type Preset, presets } from './presets.ts'
import { againWorkflow, deployWorkflow, mergeWorkflow, type Wanted } from './workflow-texts.ts'

export interface NewFile {
  readonly path: string
  readonly text: string
}

interface Begun {
  readonly files: readonly NewFile[]
  /** Sentences. */
  readonly next: readonly string[]
}

type Values = Readonly<Record<string, string | undefined>>

/** Without a client, from the checkout in the working directory. */
export async function beginningFiles(values: Values, client: Client | null): Promise<Begun> {
  const preset = presetNamed(values.preset ?? 'small-team')
  const mode = modeNamed(values.mode ?? 'enforce')
  const beginning = client === null ? foundIn('.') : await askedOf(client)
  const policy = policyText(preset, beginning)
  const wanted = { mode, takesOrgToken: policy.takesOrgToken }
  const workflows = '.github/workflows'
  return {
    files: [
      { path: '.github/separation-of-duties.yml', text: policy.text },
      { path: `${workflows}/separation-of-duties.yml`, text: mergeWorkflow(wanted) },
      { path: `${workflows}/separation-of-duties-again.yml`, text: againWorkflow() },
      ...deployments(beginning, wanted).map(({ path, text }) => ({
        path: `${workflows}/${path}`,
        text,
      })),
    ],
    next: nextSteps(beginning, preset, wanted),
  }
}

function presetNamed(name: string): Preset {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined
  if (preset !== undefined) return preset
  const remedy = `It may be ${Object.keys(presets).join(', ')}.`
  throw new InputError(`There is no preset "${name}".`, { remedy })
}

function modeNamed(mode: string): Wanted['mode'] {
  if (mode === 'enforce' || mode === 'advisory') return mode
  throw new InputError(`--mode is "${mode}".`, { remedy: 'It may be enforce or advisory.' })
}

/** A name that only differs in what a file's name cannot hold gets the next number that is free. */
function deployments({ environments }: Beginning, wanted: Wanted): readonly NewFile[] {
  const taken = new Set<string>()
  return environments.map((environment) => {
    const stem = `deploy-${environment.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
    let path = `${stem}.yml`
    for (let number = 2; taken.has(path); number += 1) path = `${stem}-${number}.yml`
    taken.add(path)
    return { path, text: deployWorkflow(environment, wanted) }
  })
}

const nextSteps = (
  { environments, codeowners }: Beginning,
  { byOwners }: Preset,
  { takesOrgToken, mode }: Wanted,
): readonly string[] => [
  ...(environments.length === 0 ? ['No environment was found, so no deployment gate.'] : []),
  ...(byOwners !== 'no' && codeowners === null
    ? [
        'No CODEOWNERS was found, so no owner is asked: add one, or name people under `protected-paths`.',
      ]
    : []),
  ...(takesOrgToken
    ? [
        'The policy names teams: install a GitHub App with Members: read, and put its client id into the variable DUTIES_CLIENT_ID and its key into the secret DUTIES_PRIVATE_KEY.',
      ]
    : []),
  'Check the names in it: `policy check .github/separation-of-duties.yml --repo OWNER/NAME`.',
  'Open a pull request with these files. Someone with admin or maintain permission approves it.',
  mode === 'advisory'
    ? 'Nothing is stopped yet. Take `mode: advisory` out once the verdicts are the ones you expect.'
    : 'Once it is merged, require the check separation-of-duties in a ruleset of the branch.',
]
