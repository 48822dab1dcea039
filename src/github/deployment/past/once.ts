// What several questions need, each asked once: a run, two commits compared.
import { orderKey } from '../../../facts/facts.ts'
import { type Client, onStatus } from '../../api/ask.ts'
import { type Comparison, compareCommits } from '../../pull-request/comparison.ts'
import { type RunReading, readRun } from '../runs.ts'

/** What may come to be the start: a run, and the commit of the record that names it. */
export interface Likely {
  readonly run: number
  readonly commit: string
}

/** With all commits between, each pair once; null: GitHub lost one of the two. */
export type Compare = (base: string, head: string) => Promise<Comparison | null>

export function comparing(client: Client): Compare {
  const asked = new Map<string, Promise<Comparison | null>>()
  return (base, head) => {
    const key = orderKey(base, head)
    const compared =
      asked.get(key) ?? compareCommits(client, base, head).catch(onStatus([404], () => null))
    asked.set(key, compared)
    return compared
  }
}

/** Each run once; null: it is deleted. */
export type ReadRun = (id: number) => Promise<RunReading | null>

export function runsOnce(client: Client): ReadRun {
  const asked = new Map<number, Promise<RunReading | null>>()
  return (id) => {
    const run = asked.get(id) ?? readRun(client, id).catch(onStatus([404], () => null))
    asked.set(id, run)
    return run
  }
}
