// REST: environments and who must release them.

import { nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import { type Environment, environments, findEnvironment, teamOf } from '../world/environments.ts'
import { fullName, WEB } from '../world/github.ts'
import { simpleUser, teamSummary } from './accounts.ts'
import { type Ask, found, ok, page, param, type Routes } from './answer.ts'
import { repoApi } from './commits.ts'

/** What stands for an environment where a run's approvals name it. */
export function environmentSummary(ask: Ask, name: string) {
  const url = `${repoApi(ask)}/environments/${encodeURIComponent(name)}`
  const created = ask.github.world.runs[0]?.attempts[0]?.at ?? ask.github.world.now
  return {
    id: stableId(`environment ${name}`),
    node_id: nodeId('Environment', name),
    name,
    url,
    html_url: `${WEB}/${fullName(ask.github.repository)}/deployments/activity_log?environment=${name}`,
    created_at: created,
    updated_at: created,
  }
}

export const reviewersOf = ({ github }: Ask, environment: string) =>
  (findEnvironment(github.world, environment)?.reviewers ?? []).map((reviewer) => {
    const team = teamOf(reviewer)
    return team === null
      ? { type: 'User', reviewer: simpleUser(github, reviewer) }
      : { type: 'Team', reviewer: teamSummary(github, team) }
  })

function environmentView(
  ask: Ask,
  { name, reviewers, prevent_self_review, branches }: Environment,
) {
  const rule = (type: string, more: object) => ({
    id: stableId(`${type} ${name}`),
    node_id: nodeId('Environment', `${type} ${name}`),
    type,
    ...more,
  })
  const required = { prevent_self_review, reviewers: reviewersOf(ask, name) }
  return {
    ...environmentSummary(ask, name),
    can_admins_bypass: true,
    protection_rules: [
      ...(reviewers.length > 0 ? [rule('required_reviewers', required)] : []),
      ...(branches.length > 0 ? [rule('branch_policy', {})] : []),
    ],
    deployment_branch_policy:
      branches.length > 0 ? { protected_branches: false, custom_branch_policies: true } : null,
  }
}

function branchPolicies(ask: Ask) {
  const { name, branches } = asked(ask)
  const view = (branch: string) => {
    const id = stableId(`policy ${name} ${branch}`)
    return { id, node_id: nodeId('Environment', `policy ${id}`), name: branch, type: 'branch' }
  }
  return page(ask, branches, view, (branch_policies) => ({
    total_count: branches.length,
    branch_policies,
  }))
}

const asked = (ask: Ask): Environment =>
  found(findEnvironment(ask.github.world, param(ask, 'environment_name')))

function list(ask: Ask) {
  const all = environments(ask.github.world)
  const wrap = (views: unknown[]) => ({ total_count: all.length, environments: views })
  return page(ask, all, (one) => environmentView(ask, one), wrap)
}

const need = read('actions')
const ENVIRONMENT = '/repos/{owner}/{repo}/environments/{environment_name}'

export const environmentRoutes: Routes = {
  'GET /repos/{owner}/{repo}/environments': [need, list],
  [`GET ${ENVIRONMENT}`]: [need, (ask) => ok(environmentView(ask, asked(ask)))],
  [`GET ${ENVIRONMENT}/deployment-branch-policies`]: [need, branchPolicies],
}
