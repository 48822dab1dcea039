// What GitHub said, with its source; or that it is unknown, with the reason. There is no third state.
import * as z from 'zod'

/** Something GitHub answered. `source` names the endpoint or the GraphQL field. */
export interface Known<T> {
  readonly known: true
  readonly value: T
  readonly source: string
}

/** Something that could not be had, or not whole. */
export interface Unknown {
  readonly known: false
  /** A clause for a person, without a full stop. */
  readonly reason: string
  readonly source: string
  /** What to do, one sentence. */
  readonly remedy: string
}

/** Absence is never an empty list: an empty list is a known fact. */
export type Fact<T> = Known<T> | Unknown

export const known = <T>(value: T, source: string): Known<T> => ({ known: true, value, source })

export const unknown = (
  reason: string,
  source: string,
  remedy = 'Run the gate again.',
): Unknown => ({ known: false, reason, source, remedy })

/** The value of a fact, or what to go on with while it is unknown; somebody must report that. */
export const valueOr = <T>(fact: Fact<T>, otherwise: T): T => (fact.known ? fact.value : otherwise)

/** The closed form of a fact: what a record holds beside it is no fact. */
export const factOf = <T>(value: z.ZodType<T>): z.ZodType<Fact<T>> =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, source: text }),
    z.strictObject({ known: z.literal(false), reason: text, source: text, remedy: text }),
  ])

export const text = z.string()
export const maybe = text.nullable()

/** Everything here is closed and never changed: what GitHub said does not become something else on the way. */
export const form = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).readonly()

export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()
