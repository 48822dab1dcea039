// The form that is shipped asks for exactly what the gate reads, in a shape that GitHub takes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { readForm } from '../src/break-glass/form.ts'

const path = join(import.meta.dirname, '..', 'docs', 'examples', 'break-glass.yml')
const text = readFileSync(path, 'utf8')

/** What GitHub's syntax for issue forms allows of the elements used here. */
const field = z.strictObject({
  type: z.enum(['input', 'textarea']),
  id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
  attributes: z.strictObject({
    label: z.string(),
    description: z.string(),
    placeholder: z.string().optional(),
  }),
  validations: z.strictObject({ required: z.boolean() }),
})
const note = z.strictObject({
  type: z.literal('markdown'),
  attributes: z.strictObject({ value: z.string() }),
})
const shape = z.strictObject({
  name: z.string().min(4),
  description: z.string().min(4),
  title: z.string(),
  labels: z.array(z.string()),
  body: z.array(z.discriminatedUnion('type', [field, note])),
})

const form = shape.parse(parse(text))
const fields = form.body.filter((one) => one.type !== 'markdown')

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
  expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length)
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
