// Values that people type, as inputs or on the command line: checked, or refused with what they should be.
import { InputError } from '../errors.ts'
import { type Repository, repositoryNamed } from '../github/api/client.ts'
import { defaultPolicyPath } from '../policy/in-force.ts'

export { defaultPolicyPath }

export type Environment = Readonly<Record<string, string | undefined>>

const oidForm = /^[0-9a-f]{40}$/

export function tokenFrom(token: string, where: string): string {
  if (token !== '') return token
  throw new InputError('There is no token to ask GitHub with.', {
    remedy: `Give ${where} a token that may read the repository.`,
  })
}

export function repositoryFrom(text: string, where: string): Repository {
  const repository = repositoryNamed(text)
  if (repository !== null) return repository
  throw new InputError(`${where} is "${text}", which is no owner/name.`, {
    remedy: 'Name the repository as owner/name.',
  })
}

export function numberFrom(text: string, where: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new InputError(`${where} is "${text}", which is no number of anything on GitHub.`, {
    remedy: 'Give the number alone, such as 7.',
  })
}

export function policyPathFrom(path: string): string {
  if (!/^\/|\\|(^|\/)\.{0,2}(\/|$)/.test(path)) return path
  throw new InputError(`The policy path "${path}" is no path inside the repository.`, {
    remedy: `Write it from the repository's root without "./", such as ${defaultPolicyPath}.`,
  })
}

/** A full commit id, because a shorter one could later mean another commit. */
export function oidFrom(text: string, where: string): string {
  if (oidForm.test(text)) return text
  throw new InputError(`${where} is "${text}", which is no full commit id.`, {
    remedy: 'Give all 40 hexadecimal digits.',
  })
}

export function environmentFrom(name: string, where: string): string {
  if (name !== '') return name
  throw new InputError(`The deployment gate needs ${where}.`, {
    remedy: 'Name the environment that is deployed to, such as production.',
  })
}
