// The logins of a proposed policy that GitHub does not know: a name that nobody has is a reviewer who can never be had.
import { type Directory, sameLogin } from '../../facts/facts.ts'
import { isPinned, nameOf, type Policy, type Problem, quote } from '../policy.ts'
import { locate } from '../reading.ts'
import { type NamedParty, partiesNamed } from './named.ts'

/** GitHub finds some agents by no login, and of a pinned account the id decides. */
const isToAsk = ({ kind, name, isAgent }: NamedParty): boolean =>
  kind === 'account' && !isAgent && !isPinned(name)

export const loginsToAsk = (policy: Policy): readonly string[] =>
  partiesNamed(policy)
    .filter(isToAsk)
    .map(({ name }) => name.toLowerCase())

/** Each at its place in the text, as a warning: who was asked about and is known, or could not be asked, is no problem. */
export function unknownLogins(
  policy: Policy,
  text: string,
  { accounts }: Pick<Directory, 'accounts'>,
): readonly Problem[] {
  const isUnknown = (login: string): boolean => {
    const key = sameLogin(login)
    const answer = Object.hasOwn(accounts, key) ? accounts[key] : undefined
    return answer?.known === true && answer.value === null
  }
  return partiesNamed(policy)
    .filter((one) => isToAsk(one) && isUnknown(one.name))
    .map(({ path, name }) => ({
      severity: 'warning',
      ...(locate(text, path) ?? { line: 1, column: 1 }),
      message: `${nameOf(path)} names ${quote(name)}, a login that GitHub does not know`,
    }))
}
