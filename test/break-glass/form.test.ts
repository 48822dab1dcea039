// The form of a request, read as strictly as an attacker would fill it in.
import { expect, test } from 'vitest'
import { readForm } from '../../src/break-glass/form.ts'
import { form, oid } from '../fixtures.ts'

const home = 'https://github.com/acme/shop'
const read = (fields: Parameters<typeof form>[0] = {}) => readForm(form(fields), home)

test('a form as GitHub renders it', () => {
  const fields = { Environment: 'production', Ticket: 'OPS-7', 'Rules to waive': 'self-merge' }
  expect(read(fields)).toEqual({
    pull: 7,
    oid: null,
    environment: 'production',
    rules: ['self-merge'],
    duration: 7200,
    reason: 'Payments are down.',
    ticket: 'OPS-7',
    flaws: [],
  })
})

test('line ends of any kind, and blanks around them', () => {
  const body = form({ Reason: 'One.\n\nTwo.' })
  const told = readForm(body, home)
  expect(readForm(body.replaceAll('\n', '\r\n'), home)).toEqual(told)
  expect(readForm(body.replaceAll('\n', '  \r\n'), home)).toMatchObject({ pull: 7, flaws: [] })
  expect(told.reason).toBe('One.\n\nTwo.')
})

test.for([
  ['#7', { pull: 7, oid: null }],
  ['7', { pull: 7, oid: null }],
  [`${home}/pull/7`, { pull: 7, oid: null }],
  ['https://github.com/ACME/Shop/pull/7/', { pull: 7, oid: null }],
  [oid('c1'), { pull: null, oid: oid('c1') }],
] as const)('for %s', ([text, is]) => {
  expect(read({ 'Pull request or commit': text })).toMatchObject({ ...is, flaws: [] })
})

test.for(['_No response_', 'none', 'None', 'N/A', ''])('no environment: "%s"', (text) => {
  expect(read({ Environment: text })).toMatchObject({ environment: null, flaws: [] })
})

test.for([
  ['self-merge, self-approval', ['self-merge', 'self-approval']],
  ['self-merge self-approval', ['self-merge', 'self-approval']],
  ['- `self-merge`\n- `self-approval`', ['self-merge', 'self-approval']],
  ['- [x] self-merge\n- [ ] self-approval\n- [X] self-release', ['self-merge', 'self-release']],
  ['self-merge\nself-merge', ['self-merge']],
] as const)('rules: %j', ([text, rules]) => {
  expect(read({ 'Rules to waive': text })).toMatchObject({ rules, flaws: [] })
})

const about = 'write the number of a pull request, such as "#7", its address, or a full commit id.'
const lasting = 'write a number of minutes, hours or days, such as "2h".'
const naming = 'write at least one rule, such as "independent-approval".'

test.for<[string, Parameters<typeof form>[0], string]>([
  ['a short id', { 'Pull request or commit': 'abc1234' }, `says "abc1234"; ${about}`],
  [
    'upper case',
    { 'Pull request or commit': 'A'.repeat(40) },
    `says "${'A'.repeat(40)}"; ${about}`,
  ],
  [
    'another repository',
    { 'Pull request or commit': 'https://github.com/evil/shop/pull/7' },
    `says "https://github.com/evil/shop/pull/7"; ${about}`,
  ],
  [
    'an issue',
    { 'Pull request or commit': `${home}/issues/7` },
    `says "${home}/issues/7"; ${about}`,
  ],
  ['two of them', { 'Pull request or commit': '#7, #8' }, `says "#7, #8"; ${about}`],
  ['nothing', { 'Pull request or commit': '_No response_' }, `is empty; ${about}`],
  ['no such field', { 'Pull request or commit': null }, 'is missing.'],
])('for %s: flawed', ([, fields, is]) => {
  const told = read(fields)
  expect(told.flaws).toEqual([`The field "Pull request or commit" ${is}`])
  expect([told.pull, told.oid]).toEqual([null, null])
})

test.for<[Parameters<typeof form>[0], string]>([
  [{ Duration: 'soon' }, `The field "Duration" says "soon"; ${lasting}`],
  [{ Duration: '' }, `The field "Duration" is empty; ${lasting}`],
  [{ Duration: '99999h' }, `The field "Duration" says "99999h"; ${lasting}`],
  [{ Reason: '_No response_' }, 'The field "Reason" is empty; write why it cannot wait.'],
  [
    { 'Rules to waive': '- [ ] self-merge' },
    `The field "Rules to waive" says "- [ ] self-merge"; ${naming}`,
  ],
  [{ 'Rules to waive': '' }, `The field "Rules to waive" is empty; ${naming}`],
  [
    { Environment: 'staging\nproduction' },
    'The field "Environment" says "staging production"; write the name of one, or "none".',
  ],
  [{ Reason: null }, 'The field "Reason" is missing.'],
  [{ Duration: 'x'.repeat(90) }, `The field "Duration" says "${'x'.repeat(79)}…"; ${lasting}`],
])('%j', ([fields, is]) => {
  expect(read(fields).flaws).toEqual([is])
})

const hiding = (what: string) => `It holds ${what}, which can hide text from an approver.`
const twice = 'The field "Duration" stands twice, and nobody can tell which one was meant.'
const unknownHeading = (line: string) => `It has a heading that the form does not have ("${line}").`

test.for<[string, string]>([
  ['### Duration\n\n4d', twice],
  ['### Duration  \r\n\r\n4d', twice],
  ['### Pull request or commit\n\n#9', twice.replace('Duration', 'Pull request or commit')],
  ['  ### Duration\n4d', unknownHeading('  ### Duration')],
  ['### duration\n4d', unknownHeading('### duration')],
  ['###  Duration\n4d', unknownHeading('###  Duration')],
  ['### Duration ##\n4d', unknownHeading('### Duration ##')],
  ['###\tDuration\n4d', unknownHeading('###\tDuration')],
  ['> ### Duration\n4d', unknownHeading('> ### Duration')],
  ['- ### Duration\n4d', unknownHeading('- ### Duration')],
  ['2. ### Duration\n4d', unknownHeading('2. ### Duration')],
  ['# Why', unknownHeading('# Why')],
  ['Duration\n---\n4d', unknownHeading('---')],
  ['Duration\n  ===\n4d', unknownHeading('  ===')],
  ['### Durat\u0456on\n4d', unknownHeading('### Durat\u0456on')],
  ['Down. <!-- and so on -->', hiding('an HTML comment')],
  ['<details>\n<summary>x</summary>', hiding('HTML ("<details>")')],
  ['Down.\n  <p title="', hiding('HTML ("  <p title="")')],
  ['Down <img alt="x">', hiding('HTML ("Down <img alt="x">")')],
  ['Down </p', hiding('HTML ("Down </p")')],
  ['Down\n<3 s', hiding('HTML ("<3 s")')],
  ['```\nx', hiding('a fence of a code block')],
  ['- ~~~x', hiding('a fence of a code block')],
  ['[x]: /y "z', hiding('the definition of a link or footnote ("[x]: /y "z")')],
  ['> [^x]: y', hiding('the definition of a link or footnote ("> [^x]: y")')],
  ['Down\u202E.', hiding('the invisible character U+202E')],
  ['Down\u200B.', hiding('the invisible character U+200B')],
  ['Down\u2066.', hiding('the invisible character U+2066')],
  ['Down\u3164', hiding('the invisible character U+3164')],
  ['Down\uFEFF', hiding('the invisible character U+FEFF')],
  ['Down\u2028', hiding('the invisible character U+2028')],
  ['Down\u{E0041}', hiding('the invisible character U+E0041')],
  ['Down\v', hiding('the invisible character U+000B')],
])('a reason that the form does not render: %j', ([reason, is]) => {
  expect(read({ Reason: reason }).flaws).toEqual([is])
})

test.for([
  'Latency < 5 s, error rate > 1 %, a<5.',
  '\u26A0\uFE0F Down since 9:00\n\n---\n\n- #7 fixes it\n- `#1` too, [see](https://x.example)',
  'See #7\n#7 fixes it\n> "down", said Bob\n1. one\n\tindented\n    code',
  '_No response_ from the checkout',
])('an honest reason: %j', (reason) => {
  expect(read({ Reason: reason })).toMatchObject({ reason, flaws: [] })
})

test('fields stand in the order of the form, with nothing before the first', () => {
  const late = 'The field "Environment" does not stand where the form has it.'
  const body = form({ Environment: null, Ticket: null })
  expect(readForm(`${body}\n### Environment\n\nproduction\n`, home).flaws).toEqual([late])
  const before = 'It does not begin with the field "Pull request or commit" of the form.'
  expect(readForm(`Please.\n\n${body}`, home).flaws).toEqual([before])
  expect(readForm(`\n \n${body}`, home).flaws).toEqual([])
})

test('what is misshapen is told in one sentence, though fields are missing as well', () => {
  expect(readForm('### Duration\n\nsoon\n\n<p>', home).flaws).toEqual([hiding('HTML ("<p>")')])
})

test('a body of any length is read in no time', () => {
  for (const part of ['# ', '> ', '- ', '1. ', ' ', '[', '=', '#']) {
    const long = part.repeat(60_000 / part.length)
    expect(readForm(form({ Reason: `x${long}x\n${long}x` }), home).flaws.length).toBeLessThan(2)
  }
})

test.for(['', 'Please let me merge', '### Duration'])('no form at all: %j', (body) => {
  const told = readForm(body, home)
  expect(told).toMatchObject({ pull: null, oid: null, rules: [], duration: null, reason: null })
  expect(told.flaws).not.toEqual([])
})

test('a form of the organization’s own may do without a ticket and an environment', () => {
  expect(read({ Ticket: null, Environment: null })).toMatchObject({
    ...{ ticket: null, environment: null },
    flaws: [],
  })
})

test('who does not know the repository takes the number of any address', () => {
  const elsewhere = form({ 'Pull request or commit': 'https://github.com/acme/other/pull/9' })
  expect(readForm(elsewhere, home)).toMatchObject({ pull: null })
  expect(readForm(elsewhere, null)).toMatchObject({ pull: 9, flaws: [] })
})
