// Who stands as the creator of a deployment's record: GitHub names whoever started the run whose job made it.
import type { GitHub } from './github.ts'
import type { Deployment, Run } from './world.ts'

/** The run whose job made the record; undefined: it was written through the API. */
const makerOf = ({ world }: GitHub, { by, commit, statuses }: Deployment): Run | undefined =>
  by === 'github-actions'
    ? world.runs.find(
        ({ id, commit: head }) => head === commit && statuses.some(({ run }) => run === id),
      )
    : undefined

/** A login; a re-run leaves the record with whoever started the first attempt. */
export const creatorOf = (github: GitHub, deployment: Deployment): string =>
  makerOf(github, deployment)?.attempts[0]?.actor ?? deployment.by
