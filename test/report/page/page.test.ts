// The page for people: whole as golden files, read as a screen reader does, and with names that want to break out of it.
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../../src/judge/verdict.ts'
import * as cases from '../cases.ts'
import * as deployment from '../deployment-cases.ts'
import { approvedByItsAuthor, pageOf, read } from './pages.ts'

const golden = {
  pass: cases.pass,
  'self-approval': approvedByItsAuthor,
  'deployment-author-deploys': deployment.authorDeploys,
}

test.for(Object.entries(golden))('%s, whole', async ([name, verdict]) => {
  await expect(pageOf(verdict)).toMatchFileSnapshot(`../golden/${name}.page.html`)
})

/** What an attacker adds to any text: an end of whatever it may stand in, and something that runs. */
const breakout = `${cases.evil}</style></title></textarea></td></table>--><script>alert(1)</script><img src=x onerror=alert(1)>
<a href="javascript:alert(1)">x</a><iframe srcdoc="x"></iframe>" onmouseover="alert(1)" ' onfocus='alert(1)' autofocus <!--<svg onload=alert(1)>]]>{{x}}`

/** Everything that is a text in it, and every key that is none of a form. */
function poisoned<T>(value: T): T {
  if (typeof value === 'string') return `${value}${breakout}` as T
  if (Array.isArray(value)) return value.map(poisoned) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one)])) as T
}

const hostile: Readonly<Record<string, Verdict>> = {
  'names of a change': cases.hostile,
  'names of a deployment': deployment.hostile,
  'every text of a change': poisoned(approvedByItsAuthor),
  'every text of what is undetermined': poisoned(cases.undetermined),
  'every text of a deployment': poisoned(deployment.authorDeploys),
  'every text but the words that the gate compares': {
    ...approvedByItsAuthor,
    judged: approvedByItsAuthor.judged.map((one) => ({ ...one, change: poisoned(one.change) })),
  },
}

const everyPage = {
  ...golden,
  undetermined: cases.undetermined,
  many: deployment.oneOf150,
  ...hostile,
}

const ownTags = new Set(
  'html head meta title style body header main section h1 h2 h3 dl dt dd p ul ol li div table thead tbody tr th td span strong b code mark bdi'.split(
    ' ',
  ),
)
const ownAttributes = new Set(
  'lang charset http-equiv content name class scope role tabindex aria-label'.split(' '),
)
const { elements: clean } = read(pageOf(cases.pass))
const sheet = clean.find(({ tag }) => tag === 'style')?.text ?? ''

describe.for(Object.entries(everyPage))('%s', ([, verdict]) => {
  const foreign = { repository: breakout, readAt: breakout, run: breakout, digest: breakout }
  const runDetails = { attempt: breakout, workflow: breakout, event: breakout, action: breakout }
  const { elements, others, errors } = read(pageOf(verdict, { ...foreign, runDetails }))

  test('is HTML that needs no repair', () => {
    expect(errors).toEqual([])
    expect(others).toEqual(['#document', '#documentType'])
  })

  test('nothing executes, and nothing breaks out', () => {
    expect(elements.filter(({ tag }) => !ownTags.has(tag))).toEqual([])
    const names = elements.flatMap(({ attributes }) => Object.keys(attributes))
    expect(names.filter((name) => !ownAttributes.has(name))).toEqual([])
    const texts = (wanted: string) => elements.filter(({ tag }) => tag === wanted)
    expect(texts('style').map(({ text }) => text)).toEqual([sheet])
    expect(sheet).not.toMatch(/url\(|@import/)
  })

  test('what was written is read, and nothing unseen is', () => {
    const [{ text = '' } = {}] = elements
    expect(text).toContain('<script>alert(1)</script>')
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}|\p{Cs}/u)
  })

  test('one of each landmark, and headings without a gap', () => {
    const tags = elements.map(({ tag }) => tag)
    for (const one of ['header', 'main', 'h1']) {
      expect(tags.filter((tag) => tag === one)).toEqual([one])
    }
    const levels = tags.filter((tag) => /^h\d$/.test(tag)).map((tag) => Number(tag[1]))
    expect(levels[0]).toBe(1)
    for (const [at, level] of levels.entries()) {
      expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
    }
  })

  test('every header of a table says what it heads', () => {
    const scopes = elements.filter(({ tag }) => tag === 'th').map(({ attributes }) => attributes)
    expect(scopes.length).toBeGreaterThan(0)
    for (const { scope } of scopes) expect(scope).toMatch(/^(col|row)$/)
  })
})

const rowsOf = (verdict: Verdict) =>
  read(pageOf(verdict))
    .elements.filter(({ tag }) => tag === 'tr')
    .map(({ text }) => text.trim().split(/\n+/).join('').replaceAll(/\s+/g, ' '))

describe('what it says', () => {
  const rows = rowsOf(approvedByItsAuthor)

  test('a conflict by text, in the chain and in the matrix', () => {
    const { elements } = read(pageOf(approvedByItsAuthor))
    const chain = elements.filter(({ tag, text }) => tag === 'li' && text.includes('Conflict'))
    expect(chain.map(({ text }) => text)).toEqual([
      'Conflict: amy contributed (with leo)',
      'Conflict: amy approved',
    ])
    expect(rows).toContain('self-approvalcontributor: leo and amyapprover: amyamyviolated')
  })

  test('the timeline in the order of GitHub’s clock, each commit with the push that brought it', () => {
    const start = rows.indexOf('Time by GitHubEvent')
    expect(rows.slice(start + 1, start + 5)).toEqual([
      '2026-03-01 10:10:00 UTCleo created the branch at c0ffee0, with c0ffee0 (author leo, unverified).',
      '2026-03-01 10:20:00 UTCamy pushed 4aadfff, with 4aadfff (author amy, unverified).',
      '2026-03-01 10:30:00 UTCamy approved 4aadfff.',
      '2026-03-01 12:30:00 UTCThe gate asked GitHub and judged.',
    ])
  })

  test('the lines of the policy that decided, and no other', () => {
    expect(rows.filter((row) => row.includes('decided: '))).toEqual([
      '2approvals:decided: self-approval, independent-approval',
      '3- required: 1decided: self-approval, independent-approval',
      '4 freshness: headdecided: self-approval, independent-approval',
      '7 self-approval:decided: self-approval',
      '8 enforcement: enforcedecided: self-approval',
    ])
  })

  test('the line for which a policy cannot be used', () => {
    const problems = [{ severity: 'error', line: 6, column: 1, message: 'unknown key' }] as const
    const rows = rowsOf({
      ...approvedByItsAuthor,
      judged: approvedByItsAuthor.judged.map((one) => ({
        ...one,
        policy: { ...one.policy, policy: null, problems },
      })),
    })
    expect(rows.filter((row) => row.includes('decided: '))).toEqual([
      '6conflicts:decided: its error',
    ])
  })

  test('what covers, where that decided, and not where something else stops', () => {
    const covered = approvedByItsAuthor.findings.map((one) => ({
      ...one,
      outcome: one.outcome === 'violated' ? ('excepted' as const) : one.outcome,
    }))
    const marked = (word: Verdict['word']) =>
      rowsOf({ ...approvedByItsAuthor, word, findings: covered }).filter((row) =>
        row.includes('decided: '),
      )
    expect(marked('pass-with-exception').length).toBeGreaterThan(0)
    expect(marked('fail')).toEqual([])
  })

  test('why, where no change could be read', () => {
    const verdict = { ...approvedByItsAuthor, judged: [] }
    const titles = read(pageOf(verdict)).elements.filter(({ tag }) => tag === 'h2')
    expect(titles.map(({ text }) => text)).toEqual([
      ...['What to do now', 'Findings', 'Missing data', 'Facts and their sources'],
    ])
  })

  test('a change of which nothing stops, with nothing marked', () => {
    expect(rowsOf(cases.pass).join()).not.toMatch(/decided: |Conflict: /)
  })
})
