// The agents that had a hand in a change, those who answer for them, and whether these are all.

import { type SponsoredWork, sponsoredWorks } from '../../duties/sponsors.ts'
import type { Unknown } from '../../facts/fact.ts'
import type { Case } from './case.ts'

export const agentsAtWork = ({ change, identify, directory }: Case): readonly SponsoredWork[] =>
  sponsoredWorks(change, identify, directory)

/** A sponsor is a contributor, so whoever approved could be one whom these facts do not tell. */
export const sponsorGaps = (judged: Case): readonly Unknown[] =>
  agentsAtWork(judged).flatMap(({ gaps }) => gaps)
