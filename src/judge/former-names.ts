// A renamed file without its former name hides what was moved away: its change's files are unknown, never fewer.
import { type Change, type Fact, unknown } from '../facts/facts.ts'

/** Of each change, and of its parts. */
export const withFormerNames = (changes: Fact<readonly Change[]>): Fact<readonly Change[]> =>
  changes.known ? { ...changes, value: changes.value.map(ofOne) } : changes

function ofOne(change: Change): Change {
  const files = namedWhole(change.files)
  const parts = partsOf(change)
  return files === change.files && parts === change.parts ? change : { ...change, files, parts }
}

function partsOf({ parts }: Change): Change['parts'] {
  if (!parts.known || parts.value.length === 0) return parts
  return { ...parts, value: parts.value.map((part) => ({ ...part, change: ofOne(part.change) })) }
}

/** Who moves a protected file away must not get past its owners by the new name alone. */
function namedWhole(files: Change['files']): Change['files'] {
  const nameless = files.known
    ? files.value.find(({ status, previous }) => status === 'renamed' && previous === null)
    : undefined
  return nameless === undefined
    ? files
    : unknown(`GitHub does not say what ${nameless.path} was called before`, files.source)
}
