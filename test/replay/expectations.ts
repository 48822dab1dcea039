// Compares what a world expects with what the gate answered.
import { askedAt } from '../github-double/world/asking.ts'
import type { World } from '../github-double/world/world.ts'

type Status = { commit: string; state: string }

export type Answered = {
  verdict: string | null
  findings: readonly { rule: string; outcome: string; message: string }[]
  /** The commit statuses that the gate wrote, in their order. */
  statuses: readonly Status[]
}

/** One sentence for each expectation that was not met. */
export function mismatches(expect: World['expect'], replay: Answered, world: World): string[] {
  if (expect === null) return []
  const verdicts = [expect.verdict].flat()
  const { verdict, findings } = replay
  const with_ = (outcome: string) =>
    new Set(findings.filter((f) => f.outcome === outcome).map((f) => f.rule))
  const [violated, undetermined] = [with_('violated'), with_('undetermined')]
  const messages = findings.map(({ message }) => message).join('\n')
  const words = expect.mentions.map((word) => world.labels.get(word)?.slice(0, 7) ?? word)
  return [
    ...(verdicts.includes(verdict ?? '')
      ? []
      : [`verdict: expected ${verdicts.join(' or ')}, got ${verdict}`]),
    ...expect.violated
      .filter((rule) => !violated.has(rule))
      .map((rule) => `${rule}: expected violated`),
    ...expect.undetermined
      .filter((rule) => !undetermined.has(rule))
      .map((rule) => `${rule}: expected undetermined`),
    ...expect.never
      .filter((rule) => violated.has(rule) || undetermined.has(rule))
      .map((rule) => `${rule}: expected neither violated nor undetermined`),
    ...words
      .filter((word) => !messages.includes(word))
      .map((word) => `no finding mentions ${word}`),
    ...statusMismatch([expect.status ?? []].flat(), replay.statuses, askedAt(world).head),
  ]
}

/** The last that the gate left on the head that was tested; what stood there before is not its work. */
function statusMismatch(wanted: readonly string[], left: readonly Status[], head: string) {
  const last = left.findLast(({ commit }) => commit === head)?.state ?? 'none'
  if (wanted.length === 0 || wanted.includes(last)) return []
  return [`status: expected ${wanted.join(' or ')}, got ${last}`]
}
