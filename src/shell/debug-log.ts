// A line an exchange with GitHub, where the runner was asked for debug lines (the secret or variable ACTIONS_STEP_DEBUG).
import { debug, isDebug } from '@actions/core'
import type { Exchange } from '../github/api/exchange.ts'
import { line } from '../report/formats/escape.ts'

export function debugExchange(exchange: Exchange): void {
  if (!isDebug()) return
  const { method, path, status, milliseconds, requestId, rateLeft } = exchange
  const facts = [
    `${method} ${path}: ${status ?? 'no answer'} in ${milliseconds} ms`,
    ...(requestId === null ? [] : [`request ${requestId}`]),
    ...(rateLeft === null ? [] : [`rate left ${rateLeft}`]),
  ]
  debug(line(facts.join(', ')))
}
