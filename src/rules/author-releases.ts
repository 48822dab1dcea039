// author-releases: nobody who had a hand in a change that is deployed released its environment.
import { asContributor, collisionRule } from './support/conflicts.ts'

export const authorReleases = collisionRule(
  asContributor,
  'deployment-approver',
  'Start the deployment anew, and let somebody who had no hand in these changes release it.',
)
