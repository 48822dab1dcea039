// The forms of the project's own issues, and those that are shipped as examples, are ones that GitHub offers.
import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { read, root } from '../readme/document.ts'
import { chooser, issueForm } from './issue-form.ts'

const folder = '.github/ISSUE_TEMPLATE'
const own = globSync(`${folder}/*`, { cwd: root })
  .filter((path) => path !== `${folder}/config.yml`)
  .sort()

test.for([...own, 'docs/examples/break-glass.yml'])('%s is a form', (path) => {
  expect(issueForm.safeParse(parse(read(path))).error?.issues ?? []).toEqual([])
})

test('each has a name of its own', () => {
  const names = own.map((path) => issueForm.parse(parse(read(path))).name)
  expect(new Set(names).size).toBe(names.length)
})

test('a form that GitHub ignores is refused', () => {
  const field = {
    type: 'input',
    id: 'a',
    attributes: { label: 'A' },
    validations: { required: true },
  }
  const form = { name: 'Form', description: 'For a test.', body: [field] }
  const choice = (options: readonly unknown[]) => ({
    ...form,
    body: [{ ...field, type: 'dropdown', attributes: { label: 'A', options } }],
  })
  const readOnly = { type: 'markdown', attributes: { value: 'Read this.' } }
  const isTaken = (one: unknown) => issueForm.safeParse(one).success
  expect([form, choice(['one', 'two'])].map(isTaken)).toEqual([true, true])
  const ignored = [
    { ...form, name: ' ' },
    { ...form, description: true },
    { ...form, colour: 'red' },
    { ...form, body: [] },
    { ...form, body: [readOnly] },
    { ...form, body: [field, { ...field, attributes: { label: 'B' } }] },
    { ...form, body: [field, { ...field, id: 'b' }] },
    { ...form, body: [{ ...field, id: 'two words' }] },
    choice([]),
    choice(['one', 'one']),
    choice(['one', 'None']),
    choice([true, false]),
  ]
  expect(ignored.filter(isTaken)).toEqual([])
})

test('who reports a hole is sent to where nobody else reads it', () => {
  const { blank_issues_enabled, contact_links } = chooser.parse(parse(read(`${folder}/config.yml`)))
  expect(blank_issues_enabled).toBe(false)
  expect(contact_links[0]?.url).toMatch(/\/security\/advisories\/new$/)
  expect(read(`${folder}/bug.yml`)).toContain(contact_links[0]?.url)
})
