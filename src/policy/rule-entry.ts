// The entry of a rule in the policy: how firmly it stands, and which ones nobody can loosen.
import * as z from 'zod'
import { branches, environments, mapping, oneOf, patterns, twoOfDuties } from './values.ts'

const enforcement = oneOf(['enforce', 'warn', 'off']).default('enforce').meta({
  description: '`enforce` stops the change, `warn` only warns, `off` does not judge.',
})

type Enforcement = z.output<typeof enforcement>

/** Whoever names a rule wants it enforced, whatever holds where it is not named. */
export const rule = (description: string, unnamed: Enforcement = 'enforce') =>
  mapping({ enforcement }).default({ enforcement: unnamed }).meta({ description })

/** Where an entry holds: each part that is named must fit. */
const scope = {
  environments: environments.optional().meta({
    description:
      'Environments of the deployments that this entry holds for; elsewhere the default does. Without it, everywhere.',
  }),
  branches: branches.optional().meta({
    description: 'Base branches of the changes that this entry holds for. Without it, all.',
  }),
  paths: patterns.optional().meta({
    description:
      'This entry holds for changes that touch a file which these patterns take in; where it is the looser one, ' +
      'only for those that touch no other. Without it, all.',
  }),
}

const effect = oneOf(['prohibited', 'dual-approval', 'time-bound'])
  .default('prohibited')
  .meta({
    description:
      'What happens when one person holds both duties. `prohibited`: the rule is violated. ' +
      '`dual-approval`: allowed where two independent people approved the change. ' +
      '`time-bound`: allowed while an entry of `exceptions` or an active break-glass covers it.',
  })

/** Two duties that one person must not hold: as a rule, and limited where asked. */
export const conflict = (description: string, unnamed: Enforcement = 'enforce') =>
  mapping({ enforcement, effect, ...scope })
    .default({ enforcement: unnamed, effect: 'prohibited' })
    .meta({ description })

/** A conflict of the organization's own. */
export const ownConflict = mapping({
  duties: twoOfDuties.meta({ description: 'The two duties that one person must not hold.' }),
  enforcement,
  effect,
  ...scope,
}).meta({ description: 'A conflict of your own, by a name of your own.' })

const always = z
  .literal('enforce', 'guards the gate itself and can only be "enforce"')
  .default('enforce')
  .meta({ description: 'Can only be `enforce`: the rule guards the gate itself.' })

/** Could these be switched off, a change would first open the gate and then walk through. */
export const guard = (description: string) =>
  mapping({ enforcement: always })
    .default({ enforcement: 'enforce' })
    .meta({ description: `${description} Always enforced.` })
