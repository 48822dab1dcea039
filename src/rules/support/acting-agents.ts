// What is said where an agent deployed, merged or dismissed and nobody knows for whom: who it was, and what to do.

import {
  advised,
  proofOf,
  type Remedy,
  remedyFor,
  trustFor,
  type UnattributedAction,
} from '../../duties/roster.ts'
import { isWorkflowsToken } from '../../facts/facts.ts'
import type { DutyName } from '../../policy/catalogue.ts'

/** Null: no agent held the duty for somebody unknown. `instead`: what another person can do. `where` completes "merged the pull request...". */
export function unknownBehindAgents(
  actions: readonly UnattributedAction[],
  duty: DutyName,
  instead: Remedy,
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
  const trusted = acting.map(({ agent }) => agent.account).find((one) => !isWorkflowsToken(one))
  const trust = trustFor[duty]
  const orTrust = trusted && trust ? { orTrust: { agent: trusted.login, trust } } : {}
  const remedies = [...gaps.map(remedyFor), { ...instead, ...orTrust }]
  return {
    outcome: 'undetermined' as const,
    message: [...new Set([...sentences, ...reasons])].join(' '),
    ...advised(remedies),
    people: acting.map(({ agent }) => agent.account.login),
  }
}
