// A request for a break-glass, and what is commented under one.
import type { Doers, Emergency } from '../../src/duties/remedies/remedy.ts'
import { askedAt } from '../github-double/world/asking.ts'
import { doersOf } from './people.ts'
import type { Going } from './source.ts'

/** False: there is nobody who can. */
export function inEmergency(going: Going, who: Doers, what: Emergency): boolean {
  const [by] = doersOf(going, who) ?? []
  if (by === undefined) return false
  switch (what.act) {
    case 'request':
      return requested(going, by, what)
    case 'approve':
      return commented(going, what.issue, by, `/approve ${what.commit}`)
    case 'reconcile':
      return commented(going, what.issue, by, `/reconcile approved ${what.commit}`)
    case 'close': {
      const issue = going.source.issues?.find(({ number }) => number === what.issue)
      if (issue === undefined) return false
      issue.state = 'closed'
      return going.later !== ''
    }
  }
}

/** As the form of this repository writes it, and approved as soon as it is asked for. */
function requested(
  going: Going,
  by: string,
  what: Emergency & { readonly act: 'request' },
): boolean {
  const { world, source } = going
  const { pull, environment, rules, approvers } = what
  const [approver] = doersOf(going, { ...approvers, but: [...approvers.but, by] }) ?? []
  if (approver === undefined) return false
  const number = 1 + Math.max(0, ...[...world.issues, ...world.pulls].map((one) => one.number))
  const fields = {
    'Pull request or commit': what.commit ?? `#${pull}`,
    Environment: environment ?? 'none',
    'Rules to waive': rules.join('\n'),
    Duration: '1h',
    Reason: 'It cannot wait.',
    Ticket: '_No response_',
  }
  const body = Object.entries(fields)
    .map(([heading, text]) => `### ${heading}\n\n${text}`)
    .join('\n\n')
  const issue = { number, by, at: going.later, title: 'Emergency', body, labels: ['break-glass'] }
  source.issues = [...(source.issues ?? []), issue]
  const head = world.pulls.find((one) => one.number === pull)?.head_commit
  const approved = what.commit ?? (environment === null ? head : askedAt(world).sha)
  return commented(going, number, approver, `/approve ${approved}`)
}

function commented(going: Going, number: number, by: string, body: string): boolean {
  const issue = going.source.issues?.find((one) => one.number === number)
  if (issue === undefined) return false
  issue.comments = [...(issue.comments ?? []), { by, at: going.later, body }]
  return true
}
