// What is said where an agent deployed, merged or dismissed and nobody knows for whom: who it was, and what to do.

import { proofOf, trustFor, type UnattributedAction } from '../../duties/roster.ts'
import { isWorkflowsToken } from '../../facts/facts.ts'
import type { DutyName } from '../../policy/catalogue.ts'

const advice: Readonly<Partial<Record<DutyName, string>>> = {
  deployer: 'Ask a non-contributor to start a new run, or to approve this deployment.',
  merger: 'Let a person merge such changes.',
  dismisser:
    'Open a new pull request; only the reviewer or a non-contributor may dismiss a review there.',
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
    const did = proofOf(alike.map(({ evidence }) => evidence)).join()
    return `It is unknown for whom ${agent.name} (${agent.agent?.what}) ${did}${where}.`
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

const vouching = ({ account }: Agent, duty: DutyName): string =>
  isWorkflowsToken(account)
    ? ''
    : `Or list \`sponsors\` or \`trusted: [${trustFor[duty]}]\` for it in the policy.`

type Agent = NonNullable<UnattributedAction['agent']>
