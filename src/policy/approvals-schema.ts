// What a policy asks of approvals: one demand for every change or a list with limits; and protected paths, with their owners.
import * as z from 'zod'
import {
  anyApprovalCount,
  approvalCount,
  branchPatterns,
  entryName,
  flag,
  limit,
  listOf,
  mapping,
  oneOf,
  parties,
  patterns,
} from './values.ts'

const freshness = oneOf(['head', 'change'])
  .default('head')
  .meta({
    description:
      'Which approvals are fresh. `head`: only those of the latest commit. `change`: an earlier one too, ' +
      'where everything since is provably the same change, as after a clean rebase or Update branch.',
  })

const ordinaryApprovals = mapping(
  {
    required: approvalCount.default(1).meta({
      description: 'How many independent approvals a change needs, from 1 to 10.',
    }),
    freshness,
  },
  'must be a mapping or a list of demands',
)

const approvalEntry = mapping({
  required: anyApprovalCount.default(1).meta({
    description:
      'How many independent approvals it asks for, from 0 to 10; 0 only with `paths` or `by`.',
  }),
  freshness,
  branches: branchPatterns.optional().meta({
    description:
      'Base branches of the changes that it holds for, with `*` and `**`. Without it, all.',
  }),
  paths: patterns.optional().meta({
    description:
      'It holds for changes that touch a file which these patterns take in. It may ask for less, in place of the entries without limits, where they take in every file: under both its names, case included, none that a pattern with `!` names, none below a directory but by a pattern that ends in `/` or `/**`, and no symlink or submodule.',
  }),
  'lines-over': limit.optional().meta({
    description:
      'It holds for changes of more lines, added and deleted. Binary files leave that open.',
  }),
  'files-over': limit.optional().meta({ description: 'It holds for changes of more files.' }),
  by: oneOf(['agents']).optional().meta({
    description:
      '`agents`: it holds for changes that agents alone opened, wrote and pushed. It may ask for less where the policy trusts all of them with their work.',
  }),
}).refine(
  ({ required, paths, by }) => required > 0 || paths !== undefined || by !== undefined,
  'must ask for at least 1 approval unless it has "paths" or "by"',
)

export const approvals = z.union([
  ordinaryApprovals,
  listOf(approvalEntry, 'must be a list of one or more demands'),
])

export type Approvals = z.output<typeof approvals>

const codeowners = z.literal('codeowners', 'must be "codeowners" or a mapping of teams and users')

export const protectedPath = mapping({
  name: entryName.meta({ description: 'What messages call these paths. Each name stands once.' }),
  paths: patterns.meta({
    description:
      'Path patterns as in `.gitignore`, matched without regard to case, against the old and the ' +
      'new name of a file. `!` takes out again what an earlier pattern took in.',
  }),
  approvals: approvalCount.default(1).meta({
    description: 'How many of the people named in `from` must approve, from 1 to 10.',
  }),
  from: z.union([codeowners, parties]).meta({
    description:
      'Whose approval is asked for: `teams`, `users` or both; or `codeowners`, for the owners of each of these files ' +
      'by the CODEOWNERS of the base branch. A file without an owner asks for nobody.',
  }),
  separate: flag.default(true).meta({
    description:
      'Whether an approval that counts here counts for no other separate demand, the ordinary one included.',
  }),
})

type From = z.output<typeof protectedPath>['from']

/** The people whom an entry names itself; nobody, where it leaves that to CODEOWNERS. */
export const namedIn = ({ from }: { readonly from: From }): Partial<z.output<typeof parties>> =>
  from === 'codeowners' ? {} : from
