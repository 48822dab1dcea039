// What a policy demands, and what it permits in spite of that: exceptions, break-glass, trusted agents.
import { counting, listed } from '../../duties/evidence.ts'
import { type ApprovalEntry, approvalEntries, isLimited } from '../../policy/approval-entries.ts'
import { type JsonSchema, jsonSchema } from '../../policy/json-schema.ts'
import { hasEnded } from '../../policy/lint/exceptions.ts'
import { unpinnedIn } from '../../policy/lint/named.ts'
import {
  neverExcepted,
  neverWaived,
  otherRuleIds,
  type Parties,
  type Policy,
  sameName,
} from '../../policy/policy.ts'
import { either, glossary, type Lines, orElse, sentence } from '../formats/layout.ts'

/** "dana, or a member of the team payments": completes "by ...". */
function anyOf({ users = [], teams = [] }: Parties): string {
  const members = teams.map((team) => `a member of the team ${team}`)
  return either([...users, ...members])
}

export const approvalLines = (policy: Policy): Lines => {
  const entries = approvalEntries(policy)
  const isLasting = entries.some(({ freshness }) => freshness === 'change')
  const isList = entries.length > 1 || entries.some(isLimited)
  return [
    ...entries.flatMap((entry) => sentence(approvalSentence(entry))),
    ...(isList ? sentence(strictestCounts) : []),
    ...(isLasting ? sentence(lasting) : []),
  ]
}

const approvalSentence = (entry: ApprovalEntry): string => {
  const { required, freshness } = entry
  const given = freshness === 'head' ? 'of the latest commit' : 'of the same change'
  const count =
    required === 0 ? 'No independent approval' : counting(required, 'independent approval')
  const by = 'by a person who did not contribute to the change and has write access'
  const who = required === 0 ? '' : ` ${given}${required === 1 ? '' : ', each'} ${by}`
  return `${count}${who}${limitsOf(entry)}.`
}

function limitsOf(entry: ApprovalEntry): string {
  const { branches, paths, by, 'lines-over': lines, 'files-over': files } = entry
  const limits = [
    ...(branches ? [`into ${either(branches)}`] : []),
    ...(paths ? [`in ${either(paths)}`] : []),
    ...(lines ? [`of more than ${counting(lines, 'line')}`] : []),
    ...(files ? [`of more than ${counting(files, 'file')}`] : []),
    ...(by ? ['by agents alone'] : []),
  ]
  return limits.length === 0 ? '' : `, for changes ${limits.join(', ')}`
}

const strictestCounts =
  'Of the entries that hold for a change, the strictest counts. One with paths that takes in every file, or for trusted agents alone, stands in place of those without limits.'

const lasting =
  'An approval of an earlier commit counts too, where everything since is provably the same change: every file goes from the same blob and mode to the same ones.'

export const pathLines = ({ 'protected-paths': entries }: Policy): Lines =>
  orElse(
    entries.flatMap(({ name, paths, approvals, from, separate }) => [
      ...sentence(
        `${name}: ${counting(approvals, 'approval')} by ${from === 'codeowners' ? anyOwner : anyOf(from)}, ${separate ? apart : shared}, where a change touches`,
        0,
      ),
      ...paths.flatMap((path) => sentence(path, 4)),
    ]),
    sentence('No path is protected.'),
  )

const anyOwner = 'an owner of each file that has one in the CODEOWNERS of the base branch'
const apart = 'on top of the ordinary ones and of those for other separate entries'
const shared = 'among which the ordinary ones count'

export function controlPlaneLines({ 'control-plane': { owners, separate } }: Policy): Lines {
  const whom = owners ? anyOf(owners) : 'someone with admin or maintain permission'
  const ordinary = separate
    ? 'It comes on top of the ordinary ones.'
    : 'The ordinary approval may be that one.'
  return sentence(
    `A change to this policy, CODEOWNERS, workflows or actions needs an independent approval by ${whom}. ${ordinary} No exception and no emergency waives this.`,
  )
}

export const checkLines = ({ 'required-checks': checks }: Policy): Lines =>
  orElse(
    checks.flatMap(({ name, app }) =>
      sentence(`${name}, reported by the app ${app}: a success on the commit that is deployed.`),
    ),
    sentence('No check is required.'),
  )

const firmness = { enforce: 'Enforced', warn: 'Only warns', off: 'Switched off' } as const

/** The schema describes each rule. */
export function ruleLines({ rules }: Policy): Lines {
  const described = ((jsonSchema().properties?.rules ?? {}) as JsonSchema).properties ?? {}
  return glossary(
    otherRuleIds.map((rule) => {
      const { description = '' } = (described[rule] ?? {}) as JsonSchema
      const demand = description.replaceAll('`', '').replace(/ Always enforced\.$/, '')
      return [rule, `${firmness[rules[rule].enforcement]}. ${demand}`]
    }),
  )
}

export const factLines = ({ facts }: Policy): Lines =>
  sentence(
    facts['fork-pushers'] === 'required'
      ? 'Who pushed to a fork must be known: where the fork cannot be read, the gate stops.'
      : 'Who pushed to a fork need not be known: where the fork cannot be read, the gate goes on without, and every record says so.',
  )

export function deploymentLines({
  deployment: { deployer, branches, workflows = [] },
  baselines,
}: Policy): Lines {
  const who =
    deployer === 'trigger'
      ? 'The person who starts the run deploys.'
      : 'The person who approves the deployment deploys, not the one who starts the run.'
  const from = branches ? listed(branches, 100) : 'the default branch alone'
  const beside =
    workflows.length === 0
      ? []
      : sentence(`What these workflows deployed counts as deployed: ${listed(workflows, 100)}.`)
  const trusted = baselines.flatMap(({ environment, commit, reason, 'granted-by': grantor }) =>
    sentence(`Baseline of ${environment}: ${commit}, granted by ${grantor}: ${ending(reason)}`),
  )
  return [...sentence(who), ...sentence(`Protected branches: ${from}.`), ...beside, ...trusted]
}

export const peopleLines = (policy: Policy): Lines => [
  ...orElse(
    policy.people.flatMap(({ name, accounts }) =>
      sentence(`${name}: ${listed(accounts, 100)} are one person in every duty.`),
    ),
    sentence('Every account is a person of its own.'),
  ),
  ...unpinned(unpinnedIn(policy)),
]

const unpinned = (names: readonly string[]): Lines =>
  names.length === 0
    ? []
    : sentence(
        `Named without an id: ${listed(names, 100)}. A login that is given up can become another's; one with its id, such as octocat#583231, cannot.`,
      )

export const agentLines = ({ agents }: Policy): Lines => [
  ...sentence(
    "No agent's approval ever counts. What GitHub calls a bot is an agent too, and Dependabot is trusted unless an entry says otherwise.",
  ),
  ...agents.flatMap(({ account, trusted, sponsors }) => {
    if (sameName(account, 'github-actions')) return sentence(`${account}${workflows}`)
    const need = needOf(trusted)
    const answering = sponsors
      ? ` Who answers for what it does, and counts as a contributor of it: ${anyOf(sponsors)}.`
      : ''
    return sentence(`${account}${need}${answering}`)
  }),
]

const workflows =
  ' is every workflow: it can neither be trusted nor have sponsors, so its work needs two independent people who approve it.'

const needOf = (trusted: Policy['agents'][number]['trusted']): string => {
  if (trusted === false) return untrusted
  const all = trusted === true ? (['work'] as const) : trusted
  const acts = all.filter((one) => one !== 'work')
  const work = all.includes('work')
    ? ' is trusted: its work needs no human who answers for it.'
    : untrusted
  return acts.length === 0 ? work : `${work} It may ${listed(acts)} though nobody answers for that.`
}

const untrusted =
  ' is not trusted: its work needs a human who answers for it, or two independent people who approve it.'

export function exceptionLines(policy: Policy, today: string): Lines {
  const { exceptions, people } = policy
  const named = (login: string): string => {
    const person = people.find(({ accounts }) => accounts.some((one) => sameName(one, login)))
    return person ? `${login} (${person.name})` : login
  }
  const entries = exceptions.map((exception, at): [string, string] => {
    const { rules, people: favoured, reason, 'granted-by': grantor, until } = exception
    const state = hasEnded(exception, today)
      ? `EXPIRED on ${until}, covers nothing`
      : `In force until ${until}`
    const covered = rules.filter((rule) => !neverExcepted.has(rule))
    const left = rules.filter((rule) => neverExcepted.has(rule))
    const grace = `${listed(favoured.map(named), 100)} may violate ${listed(covered, 100) || 'nothing'}${scopeOf(exception)}.`
    const limit = left.length > 0 ? ` It cannot cover ${either(left)}.` : ''
    return [
      `${at + 1}.`,
      `${state}: ${grace}${limit} Granted by ${named(grantor)}: ${ending(reason)}`,
    ]
  })
  return orElse(glossary(entries), sentence('None is granted.'))
}

function scopeOf({ environments, branches, paths }: Policy['exceptions'][number]): string {
  const limits = [
    ...(environments ? [`in deployments to ${either(environments)}`] : []),
    ...(branches ? [`in changes into ${either(branches)}`] : []),
    ...(paths ? [`in changes that touch nothing but ${either(paths)}`] : []),
  ]
  return limits.length > 0 ? ` ${limits.join(', ')}` : ''
}

/** Only a team's sentence: a login keeps its spelling. */
const capital = (text: string): string => text.replace(/^a member/, 'A member')

const ending = (reason: string): string => reason.trim().replace(/[.?!]?$/, (end) => end || '.')

export function breakGlassTerms({ 'break-glass': breakGlass }: Policy): Lines {
  if (breakGlass === undefined) return sentence('There is none: no emergency waives a rule.')
  const { responders, approvers, rules } = breakGlass
  return glossary([
    ['Who may ask', capital(`${anyOf(responders)}.`)],
    ['Who approves', capital(`${anyOf(approvers)}, other than the person who asks.`)],
    ['How long', `At most ${breakGlass['max-duration']} after the request.`],
    [
      'Afterwards',
      `Within ${breakGlass['reconcile-within']} of its use an independent human must confirm the result.`,
    ],
    ['What it may waive', rules ? `${listed(rules, 100)}.` : 'Every rule but these:'],
    ['What it never waives', `${listed([...neverWaived.keys()], 100)}.`],
  ])
}
