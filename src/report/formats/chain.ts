// The duties as a picture, in the order in which a change travels: who contributed, approved, merged and deploys.
import { type Duty, type Holding, listed } from '../../duties/roster.ts'
import { sameLogin } from '../../facts/facts.ts'
import { isBlocking } from '../ranking.ts'
import { mermaid } from './escape.ts'

/** The steps of the way. What else people did, the table of duties says. */
const steps: readonly { readonly title: string; readonly duties: readonly Duty[] }[] = [
  { title: 'contributed', duties: ['author', 'committer', 'pusher', 'sponsor'] },
  { title: 'approved', duties: ['approver'] },
  { title: 'merged', duties: ['merger'] },
  { title: 'approved the deployment', duties: ['deployment-approver'] },
  { title: 'deploys', duties: ['deployer'] },
]

/** A Mermaid diagram in Markdown; the steps of people whom a conflict names are red. Null: one step or none is known. */
export function chain(
  deeds: readonly Pick<Holding, 'duty' | 'person'>[],
  findings: readonly Parameters<typeof isBlocking>[0][],
): string | null {
  const conflicts = findings.filter((one) => isBlocking(one) && one.outcome === 'violated')
  const accused = new Set(conflicts.flatMap(({ people }) => people.map(sameLogin)))
  const isAccused = ({ person }: Pick<Holding, 'person'>) =>
    accused.has(sameLogin(person.account.login))
  const taken = steps.flatMap(({ title, duties }) => {
    const held = deeds.filter(({ duty }) => duties.includes(duty))
    const ofAccused = held.filter(isAccused)
    const names = [...new Set([...ofAccused, ...held].map(({ person }) => person.name))]
    return names.length === 0 ? [] : [{ title, names, isRed: ofAccused.length > 0 }]
  })
  if (taken.length < 2) return null
  const nodes = taken.map(
    ({ title, names }, at) => `s${at}["${mermaid(listed(names))}<br>${title}"]`,
  )
  const red = taken.flatMap(({ isRed }, at) => (isRed ? [`s${at}`] : []))
  const marked = red.length < 2 ? [] : [`class ${red.join()} conflict`, style]
  return ['```mermaid', 'flowchart LR', nodes.join(' --> '), ...marked, '```'].join('\n')
}

/** Readable in light and in dark. */
const style = 'classDef conflict fill:#cf222e,stroke:#82071e,color:#ffffff'
