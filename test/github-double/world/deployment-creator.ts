// Who stands as the creator of a deployment's record: GitHub names whoever started the run whose job made it.
import type { GitHub } from './github.ts'
import type { Deployment } from './schema/run-defaults.ts'

/** A login; a re-run leaves the record with whoever started the first attempt. */
export const creatorOf = (github: GitHub, { run, by }: Deployment): string =>
  (run === null ? undefined : github.run(run)?.attempts[0]?.actor) ?? by

/** Of its statuses too, but for those that were written through the API. */
export const reporterOf = (
  github: GitHub,
  deployment: Deployment,
  status: Deployment['statuses'][number],
): string => status.by ?? creatorOf(github, deployment)

/** REST names the App beside a person whose run it served; a bot's own record has none beside it. */
export const servedByActions = (github: GitHub, deployment: Deployment, creator: string): boolean =>
  deployment.run !== null && github.accounts.get(creator)?.type === 'User'
