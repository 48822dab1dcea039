// Pages of verdicts made by hand, as a parser of HTML reads them.
import { parse } from 'parse5'
import type { Change } from '../../../src/facts/change.ts'
import { known } from '../../../src/facts/fact.ts'
import type { Verdict } from '../../../src/judge/verdict.ts'
import { page } from '../../../src/report/page/page.ts'
import { selfApproval } from '../cases.ts'
import { actor, base, head, oid } from '../verdicts.ts'

export const pageOf = (verdict: Verdict, over: Partial<Parameters<typeof page>[0]> = {}): string =>
  page({
    repository: 'acme/shop',
    readAt: '2026-03-01T12:30:00Z',
    run: 'https://github.com/acme/shop/actions/runs/8001',
    runDetails: { attempt: '2', workflow: 'acme/shop/.github/workflows/gate.yml', event: null },
    digest: 'd1'.repeat(32),
    verdict,
    ...over,
  })

const signatory = (login: string) => ({
  ...{ name: login, email: `${login}@example.com`, account: actor(login) },
})

const policy = [
  'version: 1',
  'approvals:',
  '- required: 1',
  '  freshness: head',
  '# nobody may',
  'conflicts:',
  '  self-approval:',
  '    enforcement: enforce',
  '  self-merge:',
  '    enforcement: off',
  '',
].join('\n')

const at = (minute: number): string => `2026-03-01T10:${minute}:00Z`
const earlier = oid('c0ffee')

const happened: Partial<Change> = {
  commits: known(
    [earlier, head].map((one, index) => ({
      oid: one,
      parents: [index === 0 ? base : earlier],
      author: signatory(index === 0 ? 'leo' : 'amy'),
      committer: signatory('amy'),
      coAuthors: [],
      signature: null,
    })),
    'GraphQL PullRequest.commits',
  ),
  pushes: known(
    [
      { by: actor('amy'), at: at(20), before: earlier, after: head, kind: 'push' },
      { by: actor('leo'), at: at(10), before: null, after: earlier, kind: 'branch_creation' },
    ],
    'GET /repos/acme/shop/activity',
  ),
  reviews: known(
    [
      {
        ...{ id: 'R1', state: 'APPROVED', by: actor('amy'), at: at(30), commit: head },
        ...{ edited: null, canPush: true },
      },
    ],
    'GraphQL PullRequest.reviews',
  ),
  policyFile: known(
    {
      ...{ path: '.github/separation-of-duties.yml', commit: base, blob: oid('b10b') },
      ...{ text: policy, byteSize: policy.length, flaw: null },
    },
    'GraphQL Repository.object',
  ),
}

/** Leo's change that Amy wrote most of and approved, with what happened and the policy's text. */
export const approvedByItsAuthor: Verdict = {
  ...selfApproval,
  judged: selfApproval.judged.map((one) => ({
    ...one,
    change: { ...one.change, ...happened },
    policy: { ...one.policy, commit: base, blob: oid('b10b') },
  })),
}

interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

interface Node {
  readonly nodeName: string
  readonly value?: string
  readonly attrs?: readonly { readonly name: string; readonly value: string }[]
  readonly childNodes?: readonly Node[]
}

/** Every element in the order of the page, what else stands in it, and what the parser had to repair. */
export function read(text: string) {
  const errors: string[] = []
  const root: Node = parse(text, { onParseError: ({ code }) => errors.push(code) }) as Node
  const elements: Element[] = []
  const others: string[] = []
  const textOf = ({ value = '', childNodes = [] }: Node): string =>
    value + childNodes.map(textOf).join('')
  const visit = (node: Node): void => {
    const { nodeName, attrs, childNodes = [] } = node
    if (attrs !== undefined) {
      const attributes = Object.fromEntries(attrs.map(({ name, value }) => [name, value]))
      elements.push({ tag: nodeName, attributes, text: textOf(node) })
    } else if (nodeName !== '#text') others.push(nodeName)
    childNodes.forEach(visit)
  }
  visit(root)
  return { elements, others, errors }
}
