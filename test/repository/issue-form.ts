// What GitHub takes for an issue form, of what is used here: it does not offer one that breaks these rules.
import * as z from 'zod'

const text = z.string().regex(/\S/)
const id = z.string().regex(/^[a-zA-Z0-9_-]+$/)
const validations = z.strictObject({ required: z.boolean() })
const labelled = { label: text, description: text.optional() }
const typed = { ...labelled, placeholder: text.optional() }

/** YAML makes booleans of some words, and GitHub keeps "None" for itself. */
const option = text.refine((word) => !/^none$/i.test(word), 'GitHub keeps this word for itself.')

const isDistinct = (words: readonly string[]): boolean => new Set(words).size === words.length

const markdown = z.strictObject({
  type: z.literal('markdown'),
  attributes: z.strictObject({ value: text }),
})
const input = z.strictObject({
  type: z.literal('input'),
  id,
  attributes: z.strictObject(typed),
  validations,
})
const textarea = z.strictObject({
  type: z.literal('textarea'),
  id,
  attributes: z.strictObject({ ...typed, render: z.string().optional() }),
  validations,
})
const dropdown = z.strictObject({
  type: z.literal('dropdown'),
  id,
  attributes: z.strictObject({
    ...labelled,
    options: z.array(option).min(1).refine(isDistinct, 'An option stands twice.'),
  }),
  validations,
})

const element = z.discriminatedUnion('type', [markdown, input, textarea, dropdown])
type Element = z.infer<typeof element>

/** What somebody fills in, as against what they only read. */
export const fieldsOf = (body: readonly Element[]) => body.filter((one) => one.type !== 'markdown')

export const issueForm = z.strictObject({
  name: text,
  description: text,
  title: text.optional(),
  labels: z.array(text).min(1).optional(),
  body: z
    .array(element)
    .refine((body) => fieldsOf(body).length > 0, 'Nothing can be filled in.')
    .refine((body) => isDistinct(fieldsOf(body).map((one) => one.id)), 'An id stands twice.')
    .refine(
      (body) => isDistinct(fieldsOf(body).map(({ attributes }) => attributes.label.toLowerCase())),
      'A label stands twice.',
    ),
})

/** Of the file that says what is offered beside the forms. */
export const chooser = z.strictObject({
  blank_issues_enabled: z.boolean(),
  contact_links: z.array(z.strictObject({ name: text, url: z.httpUrl(), about: text })).min(1),
})
