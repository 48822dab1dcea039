// Canonical JSON (RFC 8785) of a tree and of all that it holds, each made once: a digest is asked for of every level.
import canonicalize from 'canonicalize'

/** Undefined for what has no form in JSON. @throws for half a character, and for what is nested without end. */
export type Text = (value: unknown) => string | undefined

/** For plain data that does not change meanwhile. */
export function canonicalTexts(): Text {
  const made = new WeakMap<object, string>()
  function text(value: unknown): string | undefined {
    if (typeof value !== 'object' || value === null) return canonicalize(value)
    const whole = made.get(value) ?? (Array.isArray(value) ? listText(value) : treeText(value))
    made.set(value, whole)
    return whole
  }
  const listText = (list: readonly unknown[]): string =>
    `[${list.map((one) => text(one) ?? 'null').join(',')}]`
  const treeText = (tree: object): string => {
    // By UTF-16 code units, as RFC 8785 wants it.
    const entries = Object.entries(tree).sort(([one], [other]) => (one < other ? -1 : 1))
    const texts = entries.flatMap(([key, value]) => {
      const own = text(value)
      return own === undefined ? [] : [`${canonicalize(key)}:${own}`]
    })
    return `{${texts.join(',')}}`
  }
  return text
}
