// A world that passes, to be spoilt in one place at a time.
import { parse, stringify } from 'yaml'
import { loadWorld, type World } from '../github-double/world/world.ts'

const clean = `
about: Ada opens a change, Bob approves its head.
repository: acme/shop
accounts: {ada: {id: 101}, bob: {id: 102}, cleo: {id: 103}}
commits:
  base: {author: ada, at: 2026-03-01T09:00:00Z, files: {src/pay.ts: v1}}
  c1: {parents: [base], author: ada, at: 2026-03-01T10:00:00Z, files: {src/pay.ts: v2}}
branches: {main: base, feature: c1}
pulls:
  - number: 7
    author: ada
    at: 2026-03-01T10:05:00Z
    base: main
    head: feature
    reviews: [{by: bob, state: APPROVED, commit: c1, at: 2026-03-01T11:00:00Z}]
pushes: [{ref: feature, by: ada, at: 2026-03-01T10:00:00Z, before: null, after: c1, type: branch_creation}]
event: {name: pull_request, action: synchronize, pull: 7}
expect: {verdict: pass}
`

/** A world as YAML has it, before it is checked. */
export type Draft = ReturnType<typeof parse>

/** The clean world, after \`spoil\` has changed its draft. */
export function cleanWorld(spoil: (draft: Draft) => void = () => {}): World {
  const draft = parse(clean)
  spoil(draft)
  return loadWorld(stringify(draft))
}

/** The clean world with a policy on its base. */
export const worldWithPolicy = (policy: unknown, spoil: (draft: Draft) => void = () => {}): World =>
  cleanWorld((draft) => {
    draft.commits.base.files['.github/separation-of-duties.yml'] = policy
    spoil(draft)
  })
