// The conflicts of a policy, each as a sentence that somebody could sign.
import { type Conflict, conflictsOf } from '../../policy/conflicts.ts'
import { defaultPolicy, type Policy } from '../../policy/schema.ts'
import { either, prohibition } from '../duty-phrases.ts'
import { type Lines, sentence } from '../formats/page.ts'

type Entry = Conflict['entry']

const firmness = { enforce: 'enforced', warn: 'only warns', off: 'off' } as const

const unless: Readonly<Record<Entry['effect'], string>> = {
  prohibited: '',
  'dual-approval': ' unless two independent people approved the change',
  'time-bound': ' except while an unexpired exception or an active break-glass covers it',
}

/** "prohibited, enforced". */
const standing = ({ effect, enforcement }: Entry): string => `${effect}, ${firmness[enforcement]}`

/** One sentence: who may not do what, where, and what lifts it. */
export function conflictSentence({ duties, entry }: Conflict): string {
  const { environments, branches, paths, effect, enforcement } = entry
  const places = [
    ...(branches ? [`goes into ${either(branches)}`] : []),
    ...(paths ? [`touches ${either(paths)}`] : []),
  ]
  const where = places.length > 0 ? ` where it ${places.join(' and ')}` : ''
  const told = `${prohibition(duties, environments)}${where}${unless[effect]}`
  if (enforcement === 'off')
    return `Switched off: ${told.slice(0, 1).toLowerCase()}${told.slice(1)}.`
  return enforcement === 'warn' ? `${told} (only warns).` : `${told}.`
}

/** Beyond its limits a built-in conflict stands as if it were not named; null: it has no limits. */
export function elsewhere({ name, isBuiltIn, entry }: Conflict): string | null {
  const { environments, branches, paths } = entry
  if (!environments && !branches && !paths) return null
  if (!isBuiltIn) return 'Elsewhere it binds nobody.'
  const unnamed = conflictsOf(defaultPolicy).find((one) => one.name === name)?.entry
  const stands = unnamed === undefined || unnamed.enforcement === 'off' ? 'off' : standing(unnamed)
  return `Elsewhere: ${stands}.`
}

export function conflictLines(policy: Policy): Lines {
  const conflicts = conflictsOf(policy)
  const isPartial = conflicts.some(({ entry }) => entry.branches ?? entry.paths)
  return [
    ...conflicts.flatMap((conflict) => [
      `${conflict.name}: ${standing(conflict.entry)}`,
      ...sentence([conflictSentence(conflict), elsewhere(conflict) ?? []].flat().join(' ')),
    ]),
    ...(isPartial ? ['', ...sentence(partly, 0)] : []),
  ]
}

const partly =
  'What lies only partly within the limits of an entry is judged by the stricter of what holds within them and elsewhere.'
