// control-plane: a change to the policy, CODEOWNERS, workflows or actions has an independent approval from their owners.

import { controlPlanePaths, isAtPolicy } from '../policy/paths/control-plane-paths.ts'
import { advised, type Case, type ChangeRule, ended } from './support/case.ts'
import { allot, answerOf } from './support/demands.ts'

export const controlPlane: ChangeRule = (judged) => {
  const { change, policyPath } = judged
  const { number: pull } = change.pull
  if (!change.files.known || !change.reviews.known) {
    const what = change.files.known ? 'The reviews are unknown.' : 'The files are unknown.'
    return { outcome: 'undetermined', message: what }
  }
  const paths = controlPlanePaths(change.files.value, policyPath)
  if (paths.length === 0) {
    return {
      outcome: 'not-applicable',
      message: 'Neither policy, CODEOWNERS, workflows nor actions are touched.',
    }
  }
  const touchesPolicy = paths.some((path) => isAtPolicy(path, policyPath))
  const errors = touchesPolicy ? proposedErrors(judged) : []
  if (errors.length > 0) {
    return {
      outcome: 'violated',
      message: `The change would make ${policyPath} unusable. ${errors.join(' ')}`,
      ...advised([{ kind: 'fix', who: null, what: { act: 'take-back', pull, path: policyPath } }]),
      paths: [policyPath],
    }
  }
  const allotted = allot(judged, change.files.value)
  return answerOf(
    judged,
    allotted.filter(({ demand }) => demand.rule === 'control-plane'),
  )
}

function proposedErrors({ change, proposed }: Case): readonly string[] {
  if (!change.policyProposed.known) return []
  return proposed()
    .filter(({ severity }) => severity === 'error')
    .slice(0, 5)
    .map(({ line, message }) => `Line ${line}: ${ended(message)}`)
}
