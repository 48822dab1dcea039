// Who let a run into the environment, and whether each of its attempts was let in.

import { type Actor, type Deployment, valueOr } from '../facts/facts.ts'
import type { Action, Identify } from './roster.ts'

/** What an app says of an environment is a check of its own: no person let the run in. */
export const releaseTraces = (
  { releases, environment }: Deployment,
  identify: Identify,
): readonly Action[] =>
  valueOr(releases, [])
    .filter(({ by, state }) => state === 'approved' && (by === null || isHuman(by, identify)))
    .map(({ by }) => ({
      ...{ duty: 'deployment-approver', by },
      evidence: {
        ...{ deed: `released ${environment}`, commit: null, isClaim: false },
        source: releases.source,
      },
    }))

const isHuman = (by: Actor, identify: Identify): boolean => identify(by).agent === null

/** GitHub does not say which attempt a release was given for: fewer than attempts could all be for an earlier one. */
export const isReleasedAnew = (
  { releases, attempts }: Pick<Deployment, 'releases' | 'attempts'>,
  identify: Identify,
): boolean =>
  releases.known &&
  attempts.known &&
  releases.value.filter(({ by, state }) => state === 'approved' && by && isHuman(by, identify))
    .length >= attempts.value.length
