// What queries ask of a pull request, with its three lists.
import { actorFragment } from '../api/ask.ts'
import { reviewRights } from '../directory/permissions.ts'
import { commitFragment } from './commits.ts'
import { timelineFields } from './timeline.ts'

/** Arguments of the three connections and, behind them, what may leave one out. */
interface Pages {
  readonly commits: readonly [page: string, directive?: string]
  readonly reviews: readonly [page: string, directive?: string]
  readonly timeline: readonly [page: string, directive?: string]
}

export const pullFields = ({ commits, reviews, timeline }: Pages): string => `
    number url title state mergedAt isCrossRepository changedFiles mergedBy{...Who} mergeCommit{oid}
    baseRefName baseRefOid baseRef{target{oid}} headRefName headRefOid headRepository{nameWithOwner} author{...Who}
    commits(${commits[0]}) ${commits[1] ?? ''}{totalCount pageInfo{hasNextPage endCursor}
      nodes{commit{...Authored}}}
    reviews(${reviews[0]}) ${reviews[1] ?? ''}{totalCount pageInfo{hasNextPage endCursor}
      nodes{id state submittedAt lastEditedAt editor{...Who} author{...Who} commit{oid}
        ${reviewRights} @include(if: $rights)}}
    ${timelineFields(...timeline)}`

export const pullFragments = `${actorFragment}
${commitFragment}`
