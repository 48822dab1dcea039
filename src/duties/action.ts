// One thing that one account did, and the gathering of such things into a roster: one person, one holding of a duty.
import type { Actor } from '../facts/actor.ts'
import type { Evidence } from './evidence.ts'
import type { Identify } from './people.ts'
import type { Duty, Holding, Roster, UnattributedAction } from './roster.ts'

/** One deed of one account; null: of nobody that GitHub knows. */
export interface Action {
  readonly duty: Duty
  readonly by: Actor | null
  readonly evidence: Evidence
}

export function gather(actions: readonly Action[], identify: Identify): Omit<Roster, 'unpushed'> {
  const held = new Map<string, { holding: Holding; evidence: Evidence[] }>()
  const unattributed: UnattributedAction[] = []
  for (const { duty, by, evidence } of actions) {
    if (by === null) {
      unattributed.push({ duty, evidence })
      continue
    }
    const person = identify(by)
    const key = `${duty} ${person.key}`
    const known = held.get(key)
    if (known === undefined) {
      const facts = [evidence]
      held.set(key, { holding: { duty, person, evidence: facts }, evidence: facts })
    } else if (!known.evidence.some((one) => isSame(one, evidence))) known.evidence.push(evidence)
  }
  return { holdings: [...held.values()].map(({ holding }) => holding), unattributed }
}

/** The timeline and the activity tell of the same force-push. */
const isSame = (a: Evidence, b: Evidence): boolean => a.deed === b.deed && a.commit === b.commit
