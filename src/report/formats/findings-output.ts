// The action's output `findings`: a contract, other people's workflows read it.
import type { Verdict } from '../../judge/verdict.ts'
import { json } from './escape.ts'

/** One line of JSON, worst first, exactly these keys. Inert where a later step echoes it. */
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
