// The entry of a rule in the policy: how firmly it stands, and which ones nobody can loosen.
import * as z from 'zod'
import { environments, mapping, oneOf } from './values.ts'

const enforcement = oneOf(['enforce', 'warn', 'off']).default('enforce').meta({
  description: '`enforce` stops the change, `warn` only warns, `off` does not judge.',
})

type Enforcement = z.output<typeof enforcement>

/** Whoever names a rule wants it enforced, whatever holds where it is not named. */
export const rule = (description: string, unnamed: Enforcement = 'enforce') =>
  mapping({ enforcement }).default({ enforcement: unnamed }).meta({ description })

const limited = environments.optional().meta({
  description: 'Where this entry holds; elsewhere the default does. Without it, everywhere.',
})

/** Two duties that one person must not hold: as a rule, and limited to environments where asked. */
export const conflict = (description: string, unnamed: Enforcement = 'enforce') =>
  mapping({ enforcement, environments: limited })
    .default({ enforcement: unnamed })
    .meta({ description })

const always = z
  .literal('enforce', 'guards the gate itself and can only be "enforce"')
  .default('enforce')
  .meta({ description: 'Can only be `enforce`: the rule guards the gate itself.' })

/** Could these be switched off, a change would first open the gate and then walk through. */
export const guard = (description: string) =>
  mapping({ enforcement: always })
    .default({ enforcement: 'enforce' })
    .meta({ description: `${description} Always enforced.` })
