// REST: users, teams, members and what an account may do in the repository.

import { accountId, nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import { type Account, canPush, ghost, isAtLeast, restLogin } from '../world/accounts.ts'
import { fullName, type GitHub, type Repository, WEB } from '../world/github.ts'
import { isMember, members } from '../world/teams.ts'
import { type Ask, found, HttpError, notFound, ok, page, param, type Routes } from './answer.ts'

/** What GitHub calls a simple user; null where the account is unknown or deleted. */
export function simpleUser(github: GitHub, who: Account | string | null) {
  const account = typeof who === 'object' ? who : github.accounts.get(who)
  if (account === null) return null
  const login = restLogin(account)
  const url = `${github.api}/users/${encodeURIComponent(login)}`
  const page = account.type === 'Bot' ? `apps/${account.login}` : login
  return {
    login,
    id: account.id,
    node_id: accountId(account),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${WEB}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** Where GitHub promises somebody, a deleted account is its ghost, a User like any other. */
export const userOrGhost = (github: GitHub, login: string) =>
  simpleUser(github, login) ?? simpleUser(github, ghost)

export function simpleRepository(github: GitHub, repository: Repository) {
  const name = fullName(repository)
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: name,
    private: repository.isPrivate,
    owner: simpleUser(github, repository.owner),
    html_url: `${WEB}/${name}`,
    description: null,
    fork: repository.isFork,
    url: `${github.api}/repos/${name}`,
    statuses_url: `${github.api}/repos/${name}/statuses/{sha}`,
    default_branch: github.world.default_branch,
    visibility: repository.isPrivate ? 'private' : 'public',
    archived: false,
    disabled: false,
  }
}

/** GitHub names a user by its REST login; an agent with a GraphQL login of its own it does not know. */
function user({ github }: Ask, login: string) {
  const account = github.accounts.find(login, restLogin)
  if (account === null || account.graphql_login !== undefined) throw notFound()
  return { ...simpleUser(github, account), name: account.name, email: null }
}

function permission(ask: Ask) {
  const login = param(ask, 'username')
  const account = ask.github.accounts.find(login, restLogin)
  if (account === null) throw new HttpError(404, `${login} is not a user`)
  const { permission } = account
  const role_name = permission === 'none' ? '' : permission
  const permissions = {
    admin: isAtLeast('admin', account),
    maintain: isAtLeast('maintain', account),
    push: canPush(account),
    triage: isAtLeast('triage', account),
    pull: isAtLeast('read', account),
  }
  const user = { ...simpleUser(ask.github, account), permissions, role_name }
  return ok({ permission: permission === 'triage' ? 'read' : permission, role_name, user })
}

function organization(ask: Ask): string {
  const { owner } = ask.github.repository
  const isOrganization = ask.github.accounts.get(owner)?.type === 'Organization'
  if (!isOrganization || param(ask, 'org').toLowerCase() !== owner.toLowerCase()) throw notFound()
  return owner
}

/** A team as it stands beside a reviewer; its parent too, one level up. */
export function teamSummary(github: GitHub, slug: string): object | null {
  const team = github.world.teams.get(slug)
  if (team === undefined) return null
  const { owner } = github.repository
  const url = `${github.api}/organizations/${github.accounts.get(owner)?.id}/team/${stableId(slug)}`
  return {
    id: stableId(slug),
    node_id: nodeId('Team', slug),
    url,
    html_url: `${WEB}/orgs/${owner}/teams/${slug}`,
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: team.parent === undefined ? null : teamSummary(github, team.parent),
  }
}

const slugOf = (ask: Ask): string => {
  organization(ask)
  const slug = param(ask, 'team_slug').toLowerCase()
  found(ask.github.world.teams.get(slug))
  return slug
}

function teamMembers(ask: Ask) {
  const there = members(ask.github.world.teams, slugOf(ask))
    .map((login) => ask.github.accounts.get(login))
    .filter((account) => account !== null)
  return page(ask, there, (account) => simpleUser(ask.github, account))
}

function membership(ask: Ask) {
  const account = found(ask.github.accounts.find(param(ask, 'username'), restLogin))
  const slug = slugOf(ask)
  if (!isMember(ask.github.world.teams, slug, account.login)) throw notFound()
  const url = `${ask.github.api}/orgs/${param(ask, 'org')}/teams/${slug}/memberships/${account.login}`
  return ok({ url, role: 'member', state: 'active' })
}

function organizationMembers(ask: Ask) {
  organization(ask)
  const { accounts, world } = ask.github
  const inTeam = new Set([...world.teams.values()].flatMap((team) => team.members))
  const isInside = ({ login, type, deleted, permission }: Account) =>
    type === 'User' && !deleted && (inTeam.has(login) || !['none', 'read'].includes(permission))
  return page(ask, accounts.all().filter(isInside), (account) => simpleUser(ask.github, account))
}

function organizationTeams(ask: Ask) {
  organization(ask)
  const slugs = [...ask.github.world.teams.keys()]
  return page(ask, slugs, (slug) => teamSummary(ask.github, slug))
}

function byId(ask: Ask) {
  const account = found(ask.github.accounts.byId(Number(param(ask, 'account_id'))))
  return ok({ ...simpleUser(ask.github, account), name: account.name, email: null })
}

export const accountRoutes: Routes = {
  'GET /users/{username}': [read('metadata'), (ask) => ok(user(ask, param(ask, 'username')))],
  'GET /user/{account_id}': [read('metadata'), byId],
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': [read('metadata'), permission],
  'GET /orgs/{org}/teams': [read('members'), organizationTeams],
  'GET /orgs/{org}/teams/{team_slug}': [
    read('members'),
    (ask) => ok(teamSummary(ask.github, slugOf(ask))),
  ],
  'GET /orgs/{org}/teams/{team_slug}/members': [read('members'), teamMembers],
  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}': [read('members'), membership],
  'GET /orgs/{org}/members': [read('members'), organizationMembers],
}
