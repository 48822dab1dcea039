// The errors that the gate foresees: a code, one sentence, and what to do. Any other error is a bug.

interface Details {
  /** What to do now, one sentence. */
  readonly remedy: string
  readonly cause?: unknown
}

abstract class ForeseenError extends Error {
  abstract readonly code: string
  readonly remedy: string
  constructor(message: string, { remedy, cause }: Details) {
    super(message, cause === undefined ? undefined : { cause })
    this.remedy = remedy
  }
}

/** The workflow or the command line asks for something impossible: an input, an event, a combination. */
export class InputError extends ForeseenError {
  readonly code = 'input'
}

/** GitHub could not be asked, or its answer cannot be used. The message is a clause, like the reason of an unknown fact. */
export class CollectError extends ForeseenError {
  readonly code = 'collect'
  /** The endpoint or the query. */
  readonly source: string
  /** The HTTP status, where there was one. */
  readonly status: number | null
  /** The same question may succeed when it is asked again. */
  readonly isPassing: boolean
  /** What helps, as a fact would say it. */
  readonly help: unknown
  constructor(
    message: string,
    details: Details & {
      source: string
      status?: number
      isPassing?: boolean
      help?: unknown
    },
  ) {
    super(message, details)
    this.source = details.source
    this.status = details.status ?? null
    this.isPassing = details.isPassing ?? false
    this.help = details.help
  }
}

/** A file is no record, or a record was changed after it was written. */
export class EvidenceError extends ForeseenError {
  readonly code = 'evidence'
}

export type GateError = InputError | CollectError | EvidenceError

export const isGateError = (error: unknown): error is GateError => error instanceof ForeseenError

/** What happened and what to do; a bug asks to be reported. */
export function sentenceFor(error: unknown): string {
  if (error instanceof CollectError) return `${sentence(error.message)}. ${error.remedy}`
  if (isGateError(error)) return `${error.message} ${error.remedy}`
  const message = error instanceof Error ? error.message : String(error)
  return `The gate itself failed: ${message}. Please report this at https://github.com/separation-of-duties/gate/issues.`
}

/** A clause as a sentence of its own. */
const sentence = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1)
