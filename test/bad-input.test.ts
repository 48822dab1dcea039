// Bad input: each gets one clear sentence with what to do, and never a pass.
import { describe, expect, test } from 'vitest'
import { cleanWorld, worldWithPolicy } from './clean-world.ts'
import type { World } from './github-double/world.ts'
import { replay } from './replay.ts'

interface Given {
  readonly given: string
  readonly world: World
  readonly env?: Record<string, string>
  /** The whole of one annotation. */
  readonly says: string
  readonly file?: string
  readonly line?: number
}

const withToken = (token: Record<string, string>) => cleanWorld((draft) => (draft.token = token))

const stops: readonly Given[] = [
  {
    given: 'no token',
    world: cleanWorld(),
    env: { INPUT_TOKEN: '' },
    says: 'There is no token to ask GitHub with. Give the input `token` a token that may read the repository.',
  },
  {
    given: 'a wrong token',
    world: cleanWorld(),
    env: { INPUT_TOKEN: 'wrong' },
    says: 'GitHub refused the token (401, GraphQL Change). Give the input `token` a token that is valid for this repository.',
  },
  {
    given: 'a token without pull-requests',
    world: withToken({ contents: 'read' }),
    says: 'The token may not ask GraphQL Change (403). Add `pull-requests: read` to the job\'s `permissions`.',
  },
  {
    given: 'a token without contents',
    world: withToken({ 'pull-requests': 'read' }),
    says: '',
  },
  {
    given: 'no such pull request',
    world: cleanWorld((draft) => {
      draft.event = { name: 'workflow_dispatch', branch: 'main' }
      draft.inputs = { 'pull-request': '99' }
    }),
    says: 'GraphQL Change found nothing: Could not resolve to a PullRequest with the number of 99. Check the repository and the number, and that the token has `pull-requests: read`.',
  },
]

describe.concurrent('the action', () => {
  test.for(stops)('stops at $given', async ({ world, env = {}, says, file, line }) => {
    const played = await replay(world, { env })
    expect(played.annotations.map(({ message }) => message)).toContain(says)
    expect(played.exitCode).toBe(1)
    expect(played.verdict).toBe('undetermined')
    const annotation = played.annotations.find(({ message }) => message === says)
    expect(annotation?.file).toBe(file)
    expect(annotation?.line).toBe(line)
  })
})
