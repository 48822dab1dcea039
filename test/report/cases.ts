// The verdicts of the golden files: a clean pass, a self-approval, one that could not be told, a hostile one.
import { unknown } from '../../src/facts/fact.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { oneDemanded } from '../fixtures.ts'
import {
  actor,
  approval,
  base,
  change,
  claim,
  fact,
  finding,
  head,
  holding,
  judged,
  oid,
  reading,
  verdict,
} from './verdicts.ts'

export const pass = verdict(
  'pass',
  judged({ policy: reading({ commit: base, blob: oid('b10b') }) }),
)

// Leo opens; Amy asks for changes, writes most of the commits, approves the head and merges: NVIDIA/NemoClaw#6222.
const amysCommits = Array.from({ length: 11 }, (_, index) => oid(`c${index.toString(16)}`))
const amysApproval = "amy's approval does not count: amy authored c000000 and 10 more."
const leosCommit = oid('c0ffee')

export const selfApproval = verdict(
  'fail',
  judged({
    change: change({ number: 6222, title: 'Sandbox hardening', author: actor('leo') }),
    roster: {
      holdings: [
        holding('leo', 'author', [fact('opened the pull request', { commit: null })]),
        holding('leo', 'committer', [claim('is named as author of', leosCommit)]),
        holding('amy', 'committer', [
          ...amysCommits.map((commit) => fact('authored', { commit })),
          claim('is claimed as its co-author by a trailer of', leosCommit),
        ]),
        holding('amy', 'pusher', [fact('pushed')]),
      ],
      unattributed: [],
      unpushed: [],
    },
    approvals: {
      demanded: oneDemanded,
      counted: [],
      setAside: [
        {
          ...approval('amy'),
          reasons: [
            {
              kind: 'contribution',
              why: 'authored c000000 and 10 more',
              commits: amysCommits,
            },
            { kind: 'stale', why: 'was given before the base was force-pushed', commits: [head] },
          ],
        },
        {
          ...approval('ghost', null),
          person: null,
          reasons: [{ kind: 'not-entitled', why: 'is by an account that is deleted', commits: [] }],
        },
      ],
    },
    findings: [
      finding('complete-facts', { pull: 6222 }),
      finding('self-merge', { pull: 6222, outcome: 'not-applicable', enforcement: 'off' }),
      finding('fresh-approval', {
        pull: 6222,
        outcome: 'violated',
        enforcement: 'warn',
        message: 'It is stale.',
        remedy: 'Ask for a new review.',
      }),
      finding('self-approval', {
        pull: 6222,
        outcome: 'violated',
        message: amysApproval,
        remedy: 'Ask a non-contributor to approve 6331000.',
        people: ['amy'],
        commits: [head],
      }),
      finding('independent-approval', {
        pull: 6222,
        outcome: 'violated',
        message: '0 of 1 required approvals.',
        remedy: 'Ask a non-contributor to approve 6331000.',
        people: ['amy'],
      }),
      finding('protected-paths', {
        pull: 6222,
        outcome: 'excepted',
        message: 'An exception covers it.',
        paths: ['src/a_b.ts', 'src/c.ts'],
      }),
    ],
  }),
)

export const undetermined = verdict(
  'undetermined',
  judged({
    change: change(
      {},
      {
        pushes: unknown('the token may not read the activity', 'GET /repos/acme/shop/activity'),
      },
    ),
    roster: {
      holdings: [],
      unattributed: [{ duty: 'committer', evidence: fact('committed') }],
      unpushed: [head],
    },
    approvals: { demanded: oneDemanded, counted: [], setAside: [] },
    policy: reading({
      commit: base,
      blob: oid('b10b'),
      policy: null,
      problems: [{ severity: 'error', line: 3, column: 5, message: 'unknown key "aprovals"' }],
    }),
    findings: [
      finding('complete-facts', {
        outcome: 'undetermined',
        message: 'Not everything is known: the token may not read the activity.',
        remedy: 'Give the job the permission `contents: read`.',
      }),
      finding('attributable-commits', {
        outcome: 'undetermined',
        message: 'No GitHub account is known for the person who committed 4aadfff.',
      }),
    ],
  }),
)

/** Everything that an attacker would put into a name. */
export const evil =
  '\r\n::error title=x::pwned\n##[add-mask]x | <script>alert(1)</script> ![i](https://evil.example/p.png) ' +
  '[l](javascript:1) `c` **b** @admins www.evil.example $x$ \u202egpj.exe\u200b\u0085\u{e0041}\ud800 \\|'

const evilFinding = (outcome: Finding['outcome'], enforcement: Finding['enforcement']): Finding =>
  finding(evil, {
    outcome,
    enforcement,
    message: evil,
    remedy: evil,
    people: [evil],
    paths: [evil],
  })

export const hostile = verdict(
  'fail',
  judged({
    change: change(
      {
        title: evil,
        head: { branch: evil, oid: head, repository: evil },
        base: { branch: evil, oid: evil, tip: evil },
      },
      { files: unknown(evil, evil), updates: { [evil]: unknown(evil, evil) } },
    ),
    roster: {
      holdings: [holding(evil, 'committer', [fact(evil), claim(evil, evil)])],
      unattributed: [{ duty: 'pusher', evidence: fact(evil, { commit: evil }) }],
      unpushed: [evil],
    },
    approvals: {
      demanded: oneDemanded,
      counted: [approval(evil, evil)],
      setAside: [
        { ...approval(evil, evil), reasons: [{ kind: 'stale', why: evil, commits: [evil] }] },
      ],
    },
    policy: reading({
      path: evil,
      commit: evil,
      blob: evil,
      problems: [{ severity: 'warning', line: 1, column: 1, message: evil }],
    }),
    findings: [
      evilFinding('violated', 'enforce'),
      evilFinding('violated', 'warn'),
      evilFinding('excepted', 'warn'),
    ],
  }),
)
