// The findings as OSCAL 1.2.1 assessment results, for tools that gather assessments. Their objectives are the gate's own rules: none says that a control is met.
import { clausesFor } from '../../judge/controls.ts'
import { headlineOf, judgedHeads } from '../wording.ts'
import { clip, json, visible } from './escape.ts'
import type { Finding, Occasion } from './occasion.ts'

/** A UUID that is always the same for a name (version 5, RFC 9562): the same verdict has the same bytes. */
export type UuidOf = (name: string) => string

const [own, version] = ['https://github.com/separation-of-duties/gate', '1.2.1']

export function oscal(occasion: Occasion, uuidOf: UuidOf): string {
  const { repository, readAt, run, verdict } = occasion
  const subject = said(`${repository}, ${judgedHeads(verdict)}`)
  const uuid: UuidOf = (part) => uuidOf(`${own}/oscal/${run ?? subject}/${readAt}/${part}`)
  const judged = verdict.findings.filter(isJudged)
  const plan = policyOf(occasion)
  const document = {
    uuid: uuid('document'),
    metadata: {
      title: `Separation of duties: ${subject}`,
      'last-modified': readAt,
      version: readAt,
      'oscal-version': version,
    },
    'import-ap': { href: plan ?? `#${uuid('policy')}` },
    results: [
      {
        uuid: uuid('result'),
        title: `Separation of duties: ${subject}`,
        description: said(headlineOf(verdict, 'enforce')),
        start: readAt,
        props: [prop('verdict', verdict.word)],
        'reviewed-controls': { 'control-selections': [selection(judged, occasion)] },
        ...listed(
          'observations',
          judged.map((one, at) => observationOf(one, uuid(`observation/${at}`), occasion)),
        ),
        ...listed(
          'findings',
          judged.map((one, at) => findingOf(one, uuid(`finding/${at}`), uuid(`observation/${at}`))),
        ),
      },
    ],
    ...(plan === null ? { 'back-matter': { resources: [builtIn(uuid('policy'))] } } : {}),
  }
  return `${json({ 'assessment-results': document })}\n`
}

const isJudged = ({ outcome, enforcement }: Finding): boolean =>
  outcome !== 'not-applicable' && enforcement !== 'off'

/** OSCAL has no empty lists. */
const listed = (name: string, all: readonly unknown[]) => (all.length === 0 ? {} : { [name]: all })

/** One line that is never empty. */
const said = (text: string): string => clip(visible(text).trim(), 4_000) || '-'

const prop = (name: string, value: string) => ({ name, ns: own, value: said(value) })

const builtIn = (uuid: string) => ({
  ...{ uuid, title: 'The policy that holds where a repository has none' },
  rlinks: [{ href: `${own}/blob/main/docs/policy-keys.md` }],
})

/** The address of the policy's text; null: there is no file, or nobody says where the repository is. */
function policyOf({ run, verdict: { judged, deployment } }: Occasion): string | null {
  const { policy } = deployment ?? judged[0] ?? {}
  const home = run?.replace(/\/actions\/runs\/\d+$/, '')
  if (!policy?.commit || home === undefined || home === run) return null
  return `${home}/blob/${policy.commit}/${encodeURI(policy.path)}`
}

/** AC-2(2) of NIST SP 800-53 is ac-2.2 in its catalogue. Clauses of other standards stand with the observations. */
function selection(judged: readonly Finding[], { verdict }: Occasion) {
  const clauses = judged.flatMap((one) => clausesFor(one, verdict))
  const ids = clauses.flatMap((one) => /^nist-800-53 (.*)$/.exec(one)?.[1] ?? [])
  const controls = [...new Set(ids)].map((id) => ({
    'control-id': id.toLowerCase().replace(/\((\d+)\)/g, '.$1'),
  }))
  if (controls.length === 0) {
    return { description: 'What the policy asks. No control is meant.', 'include-all': {} }
  }
  const description =
    'Controls to which the findings give evidence that is relevant. None is met by that alone.'
  return { description, 'include-controls': controls }
}

function observationOf(finding: Finding, uuid: string, { readAt, run, verdict }: Occasion) {
  const { rule, pull, outcome, message } = finding
  const clauses = clausesFor(finding, verdict)
  return {
    uuid,
    title: said(pull === null ? rule : `${rule} of #${pull}`),
    description: said(message),
    props: [prop('outcome', outcome), ...clauses.map((one) => prop('evidence-relevant-to', one))],
    methods: ['TEST'],
    types: ['finding'],
    ...listed(
      'relevant-evidence',
      run === null ? [] : [{ href: run, description: 'The run that wrote the record.' }],
    ),
    collected: readAt,
  }
}

const reasons = {
  ...{ satisfied: 'pass', violated: 'fail' },
  ...{ excepted: 'other', undetermined: 'other', 'not-applicable': 'other' },
} as const

/** What an exception covers is not satisfied by that. */
function findingOf({ rule, pull, outcome, message, remedy }: Finding, uuid: string, seen: string) {
  return {
    uuid,
    title: said(pull === null ? rule : `${rule} of #${pull}`),
    description: said(message),
    target: {
      ...{ type: 'objective-id', 'target-id': rule },
      status: {
        state: outcome === 'satisfied' ? 'satisfied' : 'not-satisfied',
        reason: reasons[outcome],
        remarks: said([`${outcome}.`, remedy ?? ''].join(' ')),
      },
    },
    'related-observations': [{ 'observation-uuid': seen }],
  }
}
