// What can go wrong beside a verdict: a code, one sentence, and what to do. Anything else is a bug.

interface Told {
  /** What to do now, one sentence. */
  readonly remedy: string
  readonly cause?: unknown
}

abstract class ToldError extends Error {
  abstract readonly code: string
  readonly remedy: string
  constructor(message: string, { remedy, cause }: Told) {
    super(message, cause === undefined ? undefined : { cause })
    this.remedy = remedy
  }
}

/** The workflow or the command line asks for something that cannot be: an input, an event, a combination. */
export class InputError extends ToldError {
  readonly code = 'input'
}

/** GitHub could not be asked, or answered with something that is no answer. Its message is a clause, as a fact's reason is. */
export class CollectError extends ToldError {
  readonly code = 'collect'
  /** The endpoint or the query. */
  readonly source: string
  /** The HTTP status, where there was one. */
  readonly status: number | null
  /** Asking once more may help. */
  readonly isPassing: boolean
  constructor(
    message: string,
    told: Told & { source: string; status?: number; isPassing?: boolean },
  ) {
    super(message, told)
    this.source = told.source
    this.status = told.status ?? null
    this.isPassing = told.isPassing ?? false
  }
}

/** A record that is not one, or that was changed after it was written. */
export class EvidenceError extends ToldError {
  readonly code = 'evidence'
}

export type GateError = InputError | CollectError | EvidenceError

export const isGateError = (error: unknown): error is GateError => error instanceof ToldError
