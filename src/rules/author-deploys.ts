// author-deploys: nobody who had a hand in a change that is deployed deploys it.
import { asContributor, collisionRule } from './support/conflicts.ts'

export const authorDeploys = collisionRule(
  asContributor,
  'deployer',
  'Let somebody who had no hand in these changes start the deployment anew.',
)
