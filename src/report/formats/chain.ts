// The duties as a picture, in the order in which a change travels: who contributed, approved, merged and deploys.
import {
  type AssignedChange,
  contributing,
  type Duty,
  type Holding,
  listed,
} from '../../duties/roster.ts'
import { sameLogin } from '../../facts/facts.ts'
import { conflictsOf } from '../../policy/conflicts.ts'
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

/** What a step's people did: two of them that the policy keeps apart, in one person's hands, are red. */
type Deed = Pick<Holding, 'duty' | 'person'>
type Policy = Parameters<typeof conflictsOf>[0]

/** A step that somebody took. */
export interface Step {
  readonly title: string
  /** Whose deeds conflict. */
  readonly red: readonly string[]
  readonly others: readonly string[]
}

/** Those that somebody took, in their order. */
export function stepsTaken(
  deeds: readonly Deed[],
  findings: readonly Parameters<typeof isBlocking>[0][],
  policy: Policy | null,
): readonly Step[] {
  const clashes = policy === null ? [] : clashesIn(findings, policy)
  const isRed = ({ duty, person }: Deed): boolean =>
    clashes.some(
      ({ duties, people }) =>
        duties.includes(duty) && people.includes(sameLogin(person.account.login)),
    )
  return steps.flatMap(({ title, duties }) => {
    const held = deeds.filter(({ duty }) => duties.includes(duty))
    if (held.length === 0) return []
    const red = namesOf(held.filter(isRed))
    return [{ title, red, others: namesOf(held).filter((name) => !red.includes(name)) }]
  })
}

/** Who approved in vain approved all the same. */
export const deedsIn = ({
  roster,
  approvals,
}: Pick<AssignedChange, 'roster' | 'approvals'>): readonly Deed[] => [
  ...roster.holdings,
  ...approvals.setAside.flatMap(({ person }) =>
    person === null ? [] : [{ duty: 'approver' as const, person }],
  ),
]

/** A Mermaid diagram in Markdown. Null: one step or none is known. */
export function chain(...known: Parameters<typeof stepsTaken>): string | null {
  const taken = stepsTaken(...known)
  if (taken.length < 2) return null
  const nodes = taken.map((step, at) => `s${at}["${labelOf(step)}"]`)
  const red = taken.flatMap((step, at) => (step.red.length > 0 ? [`s${at}`] : []))
  const marked = red.length < 2 ? [] : [`class ${red.join()} conflict`, style]
  return ['```mermaid', 'flowchart LR', nodes.join(' --> '), ...marked, '```'].join('\n')
}

/** Nobody is named in red for what another did. */
function labelOf({ title, red, others }: Step): string {
  const [first, second] = red.length > 0 ? [red, others] : [others, []]
  const beside = second.length === 0 ? '' : `<br>(with ${mermaid(listed(second))})`
  return `${mermaid(listed(first))}<br>${title}${beside}`
}

const namesOf = (deeds: readonly Deed[]): readonly string[] => [
  ...new Set(deeds.map(({ person }) => person.name)),
]

/** Only a conflict names people for holding two duties: the count of approvals names those who did well. */
const clashesIn = (findings: readonly Parameters<typeof isBlocking>[0][], policy: Policy) =>
  conflictsOf(policy).flatMap(({ name, duties }) =>
    findings
      .filter((one) => one.rule === name && isBlocking(one) && one.outcome === 'violated')
      .map(({ people }) => ({
        duties: duties.flatMap((duty) => (duty === 'contributor' ? contributing : [duty])),
        people: people.map(sameLogin),
      })),
  )

/** Readable in light and in dark. */
const style = 'classDef conflict fill:#cf222e,stroke:#82071e,color:#ffffff'
