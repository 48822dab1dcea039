// The values and the rule entries that a policy is made of. Each says what it must be, as the end of "approvals.required ...".
import * as z from 'zod'
import { duties, type Row } from './catalogue.ts'
import { patternFlaw, takesSomethingIn } from './paths/pattern-flaws.ts'
import { choice, quote } from './problem.ts'

/** Unknown keys are errors everywhere: a key that is silently skipped is believed to hold. */
export const mapping = <S extends z.ZodRawShape>(shape: S, demand = 'must be a mapping') =>
  z.strictObject(shape, demand)

export const listOf = <I extends z.ZodType>(item: I, demand: string, least = 1) =>
  z.array(item, demand).min(least, demand)

/** A list of entries that may be left out. */
export const entries = <I extends z.ZodType>(item: I, what: string) =>
  z.array(item, `must be a list of ${what}`).default([])

export const flag = z.boolean('must be true or false')

export const oneOf = <const V extends readonly string[]>(values: V) =>
  z.enum(values, `must be ${choice(values)}`)

const trusts = ['work', 'deploy', 'merge', 'dismiss'] as const

const someTrust = `must be true, false or a list of ${choice(trusts)}`

export const trust = z.union([z.boolean(), listOf(oneOf(trusts), someTrust)], someTrust)

export const matching = (form: RegExp, demand: string) => z.string(demand).regex(form, demand)

const fewApprovals = 'must be a whole number from 1 to 10'

export const approvalCount = z.int(fewApprovals).min(1, fewApprovals).max(10, fewApprovals)

const someApprovals = 'must be a whole number from 0 to 10'

/** Of an entry with limits, which may ask for none. */
export const anyApprovalCount = z.int(someApprovals).min(0, someApprovals).max(10, someApprovals)

const anyLimit = 'must be a whole number from 1 to 1000000'

export const limit = z.int(anyLimit).min(1, anyLimit).max(1_000_000, anyLimit)

export const entryName = matching(
  /^\S.{0,99}$/,
  'must be a name in one line of at most 100 characters',
)

export const login = matching(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?(?:#[1-9][0-9]{0,14})?$/,
  'must be a login without "@", such as "octocat" or "octocat#583231"',
)

const team = matching(/^[^\s@/:,]{1,255}$/, 'must be the slug of a team, such as "platform"')

/** A name and never a pattern, which could protect unexpected branches, or none. */
const branch = matching(
  /^(?!\/|refs\/)(?!.*\.\.)[^\s~^:?*[\\]{1,255}$/,
  'must be the name of one branch, such as "main"',
)

export const branches = listOf(branch, 'must be a list of one or more branches')

/** `*` stands for any part of a name without a slash, `**` between slashes for any part. */
export const branchPatterns = listOf(
  matching(
    /^(?!\/|refs\/)(?!.*\.\.)(?!.*(?:[^/]\*\*|\*\*[^/]))[^\s~^:?[\\]{1,255}$/,
    'must be a branch or a pattern of branches, such as "release/*" or "release/**"',
  ),
  'must be a list of one or more branches',
)

const workflowFile = 'must be a list of one or more paths such as ".github/workflows/deploy.yml"'

export const workflows = listOf(
  matching(/^\.github\/workflows\/[^/\s]{1,200}\.ya?ml$/, workflowFile),
  workflowFile,
)

/** GitHub matches names of environments without case. */
export const environments = listOf(entryName, 'must be a list of one or more environments')

/** As GitHub shows it: an app's slug, such as "github-actions". */
export const app = matching(
  /^[a-z0-9][a-z0-9-]{0,99}$/,
  'must be the slug of an app, such as "github-actions"',
)

/** Those who hold a right: members of teams, people by their logins, or both. */
export const parties = mapping(
  {
    teams: listOf(team, 'must be a list of one or more slugs of teams').optional().meta({
      description: 'Slugs of teams of the organization. Members of their child teams count.',
    }),
    users: listOf(login, 'must be a list of one or more logins').optional().meta({
      description: 'Logins of people.',
    }),
  },
  'must be a mapping of teams, users or both',
)
  .refine(({ teams, users }) => teams || users, 'must name at least one team or user')
  .meta({ minProperties: 1 })

/** A whole number of minutes, hours or days. */
export const duration = matching(
  /^[1-9][0-9]{0,3}[mhd]$/,
  'must be a number of minutes, hours or days, such as "90m", "4h" or "3d"',
)

const dateForm = /^\d{4}-\d{2}-\d{2}$/

/** A day, in UTC, that the calendar has. */
export const date = matching(dateForm, 'must be a date, such as "2026-12-31"').refine(
  (day) => !dateForm.test(day) || isOnCalendar(day),
  { error: ({ input }) => `must be a day that the calendar has, not ${quote(String(input))}` },
)

function isOnCalendar(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number)
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return Number(day) >= 1 && Number(day) <= (lengths[Number(month) - 1] ?? 0)
}

export const reason = matching(/^(?=.*\S)[^\0]{1,500}$/s, 'must say why, in at most 500 characters')

const twoDuties = 'must be a list of two different duties'

const twoOfDuties = listOf(oneOf(duties), twoDuties, 2)
  .max(2, twoDuties)
  .refine(([one, other, ...more]) => one !== other || one === undefined || more.length > 0, {
    error: ({ input }) => `${twoDuties}, not ${quote(String((input as unknown[])[0]))} twice`,
  })
  .meta({ uniqueItems: true })

/** The form of the name of a conflict of the organization's own. */
export const conflictName = /^(?=.{1,60}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

const aHundredPatterns = 'must be a list of 1 to 100 path patterns'

const pattern = z
  .string('must be a path pattern, such as "src/**"')
  .superRefine((text, context) => {
    const flaw = patternFlaw(text)
    if (flaw) context.addIssue({ code: 'custom', message: flaw })
  })

export const patterns = listOf(pattern, aHundredPatterns)
  .max(100, aHundredPatterns)
  .refine(
    takesSomethingIn,
    'must hold a pattern without "!", since "!" only takes out what another takes in',
  )

const enforcement = oneOf(['enforce', 'warn', 'off']).default('enforce').meta({
  description: '`enforce` stops the change, `warn` only warns, `off` does not judge.',
})

const always = z
  .literal('enforce', 'guards the gate itself and can only be "enforce"')
  .default('enforce')
  .meta({ description: 'Can only be `enforce`: the rule guards the gate itself.' })

type Enforcement = z.output<typeof enforcement>

/** What holds of a rule that is not named. */
type Unnamed = Row['enforcement']

/** If a guard could be switched off, a first change could open the gate for a second one. */
const choices = (unnamed: Unnamed): z.ZodType<Enforcement> =>
  unnamed === 'always' ? always : enforcement

const standing = (unnamed: Unnamed): Enforcement => (unnamed === 'always' ? 'enforce' : unnamed)

/** A rule that is named is enforced unless the entry says otherwise. */
export const rule = (description: string, unnamed: Unnamed) =>
  mapping({ enforcement: choices(unnamed) })
    .default({ enforcement: standing(unnamed) })
    .meta({ description })

/** Where an entry holds: every limit that is named must fit. */
const scope = {
  environments: environments.optional().meta({
    description:
      'Environments of the deployments that this entry holds for; elsewhere the default does. Without it, everywhere.',
  }),
  branches: branches.optional().meta({
    description: 'Base branches of the changes that this entry holds for. Without it, all.',
  }),
  paths: patterns.optional().meta({
    description:
      'This entry holds for changes that touch a file which these patterns take in. Where it is the looser one, they must ' +
      'take in every file, as in `exceptions[].paths`. Without it, all.',
  }),
}

const effect = oneOf(['prohibited', 'dual-approval', 'time-bound'])
  .default('prohibited')
  .meta({
    description:
      'What happens when one person holds both duties. `prohibited`: the rule is violated. ' +
      '`dual-approval`: allowed where two independent people approved the change. ' +
      '`time-bound`: allowed while an entry of `exceptions` or an active break-glass covers it.',
  })

/** Two duties that one person must not hold: like a rule, with an effect and limits. */
export const conflict = (description: string, unnamed: Unnamed) =>
  mapping({ enforcement: choices(unnamed), effect, ...scope })
    .default({ enforcement: standing(unnamed), effect: 'prohibited' })
    .meta({ description })

/** A conflict of the organization's own. */
export const ownConflict = mapping({
  duties: twoOfDuties.meta({ description: 'The two duties that one person must not hold.' }),
  enforcement,
  effect,
  ...scope,
}).meta({ description: 'A conflict of your own, by a name of your own.' })

export type ConflictEntry = z.output<ReturnType<typeof conflict>>
export type OwnConflictEntry = z.output<typeof ownConflict>
