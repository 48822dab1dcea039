// The form that is shipped asks for exactly what the gate reads, and nothing else.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readForm } from '../../src/break-glass/form.ts'
import { fieldsOf, issueForm } from '../repository/issue-form.ts'

const path = join(import.meta.dirname, '..', '..', 'docs', 'examples', 'break-glass.yml')
const text = readFileSync(path, 'utf8')

const form = issueForm.parse(parse(text))
/** Each is one in which something is typed. */
const fields = form.body.filter((one) => one.type === 'input' || one.type === 'textarea')

/** As GitHub renders it into an issue. */
const rendered = (answers: Readonly<Record<string, string>>): string =>
  fields
    .map(({ id, attributes: { label } }) => `### ${label}\n\n${answers[id] ?? '_No response_'}`)
    .join('\n\n')

test('its label is the one that the gate looks for', () => {
  expect(form.labels).toEqual(['break-glass'])
})

test('its headings are the six that are part of the contract, each once', () => {
  expect(fields.map(({ attributes }) => attributes.label)).toEqual([
    'Pull request or commit',
    'Environment',
    'Rules to waive',
    'Duration',
    'Reason',
    'Ticket',
  ])
  expect(fields).toEqual(fieldsOf(form.body))
})

test('filled in, the gate reads every field of it', () => {
  const answers = Object.fromEntries(
    fields.map(({ id, attributes }) => [id, attributes.placeholder ?? 'Customers cannot pay.']),
  )
  expect(readForm(rendered(answers), 'https://github.com/acme/shop')).toMatchObject({
    ...{ pull: 7, oid: null, environment: 'production', duration: 7200 },
    rules: ['independent-approval', 'author-deploys'],
    ...{ reason: 'Customers cannot pay.', ticket: 'INC-1234', flaws: [] },
  })
})

test('a field is required exactly where the gate refuses it empty', () => {
  for (const { id, attributes, validations } of fields) {
    const answers = Object.fromEntries(
      fields
        .filter((one) => one.id !== id)
        .map((one) => [one.id, one.attributes.placeholder ?? 'Customers cannot pay.']),
    )
    const { flaws } = readForm(rendered(answers), null)
    expect(flaws.length > 0, attributes.label).toBe(validations.required)
  }
})
