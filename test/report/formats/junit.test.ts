// JUnit: no standard of its own, so what is used here is checked against what Maven's Surefire schema says of these elements.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Finding } from '../../../src/findings/finding.ts'
import { junit } from '../../../src/report/formats/junit.ts'
import { hostileText, unseen } from '../hostility.ts'
import { finding, judged, verdict } from '../verdicts.ts'

/** Per element of the schema: its attributes, the required ones starred, and what it may hold. */
const schema: Readonly<Record<string, { attributes: string; children: string; text?: true }>> = {
  testsuite: {
    attributes: 'name* time timestamp tests* failures* errors* skipped*',
    children: 'properties testcase',
  },
  properties: { attributes: '', children: 'property' },
  property: { attributes: 'name* value*', children: '' },
  testcase: {
    attributes: 'name* classname time*',
    children: 'failure error skipped system-out',
  },
  failure: { attributes: 'message type', children: '', text: true },
  error: { attributes: 'message type', children: '', text: true },
  skipped: { attributes: 'message', children: '', text: true },
  'system-out': { attributes: '', children: '', text: true },
}

interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  text: string
}

const plain = (text: string): string => {
  expect(text).not.toMatch(/[<>"']|&(?!#\d+;)/)
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}

/** As strict as the schema: anything else is no file of this kind. */
function parsed(xml: string): Node {
  const [head, ...rest] = xml.split('\n')
  expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>')
  const top: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  for (const [, text = '', close, name = '', attributes = '', empty] of rest
    .join('\n')
    .matchAll(/([^<]*)<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g)) {
    const current = open.at(-1) ?? top
    current.text += plain(text)
    if (close === '/') {
      expect(open.pop()?.name).toBe(name)
      continue
    }
    const said = Object.fromEntries(
      [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        plain(value ?? ''),
      ]),
    )
    const node: Node = { name, attributes: said, children: [], text: '' }
    current.children.push(node)
    if (empty !== '/') open.push(node)
  }
  expect(open).toHaveLength(1)
  const [root] = top.children
  if (root === undefined) return expect.unreachable()
  check(root)
  return root
}

function check({ name, attributes, children, text }: Node): void {
  const form = schema[name] ?? expect.unreachable(name)
  const names = form.attributes.split(' ').filter(Boolean)
  const required = names.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1))
  expect(Object.keys(attributes)).toEqual(expect.arrayContaining(required))
  expect(names.map((one) => one.replace('*', ''))).toEqual(
    expect.arrayContaining(Object.keys(attributes)),
  )
  if (form.text !== true) expect(text.trim()).toBe('')
  for (const child of children) {
    expect(form.children.split(' ')).toContain(child.name)
    check(child)
  }
}

const written = (findings: readonly Partial<Finding>[]): string => {
  const all = findings.map((one) => finding('self-approval', one))
  const given = verdict('fail', judged({ findings: all }))
  const occasion = { repository: 'acme/shop', readAt: '2026-03-01T12:00:00Z', run: null }
  return junit({ ...occasion, verdict: given })
}

test('a finding is a test case, and the counts are those of its elements', () => {
  const { attributes, children } = parsed(
    written([
      {},
      { outcome: 'violated', remedy: 'Ask "bob" & <ada>.' },
      { outcome: 'violated', enforcement: 'warn' },
      { outcome: 'undetermined' },
      { outcome: 'excepted' },
      { outcome: 'not-applicable' },
      { outcome: 'violated', enforcement: 'off', pull: null },
    ]),
  )
  expect(attributes).toMatchObject({ tests: '7', failures: '1', errors: '1', skipped: '2' })
  const testCases = children.filter(({ name }) => name === 'testcase')
  const elements = testCases.map((one) => one.children.map(({ name }) => name).join())
  const [failure, error, skipped, out] = ['failure', 'error', 'skipped', 'system-out']
  expect(elements).toEqual([out, failure, out, error, out, skipped, skipped])
  expect(testCases[1]?.children[0]?.attributes.message).toBe(
    'violated: All is well with self-approval. Ask "bob" & <ada>.',
  )
  expect(testCases.map((one) => one.attributes.name).at(-1)).toBe('self-approval')
})

test('whatever is given, it is of the form, and every character may stand in XML', () => {
  fc.assert(
    fc.property(hostileText, (message) => {
      const xml = written([{ outcome: 'violated', message }])
      parsed(xml)
      expect(xml.replaceAll('\n', '')).not.toMatch(unseen)
      expect(xml).not.toMatch(/[\ufffe\uffff]/)
    }),
  )
})
