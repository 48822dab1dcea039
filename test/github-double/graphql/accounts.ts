// GraphQL: actors, the people behind git's names, organisations and teams.

import { accountId, nodeId } from '../git/node-id.ts'
import { stableId } from '../git/oid.ts'
import { read } from '../server/tokens.ts'
import { type Account, ghost, graphqlLogin, type Identity, restLogin } from '../world/accounts.ts'
import { WEB } from '../world/github.ts'
import { children, members } from '../world/teams.ts'
import { connection } from './execution/connection.ts'
import { guarded, type Viewer } from './viewer.ts'

export function account(viewer: Viewer, of: Account) {
  const login = graphqlLogin(of)
  return {
    __typename: of.type,
    id: accountId(of),
    databaseId: of.id,
    login,
    name: of.name,
    email: '',
    avatarUrl: `https://avatars.githubusercontent.com/u/${of.id}?v=4`,
    resourcePath: of.type === 'Bot' ? `/apps/${login}` : `/${login}`,
    url: of.type === 'Bot' ? `${WEB}/apps/${login}` : `${WEB}/${login}`,
    ...(of.type === 'Organization' ? organization(viewer) : {}),
  }
}

/** Null where an account is deleted or unknown. */
export function actor(viewer: Viewer, login: string | null) {
  const found = viewer.github.accounts.get(login)
  return found === null ? null : account(viewer, found)
}

/** Where GitHub promises an actor, a deleted account is its ghost. */
export const actorOrGhost = (viewer: Viewer, login: string) =>
  actor(viewer, login) ?? account(viewer, ghost)

/** In fields typed User a bot stands as one, by its REST login: only its id tells. */
function asUser(viewer: Viewer, of: Account | null) {
  if (of?.type === 'Bot') {
    return { ...account(viewer, of), __typename: 'User', login: restLogin(of) }
  }
  return of?.type === 'User' ? account(viewer, of) : null
}

export const user = (viewer: Viewer, login: string | null) =>
  asUser(viewer, viewer.github.accounts.get(login))

export const gitActor = (viewer: Viewer, { name, email }: Identity, date: string) => ({
  name,
  email,
  date,
  avatarUrl: 'https://avatars.githubusercontent.com/u/0?v=4',
  user: () => asUser(viewer, viewer.github.accounts.byEmail(email)),
})

function organization(viewer: Viewer) {
  const { teams } = viewer.github.world
  return {
    team: ({ slug }: { slug: string }) =>
      guarded(viewer, read('members'), () => team(viewer, slug)),
    teams: connection([...teams.keys()], (slug) =>
      guarded(viewer, read('members'), () => team(viewer, slug)),
    ),
  }
}

type Membership = { membership?: 'ALL' | 'IMMEDIATE' | 'CHILD_TEAM'; query?: string }

export function team(viewer: Viewer, slug: string): object | null {
  const { world, repository, accounts } = viewer.github
  const listed = world.teams.get(slug.toLowerCase())
  if (listed === undefined) return null
  const among = ({ membership = 'ALL', query }: Membership) => {
    const direct = listed.members
    const all = membership === 'IMMEDIATE' ? direct : members(world.teams, slug)
    return all.filter(
      (login) =>
        (membership !== 'CHILD_TEAM' || !direct.includes(login)) &&
        (query === undefined || login.includes(query)) &&
        accounts.get(login)?.type === 'User',
    )
  }
  return {
    __typename: 'Team',
    id: nodeId('Team', slug),
    databaseId: stableId(slug),
    slug,
    name: slug,
    combinedSlug: `${repository.owner}/${slug}`,
    description: null,
    privacy: 'VISIBLE',
    organization: () => actor(viewer, repository.owner),
    parentTeam: () => (listed.parent === undefined ? null : team(viewer, listed.parent)),
    childTeams: connection(children(world.teams, slug), (child) => team(viewer, child)),
    members: connection<string, Membership>(
      (args) => guarded(viewer, read('members'), () => among(args)),
      (login) => user(viewer, login),
      { edge: () => ({ role: 'MEMBER' }) },
    ),
    url: `${WEB}/orgs/${repository.owner}/teams/${slug}`,
  }
}

export function collaborators(viewer: Viewer) {
  const all = viewer.github.accounts
    .all()
    .filter(({ type, deleted, permission }) => type === 'User' && !deleted && permission !== 'none')
  type Filter = { login?: string; query?: string }
  return connection<Account, Filter>(
    ({ login, query }) =>
      all.filter(
        (one) =>
          (login === undefined || one.login === login) &&
          (query === undefined || one.login.includes(query)),
      ),
    (one) => account(viewer, one),
    { edge: ({ permission }) => ({ permission: permission.toUpperCase() }) },
  )
}
