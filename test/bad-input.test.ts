// Bad input: each gets one clear sentence that says what to do, and never a pass.
import { describe, expect, test } from 'vitest'
import type { World } from './github-double/world/world.ts'
import { runBundle } from './replay/bundle-pool.ts'
import { cleanWorld, worldWithPolicy } from './replay/clean-world.ts'
import { replay } from './replay/replay.ts'
import { worldNamed } from './replay/world-files.ts'

interface Given {
  readonly given: string
  readonly world: World
  readonly env?: Record<string, string>
  /** The whole of one annotation. */
  readonly says: string
  readonly file?: string
  readonly line?: number
}

const policyPath = '.github/separation-of-duties.yml'
const ownJob = 'Run the gate in a job of its own, with no step before it.'

const withToken = (token: Record<string, string>): World =>
  cleanWorld((draft) => {
    draft.token = token
  })

const dispatched = (inputs: Record<string, string>): World =>
  cleanWorld((draft) => {
    draft.event = { name: 'workflow_dispatch', branch: 'main' }
    draft.inputs = inputs
  })

const withInputs = (inputs: Record<string, string>): World =>
  cleanWorld((draft) => {
    draft.inputs = inputs
  })

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
    says: 'Nothing could be judged: GitHub refused the token (401). Give the input `token` a token that is valid for this repository.',
  },
  {
    given: 'a token without pull-requests: read',
    world: withToken({ contents: 'read' }),
    says: "Nothing could be judged: the token lacks `pull-requests: read` (403). Add `pull-requests: read` to the job's `permissions`.",
  },
  {
    given: 'a token without contents: read',
    world: withToken({ 'pull-requests': 'read' }),
    says: `The policy ${policyPath} is unknown: the token lacks \`contents: read\` (403). Add \`contents: read\` to the job's \`permissions\`.`,
  },
  {
    given: 'a pull request that does not exist',
    world: dispatched({ 'pull-request': '99' }),
    says: 'Nothing could be judged: GitHub found nothing: Could not resolve to a PullRequest with the number of 99. Check the repository and the number, and that the token has `pull-requests: read`.',
  },
  {
    given: 'an event that it cannot judge',
    world: cleanWorld(),
    env: { GITHUB_EVENT_NAME: 'issues' },
    says: 'The gate cannot tell from the event "issues" what to judge. Run the merge gate on pull_request, pull_request_target, pull_request_review or merge_group, the deployment gate on push, workflow_dispatch, deployment, release, schedule, workflow_run, or name a pull request in the input `pull-request`.',
  },
  {
    given: 'a deployment without its environment',
    world: dispatched({}),
    says: 'The deployment gate needs the input `environment`. Name the environment that is deployed to, such as production.',
  },
  {
    given: 'a sha that is no commit id',
    world: dispatched({ environment: 'production', sha: 'main' }),
    says: 'The input `sha` is "main", which is no full commit id. Give all 40 hexadecimal digits.',
  },
  {
    given: 'a baseline that is no commit id',
    world: dispatched({ environment: 'production', baseline: 'v1' }),
    says: 'The input `baseline` is "v1", which is no full commit id. Give all 40 hexadecimal digits.',
  },
  {
    given: 'a pull request that is no number',
    world: dispatched({ 'pull-request': 'seven' }),
    says: 'The input `pull-request` is "seven", which is no number of anything on GitHub. Give the number alone, such as 7.',
  },
  {
    given: 'a pull request that is not the one of the event',
    world: withInputs({ 'pull-request': '8' }),
    says: 'The input `pull-request` is 8, but the event is of #7. Leave the input out: the check belongs to the pull request of the event.',
  },
  {
    given: 'a gate that there is not',
    world: withInputs({ gate: 'release' }),
    says: 'The input `gate` is "release". It may be auto, merge or deployment.',
  },
  {
    given: 'a mode that there is not',
    world: withInputs({ mode: 'warn' }),
    says: 'The input `mode` is "warn". It may be enforce or advisory.',
  },
  {
    given: 'a policy path that leaves the repository',
    world: withInputs({ policy: '../policy.yml' }),
    says: `The policy path "../policy.yml" is no path inside the repository. Write it from the repository's root without "./", such as ${policyPath}.`,
  },
  {
    given: 'a repository that is none',
    world: cleanWorld(),
    env: { GITHUB_REPOSITORY: 'shop' },
    says: 'GITHUB_REPOSITORY is "shop", which is no owner/name. Name the repository as owner/name.',
  },
  {
    given: 'an event file that is not there',
    world: cleanWorld(),
    env: { GITHUB_EVENT_PATH: '/nowhere' },
    says: `The event file "/nowhere" does not say what the run was started for. ${ownJob}`,
  },
  {
    given: 'an event file that names another pull request than the ref',
    world: cleanWorld(),
    env: { GITHUB_REF: 'refs/pull/8/merge' },
    says: `The event file speaks of #7, but the run was started for #8. ${ownJob}`,
  },
  {
    given: 'an event file that names another pull request than the head branch',
    world: cleanWorld(),
    env: { GITHUB_HEAD_REF: 'other' },
    says: `The event names #7 with the head feature, but the run was started for other. ${ownJob}`,
  },
  {
    given: 'a policy that is no YAML',
    world: worldWithPolicy('version: 1\npeople: [ada'),
    file: policyPath,
    line: 2,
    says: 'the file is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  },
  {
    given: 'an unknown key',
    world: worldWithPolicy('version: 1\naprovals: {required: 1}'),
    file: policyPath,
    line: 2,
    says: 'unknown key "aprovals"; did you mean "approvals"?',
  },
  {
    given: 'a policy that is a symlink',
    world: worldWithPolicy({ mode: '120000', text: 'elsewhere.yml' }),
    file: policyPath,
    line: 1,
    says: 'the policy must be a file of its own, not a symlink',
  },
  {
    given: 'a policy that is too large',
    world: worldWithPolicy(`version: 1\n# ${'x'.repeat(600_000)}`),
    file: policyPath,
    line: 1,
    says: 'the policy must be shorter than 512 KiB; GitHub cuts this one off',
  },
  {
    given: 'an unknown team',
    world: worldWithPolicy(
      'version: 1\nprotected-paths: [{name: pay, paths: [src/], from: {teams: [paymints]}}]',
      (draft) => {
        draft['org-token'] = { members: 'read' }
        draft.pulls[0].reviews.push({
          ...{ by: 'cleo', state: 'APPROVED', commit: 'c1', at: '2026-03-01T11:05:00Z' },
        })
      },
    ),
    file: 'src/pay.ts',
    line: 1,
    says: 'src/pay.ts (pay) needs 1 approval from team paymints. Unknown: the team paymints of acme does not exist or may not be read. Check its name in the policy, and give `org-token` a token with Members: read.',
  },
]

/** Of the worlds of deployments in test/scenarios. */
const deployments: readonly { readonly world: string; readonly says: string }[] = [
  {
    world: 'unknown-environment',
    says: 'What would be shipped is unknown: there is no environment prodcution. Correct the input `environment`: the nearest one is called production.',
  },
  {
    world: 'sha-that-is-no-commit',
    says: 'What would be shipped is unknown: 0123456789abcdef0123456789abcdef01234567 is no commit of the repository. Give the input `sha` the full id of a commit.',
  },
  {
    world: 'baseline-that-is-no-ancestor',
    says: 'What would be shipped is unknown: the baseline 16d4afa is no ancestor of ae23b94. Name the first trusted commit in the input `baseline`.',
  },
  {
    world: 'first-deployment',
    says: 'What would be shipped is unknown: no deployment to production-us by this workflow has succeeded yet. Name the first trusted commit in the input `baseline`.',
  },
  {
    world: 'token-without-deployments-read',
    says: "What would be shipped is unknown: the token lacks `deployments: read` (403). Add `deployments: read` to the job's `permissions`.",
  },
  {
    world: 'token-without-actions-read',
    says: `Who deploys is unknown: the token lacks \`actions: read\` (403). Add \`actions: read\` to the job's \`permissions\`.`,
  },
  {
    world: 'run-cannot-be-found',
    says: `Who deploys is unknown: the run 869205, which asks, cannot be found (404). Check that the run was not deleted, and that the token has \`actions: read\`.`,
  },
]

describe.concurrent('the deployment gate', () => {
  test.for(deployments)('stops at $world', async ({ world, says }) => {
    const { annotations, verdict, exitCode } = await replay(worldNamed(world), { pool: runBundle })
    expect(annotations.map(({ message }) => message)).toContain(says)
    expect([verdict, exitCode]).toEqual(['undetermined', 1])
  })

  test('fails a commit that is on no protected branch', async () => {
    const path = worldNamed('dispatch-from-an-unreviewed-branch')
    const { annotations, verdict } = await replay(path, { pool: runBundle })
    expect(verdict).toBe('fail')
    expect(annotations[0]?.message).toBe(
      'No protected branch has stood at 16d4afa. Unreviewed: 16d4afa came to main without a pull request. Deploy a commit that was the tip of a protected branch (`deployment.branches` in the policy).',
    )
  })
})

describe.concurrent('the action', () => {
  test.for(stops)('stops at $given', async ({ world, env = {}, says, file, line }) => {
    const played = await replay(world, { env, pool: runBundle })
    const messages = played.annotations.map(({ message }) => message)
    expect(messages).toContain(says)
    const annotation = played.annotations[messages.indexOf(says)]
    expect(annotation).toMatchObject({ level: 'error' })
    expect([annotation?.file, annotation?.line]).toEqual([file, line])
    expect([played.exitCode, played.verdict]).toEqual([1, 'undetermined'])
    expect(played.log).not.toMatch(/\n\s+at .*:\d+:\d+/)
  })
})
