// approver-deploys: whoever approved a change is not the one who deploys it.
import { asApprover, collisionRule } from './support/conflicts.ts'

export const approverDeploys = collisionRule(
  asApprover,
  'deployer',
  'Let somebody who did not approve these changes start the deployment anew.',
)
