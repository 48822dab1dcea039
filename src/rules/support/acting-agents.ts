// What is said where an agent deployed, merged or dismissed and nobody knows for whom: who it was, and what to do.

import { deedsOf, listed, trustFor, type UnattributedAction } from '../../duties/roster.ts'
import { isWorkflowsToken } from '../../facts/facts.ts'
import type { DutyName } from '../../policy/catalogue.ts'

const advice: Readonly<Partial<Record<DutyName, string>>> = {
  deployer:
    'Ask a non-contributor to start a new run, or to approve this deployment in its environment.',
  merger: 'Let a person merge such changes.',
  dismisser:
    'Open a new pull request; let the reviewer or a non-contributor lift objections there.',
}

/** Null: no agent held the duty for somebody unknown. `where` completes "merged the pull request...". */
export function unknownBehindAgents(
  actions: readonly UnattributedAction[],
  duty: DutyName,
  where = '',
) {
  const acting = [...Map.groupBy(actions, ({ agent }) => agent?.key).values()].flatMap((alike) => {
    const agent = alike[0]?.agent
    return agent === undefined ? [] : [{ agent, alike }]
  })
  if (acting.length === 0) return null
  const gaps = actions.flatMap((one) => one.gaps ?? [])
  const sentences = acting.map(({ agent, alike }) => {
    const deeds = deedsOf(alike.map(({ evidence }) => evidence)).map(({ text }) => text)
    return `It is unknown who is behind ${agent.name}, ${agent.agent?.what}, which ${listed(deeds)}${where}.`
  })
  const reasons = gaps.map(({ reason }) => `Who answers for it: ${reason}.`)
  const remedies = [
    ...gaps.map(({ remedy }) => remedy),
    ...[advice[duty] ?? []].flat(),
    ...acting.map(({ agent }) => vouching(agent, duty)),
  ]
  return {
    outcome: 'undetermined' as const,
    message: [...new Set([...sentences, ...reasons])].join(' '),
    remedy: [...new Set(remedies)].filter(Boolean).join(' '),
    people: acting.map(({ agent }) => agent.account.login),
  }
}

const vouching = ({ account, name }: Agent, duty: DutyName): string =>
  isWorkflowsToken(account)
    ? ''
    : `Or list \`sponsors\` or \`trusted: [${trustFor[duty]}]\` for ${name} in the policy.`

type Agent = NonNullable<UnattributedAction['agent']>
