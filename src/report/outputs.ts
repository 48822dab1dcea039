// The action's output `findings`: a contract, other people's workflows read it.
import type { Verdict } from '../rules/verdict.ts'
import { json } from './escape.ts'

/** A JSON array in one line, exactly these keys, worst first. Inert even where a later step echoes it into its log. */
export const findingsOutput = ({ findings }: Verdict): string =>
  json(
    findings.map(({ rule, outcome, enforcement, message, people, paths, commits }) => ({
      rule,
      outcome,
      enforcement,
      message,
      people,
      paths,
      commits,
    })),
  )
